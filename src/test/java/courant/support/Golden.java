package courant.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares output with a file of {@code src/test/resources}; run with {@code COURANT_GOLDEN=write}
 * in the environment to write the files anew, and read the difference.
 */
public final class Golden {
  private Golden() {}

  public static void check(String name, String actual) {
    Path file = Path.of("src/test/resources").resolve(name);
    try {
      if ("write".equals(System.getenv("COURANT_GOLDEN"))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
