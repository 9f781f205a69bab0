package courant.media;

import com.luciad.imageio.webp.WebPWriteParam;
import courant.media.darkroom.Fault;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Unit;
import net.coobird.thumbnailator.Thumbnails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files developed into pictures, each by a process that lives for that file alone: it knows
 * nothing of ours, and ends within its memory and time whatever the file makes of it.
 */
final class Darkroom {
  private static final Logger LOG = LoggerFactory.getLogger(Darkroom.class);
  private static final String PROGRAM = "courant.media.darkroom.Develop";
  private static final int LONGEST_LINE = 2_000;

  /** No more than it needs, which also starts it sooner. */
  private static final String CLASS_PATH =
      Stream.of(Fault.class, Thumbnails.class, WebPWriteParam.class, Unit.class)
          .map(Darkroom::origin)
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));

  /** What became of a file. */
  sealed interface Developed {
    /** Its cuts lie in the folder, named {@code 1080.webp} and {@code 1080.jpg}. */
    record Prints(int width, int height, String other, List<Cut> cuts) implements Developed {}

    record Nothing(Fault fault) implements Developed {}
  }

  private final Duration patience;
  private final Semaphore places =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  Darkroom(Duration patience) {
    this.patience = patience;
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Develops a file into an empty folder. */
  Developed develop(Path file, Path folder) throws IOException {
    places.acquireUninterruptibly();
    try {
      return run(file, folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Developed.Nothing(Fault.TOO_HEAVY);
    } finally {
      places.release();
    }
  }

  private Developed run(Path file, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command(file, folder))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().clear();
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Developed.Nothing(Fault.TOO_HEAVY);
      }
      return read(process, folder);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Developed read(Process process, Path folder) throws IOException {
    String line;
    try (InputStream out = process.getInputStream()) {
      line = new String(out.readNBytes(LONGEST_LINE), StandardCharsets.US_ASCII).strip();
    }
    if (line.startsWith("OK ")) {
      return prints(line.split(" "));
    }
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.name().equals(line))
        .findFirst()
        .map(Developed.Nothing::new)
        .orElseGet(
            () -> {
              LOG.warn("the darkroom ended with {}: {}", process.exitValue(), errors(folder));
              return new Developed.Nothing(Fault.TOO_HEAVY);
            });
  }

  private static String errors(Path folder) {
    try (InputStream in = Files.newInputStream(folder.resolve("errors"))) {
      return new String(in.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Developed prints(String[] words) {
    List<Cut> cuts = new ArrayList<>();
    for (String word : words) {
      if (word.contains(":")) {
        cuts.add(Cut.parse(word));
      }
    }
    return new Developed.Prints(
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        words[3],
        List.copyOf(cuts.reversed()));
  }

  /**
   * The shell bounds what the decoders' native code may take; where it cannot, as on macOS, the
   * bound on pixels has to do.
   */
  private static List<String> command(Path file, Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "ulimit -v 2200000 2>/dev/null; ulimit -c 0 2>/dev/null; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of(
            "-Xmx400m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompressedClassSpaceSize=48m",
            "-XX:ReservedCodeCacheSize=24m",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            CLASS_PATH,
            PROGRAM,
            file.toAbsolutePath().toString(),
            folder.toAbsolutePath().toString()));
    return command;
  }
}
