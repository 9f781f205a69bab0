package courant.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a person keeps in a file, so that no list of processes or shell history shows it. */
final class SecretFile {
  private static final int SHORTEST = 8;

  private SecretFile() {}

  /**
   * The first line of a file; empty if none is named.
   *
   * @throws IOException if there is none, or too little in it to protect anything
   */
  static String in(@Nullable Path file) throws IOException {
    if (file == null) {
      return "";
    }
    String secret = Files.readString(file).lines().findFirst().orElse("").strip();
    if (secret.length() < SHORTEST) {
      throw new IOException(file + ": a passphrase has at least " + SHORTEST + " characters");
    }
    return secret;
  }
}
