package courant.media.darkroom;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/** The segments of a JPEG file up to its first scan (ITU-T T.81, Annex B). */
final class JpegFile {
  private static final int START_OF_SCAN = 0xda;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int PROFILE_HEAD = 14;

  private long width;
  private long height;
  private int components;
  private int orientation = 1;
  private final Map<Integer, byte[]> profile = new TreeMap<>();

  private JpegFile() {}

  static Negative read(Bytes bytes) throws NotDeveloped {
    JpegFile file = new JpegFile();
    int at = 2;
    while (bytes.one(at) == 0xff && bytes.one(at + 1) != START_OF_SCAN) {
      int marker = bytes.one(at + 1);
      if (marker == 0xff) {
        at++;
        continue;
      }
      int length = bytes.big2(at + 2);
      file.take(marker, bytes, at + 4, at + 2 + length);
      at += 2 + Math.max(2, length);
    }
    if (file.width == 0 || file.height == 0) {
      throw new NotDeveloped(Fault.BROKEN);
    }
    if (file.components == 4) {
      throw new NotDeveloped(Fault.PRINT_COLOURS);
    }
    return new Negative(
        Negative.Format.JPEG, file.width, file.height, file.orientation, file.colours());
  }

  private void take(int marker, Bytes bytes, int from, int to) {
    boolean frame = marker >= 0xc0 && marker <= 0xcf && marker % 4 != 0 || marker == 0xc0;
    if (frame) {
      height = bytes.big2(from + 1);
      width = bytes.big2(from + 3);
      components = bytes.one(from + 5);
    } else if (marker == APP1 && bytes.at(from, 'E', 'x', 'i', 'f', 0, 0)) {
      orientation = orientation(bytes.part(from, to));
    } else if (marker == APP2
        && to - from > PROFILE_HEAD
        && bytes.text(from, 11).equals("ICC_PROFILE")) {
      profile.put(bytes.one(from + 12), bytes.part(from + PROFILE_HEAD, to));
    }
  }

  /** EXIF's orientation; broken EXIF turns nothing. */
  static int orientation(byte[] exif) {
    try {
      Orientation found = ExifUtils.getOrientationFromExif(exif);
      return found == null ? 1 : found.ordinal() + 1;
    } catch (RuntimeException _) {
      return 1;
    }
  }

  private Optional<byte[]> colours() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    profile.values().forEach(whole::writeBytes);
    return whole.size() == 0 || whole.size() > Negative.LARGEST_PROFILE
        ? Optional.empty()
        : Optional.of(whole.toByteArray());
  }
}
