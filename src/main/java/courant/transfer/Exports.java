package courant.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Tells the systems' files apart by what is in them, whatever they are called. */
final class Exports {
  private static final int LOOK_AT = 1 << 16;

  private Exports() {}

  /**
   * @throws UnreadableExport if it is none that we know
   */
  static Export open(Path file) throws IOException {
    String start = start(file).stripLeading();
    if (start.isEmpty()) {
      throw new UnreadableExport(file + ": is empty");
    }
    if (start.startsWith("PK")) {
      return new CourantArchive(file);
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return new GhostExport(file);
    }
    if (start.startsWith("<")) {
      return new WordPressExport(file);
    }
    throw new UnreadableExport(
        file + ": is neither a WordPress export, a Ghost export nor a Courant archive");
  }

  private static String start(Path file) throws IOException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(LOOK_AT);
      byte[] bytes = in.readNBytes(4_096);
      if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
        in.reset();
        try (InputStream unpacked = new GZIPInputStream(in)) {
          bytes = unpacked.readNBytes(4_096);
        }
      }
      return new String(bytes, StandardCharsets.ISO_8859_1)
          .replaceFirst("^(ï»¿|þÿ|ÿþ)", "")
          .replace("\0", "");
    }
  }
}
