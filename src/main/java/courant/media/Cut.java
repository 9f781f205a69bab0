package courant.media;

import java.util.Arrays;
import java.util.List;

/**
 * One width to which a picture was cut, in two encodings.
 *
 * @param width in pixels
 * @param webpBytes size of the WebP file
 * @param otherBytes size of the JPEG, or of the PNG where the picture can be seen through
 */
public record Cut(int width, long webpBytes, long otherBytes) {
  @Override
  public String toString() {
    return width + ":" + webpBytes + ":" + otherBytes;
  }

  /** Several, as they are written in one column of a row. */
  public static List<Cut> list(String written) {
    return Arrays.stream(written.split(" ")).map(Cut::parse).toList();
  }

  /**
   * As {@link #toString} wrote it.
   *
   * @throws IllegalArgumentException if it did not
   */
  static Cut parse(String text) {
    if (!text.matches("[0-9]{1,5}:[0-9]{1,9}:[0-9]{1,9}")) {
      throw new IllegalArgumentException("not a cut: " + text);
    }
    String[] parts = text.split(":");
    return new Cut(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
