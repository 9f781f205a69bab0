package courant.platform.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;

/** What Courant makes of one foreign file, as one JSON object. */
@FunctionalInterface
public interface Inspection {
  /**
   * Reads one file.
   *
   * @param file where the bytes came from; {@code -} for standard input
   * @param bytes the whole file, unparsed and untrusted
   * @return the findings; the caller puts the file's name in front
   * @throws IOException if the bytes cannot be read as what they claim to be; the message is shown
   */
  JsonObject inspect(Path file, byte[] bytes) throws IOException;
}
