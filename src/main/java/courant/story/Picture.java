package courant.story;

import courant.media.Photo;
import java.util.Optional;

/**
 * A lead image.
 *
 * @param src its address, absolute or from our root
 * @param width in CSS pixels; 0 if unknown
 * @param height in CSS pixels; 0 if unknown
 * @param alt what it shows, for who cannot see it; empty if it is decoration
 * @param caption plain text; may be empty
 * @param credit who made it; may be empty
 * @param photo what the library knows of it; empty for a picture from elsewhere
 */
public record Picture(
    String src,
    int width,
    int height,
    String alt,
    String caption,
    String credit,
    Optional<Photo> photo) {
  /** A picture as it is written: what the library knows is found again when it is read. */
  public Picture(String src, int width, int height, String alt, String caption, String credit) {
    this(src, width, height, alt, caption, credit, Optional.empty());
  }

  /** Its address in a size for mail, notifications and other sites: never WebP, if it is ours. */
  public String near(int pixels) {
    return photo.map(ours -> ours.src(pixels)).orElse(src);
  }
}
