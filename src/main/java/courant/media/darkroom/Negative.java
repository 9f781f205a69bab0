package courant.media.darkroom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a file says of its picture before anything is decoded, whatever the file is called: of its
 * metadata only what is needed to show it right.
 *
 * @param width as it lies in the file, in pixels; 0 if its decoder has to say
 * @param orientation how it has to be turned: 1 to 8, as in EXIF
 * @param colours its ICC profile; empty if it is sRGB or says nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Negative(Format format, long width, long height, int orientation, Optional<byte[]> colours) {
  /** What can be read. */
  enum Format {
    JPEG,
    PNG,
    GIF,
    WEBP,
    SVG
  }

  /** No profile in use has even a tenth of that. */
  static final int LARGEST_PROFILE = 4 << 20;

  private static final int SNIFFED = 1_024;

  /**
   * @throws NotDeveloped if it is no picture that can be read
   */
  static Negative of(byte[] file) throws NotDeveloped {
    Bytes bytes = new Bytes(file);
    try {
      if (bytes.at(0, 0xff, 0xd8, 0xff)) {
        return JpegFile.read(bytes);
      }
      if (bytes.at(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
        return PngFile.read(bytes);
      }
      if (bytes.at(0, 'G', 'I', 'F', '8') && bytes.at(5, 'a')) {
        return new Negative(Format.GIF, bytes.little2(6), bytes.little2(8), 1, Optional.empty());
      }
      if (bytes.at(0, 'R', 'I', 'F', 'F') && bytes.at(8, 'W', 'E', 'B', 'P')) {
        return WebpFile.read(bytes);
      }
    } catch (IndexOutOfBoundsException _) {
      throw new NotDeveloped(Fault.BROKEN);
    }
    if (isDrawing(bytes)) {
      return new Negative(Format.SVG, 0, 0, 1, Optional.empty());
    }
    throw new NotDeveloped(stranger(bytes));
  }

  private static boolean isDrawing(Bytes bytes) {
    String beginning =
        new String(
            Arrays.copyOf(bytes.all(), Math.min(SNIFFED, bytes.size())),
            StandardCharsets.ISO_8859_1);
    return beginning.replace("\0", "").matches("(?is).*<(\\w+:)?svg\\b.*");
  }

  private static Fault stranger(Bytes bytes) {
    if (bytes.size() >= 12 && bytes.at(4, 'f', 't', 'y', 'p')) {
      String brand = bytes.text(8, 4);
      return brand.matches("hei.|hev.|mif1|msf1|avi[fs]") ? Fault.HEIC : Fault.NO_PICTURE;
    }
    return Fault.NO_PICTURE;
  }
}
