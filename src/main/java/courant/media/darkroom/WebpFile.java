package courant.media.darkroom;

import java.util.Optional;

/** The chunks of a WebP file (RFC 9649). */
final class WebpFile {
  private static final int MOVES = 0x02;

  private WebpFile() {}

  static Negative read(Bytes bytes) throws NotDeveloped {
    long width = 0;
    long height = 0;
    int orientation = 1;
    Optional<byte[]> colours = Optional.empty();
    int at = 12;
    while (at + 8 <= bytes.size()) {
      long length = bytes.little4(at + 4);
      if (at + 8 + length > bytes.size()) {
        throw new NotDeveloped(Fault.BROKEN);
      }
      int from = at + 8;
      int to = from + (int) length;
      switch (bytes.text(at, 4)) {
        case "VP8X" -> {
          if ((bytes.one(from) & MOVES) != 0) {
            throw new NotDeveloped(Fault.MOVING_WEBP);
          }
          width = bytes.little3(from + 4) + 1L;
          height = bytes.little3(from + 7) + 1L;
        }
        case "ICCP" ->
            colours =
                length > Negative.LARGEST_PROFILE
                    ? Optional.empty()
                    : Optional.of(bytes.part(from, to));
        case "EXIF" -> orientation = orientation(bytes.part(from, to));
        default -> {}
      }
      at = to + (int) (length & 1);
    }
    return new Negative(Negative.Format.WEBP, width, height, orientation, colours);
  }

  private static int orientation(byte[] exif) {
    boolean headed = new Bytes(exif).at(0, 'E', 'x', 'i', 'f');
    return JpegFile.orientation(headed ? exif : PngFile.exif(exif));
  }
}
