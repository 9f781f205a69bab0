package courant.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A disk of its own that is soon full: a small file system in memory. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Empty where none can be mounted, which takes root. */
  public static Optional<SmallDisk> mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m";
    return command("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString())
        ? Optional.of(new SmallDisk(folder))
        : Optional.empty();
  }

  private static boolean command(String... words) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false; // there is no such command
    }
  }

  public Path folder() {
    return folder;
  }

  /** Fills it to the last byte. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] bytes = new byte[4_096];
      while (true) {
        out.write(bytes);
      }
    } catch (IOException _) {
      return; // as full as it gets
    }
  }

  /** Makes room again. */
  public void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    command("umount", "-l", folder.toString());
  }
}
