package courant.media.darkroom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** The chunks of a PNG file before its pixels (W3C PNG, third edition). */
final class PngFile {
  private PngFile() {}

  static Negative read(Bytes bytes) throws NotDeveloped {
    if (!bytes.text(12, 4).equals("IHDR")) {
      throw new NotDeveloped(Fault.BROKEN);
    }
    int orientation = 1;
    Optional<byte[]> colours = Optional.empty();
    int at = 8;
    while (at + 8 <= bytes.size() && !bytes.text(at + 4, 4).equals("IDAT")) {
      long length = bytes.big4(at);
      if (at + 12 + length > bytes.size()) {
        throw new NotDeveloped(Fault.BROKEN);
      }
      int from = at + 8;
      int to = from + (int) length;
      switch (bytes.text(at + 4, 4)) {
        case "eXIf" -> orientation = JpegFile.orientation(exif(bytes.part(from, to)));
        case "iCCP" -> colours = profile(bytes, from, to);
        default -> {}
      }
      at = to + 4;
    }
    return new Negative(Negative.Format.PNG, bytes.big4(16), bytes.big4(20), orientation, colours);
  }

  /** With the six bytes that stand before it in a JPEG. */
  static byte[] exif(byte[] tiff) {
    byte[] exif = new byte[tiff.length + 6];
    byte[] head = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, exif, 0, head.length);
    System.arraycopy(tiff, 0, exif, head.length, tiff.length);
    return exif;
  }

  private static Optional<byte[]> profile(Bytes bytes, int from, int to) {
    int zero = from;
    while (zero < to && bytes.one(zero) != 0) {
      zero++;
    }
    if (zero + 2 >= to) {
      return Optional.empty();
    }
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(bytes.all(), zero + 2, to - zero - 2))) {
      byte[] profile = in.readNBytes(Negative.LARGEST_PROFILE);
      return profile.length == Negative.LARGEST_PROFILE ? Optional.empty() : Optional.of(profile);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
