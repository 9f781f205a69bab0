package courant.media;

import courant.media.darkroom.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of the darkroom, for one file: what it has made is read as it goes. Closing it ends
 * the process, whatever it is at, and clears its folder.
 */
final class Development implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Development.class);

  /** In bytes; a file that makes the process say more is at fault. */
  private static final int MOST_SAID = 2_000;

  /** What became of the file. */
  sealed interface Developed {
    /**
     * Files named {@code 1080.webp} and {@code 1080.jpg} lie in the folder.
     *
     * @param width of the largest that is made or will be, in pixels
     * @param other the encoding beside WebP
     * @param cuts by width, ascending
     */
    record Prints(int width, int height, String other, List<Cut> cuts) implements Developed {}

    record Nothing(Fault fault) implements Developed {}
  }

  private final Process process;
  private final Path folder;
  private final Duration patience;
  private final List<Cut> made = new ArrayList<>();
  private Runnable afterwards = () -> {};
  private int said;

  /**
   * @param patience how long it may take once it has its file
   */
  Development(Process process, Path folder, Duration patience) {
    this.process = process;
    this.folder = folder;
    this.patience = patience;
  }

  /** Where the prints are. */
  Path folder() {
    return folder;
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * Gives it its file.
   *
   * @param after done when it is closed
   */
  void begin(Path file, Runnable after) {
    afterwards = after;
    Thread.startVirtualThread(this::endInTime);
    try (var out = process.getOutputStream()) {
      out.write((file.toAbsolutePath() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      LOG.debug("the darkroom ended before it had its file", ended);
    }
  }

  private void endInTime() {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        // Not through the process, which would close what somebody reads from it just now.
        process.toHandle().destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the sizes are there without which a picture cannot be used. */
  Developed first() throws IOException {
    String line = line();
    if (!line.matches("PICTURE [0-9]{1,5} [0-9]{1,5} (jpg|png) [0-9,]{1,40}")) {
      return new Developed.Nothing(fault(line));
    }
    String[] words = line.split(" ");
    int first = words[4].split(",").length;
    while (made.size() < first) {
      String cut = line();
      if (!cut.startsWith("CUT ")) {
        return new Developed.Nothing(fault(cut));
      }
      made.add(Cut.parse(cut.substring(4)));
    }
    return new Developed.Prints(
        Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3], cuts());
  }

  /** Waits until all sizes are there, those of {@link #first} included; or all that will be. */
  List<Cut> all() throws IOException {
    String line = line();
    while (line.startsWith("CUT ")) {
      made.add(Cut.parse(line.substring(4)));
      line = line();
    }
    if (!line.equals("END")) {
      LOG.warn("the darkroom made only {}: {}", made, fault(line));
    }
    return cuts();
  }

  private List<Cut> cuts() {
    return made.stream().sorted(Comparator.comparing(Cut::width)).toList();
  }

  /** The next it says; empty when it has ended. */
  private String line() throws IOException {
    InputStream out = process.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int next = out.read(); next >= 0 && next != '\n'; next = out.read()) {
      if (++said > MOST_SAID) {
        return "";
      }
      line.append((char) (next & 0x7f));
    }
    return line.toString();
  }

  private Fault fault(String line) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.name().equals(line))
        .findFirst()
        .orElseGet(
            () -> {
              LOG.warn("the darkroom broke off: {}", errors());
              return Fault.TOO_HEAVY;
            });
  }

  private String errors() {
    try (InputStream in = Files.newInputStream(folder.resolve("errors"))) {
      return new String(in.readNBytes(MOST_SAID), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      afterwards.run();
      TakePhoto.delete(folder);
    }
  }
}
