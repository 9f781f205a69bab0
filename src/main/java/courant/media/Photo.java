package courant.media;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A picture of the library.
 *
 * @param digest the first 160 bits of the SHA-256 of what was handed in, in hexadecimal: its
 *     address, the same for the same file
 * @param name what the file was called
 * @param width of its largest cut, in pixels, upright; also while that is still being made
 * @param height of its largest cut
 * @param other the encoding beside WebP: {@code jpg}, or {@code png} if it can be seen through
 * @param cuts by width, ascending; never empty
 * @param alt what it shows, for who cannot see it; empty if nobody has said yet
 * @param caption plain text; may be empty
 * @param credit who made it; may be empty
 * @param focus what of it must stay in sight when it is cropped
 * @param deleted when it was thrown away; it is still there for a day
 */
public record Photo(
    PhotoId id,
    String digest,
    String name,
    int width,
    int height,
    String other,
    List<Cut> cuts,
    String alt,
    String caption,
    String credit,
    Focus focus,
    Instant added,
    String addedBy,
    Optional<Instant> deleted) {
  /** Hexadecimal digits of a digest. */
  public static final int DIGEST_LENGTH = 40;

  /** Where pictures are served. */
  public static final String ROOT = "/media/";

  /** An address of one cut; its groups are the digest, the width and the ending. */
  public static final Pattern ADDRESS =
      Pattern.compile(ROOT + "([0-9a-f]{" + DIGEST_LENGTH + "})/([0-9]{1,5})\\.(webp|jpg|png)");

  /** Of the cut that stands for the picture where only one address can be told. */
  public static final int USUAL_WIDTH = 1_080;

  /**
   * A point of the picture, in per cent from its left and top.
   *
   * @throws IllegalArgumentException if it is not in the picture
   */
  public record Focus(int x, int y) {
    public static final Focus MIDDLE = new Focus(50, 50);

    public Focus {
      if (x < 0 || x > 100 || y < 0 || y > 100) {
        throw new IllegalArgumentException("not in the picture: " + x + ", " + y);
      }
    }

    /** The style sheet's classes for it, in steps of five; empty for the middle. */
    public String classes() {
      int across = Math.round(x / 5f) * 5;
      int down = Math.round(y / 5f) * 5;
      return (across == 50 ? "" : "fx-" + across)
          + (across == 50 || down == 50 ? "" : " ")
          + (down == 50 ? "" : "fy-" + down);
    }
  }

  /** Whether all its sizes are there; while they are made, the largest are missing. */
  boolean whole() {
    return cuts.getLast().width() == width;
  }

  /** The same in these sizes. */
  Photo in(List<Cut> sizes) {
    return new Photo(
        id, digest, name, width, height, other, sizes, alt, caption, credit, focus, added, addedBy,
        deleted);
  }

  /** The digest in an address of a picture of ours; empty if it is anything else. */
  public static Optional<String> digestIn(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The address by which texts name it: everyone can show it there. */
  public String src() {
    return address(near(USUAL_WIDTH), other);
  }

  /** Where the JPEG (or PNG) for a width is; see {@link #near}. */
  public String src(int width) {
    return address(near(width), other);
  }

  /** Where the WebP for a width is; see {@link #near}. */
  public String webp(int width) {
    return address(near(width), "webp");
  }

  /** All WebP sizes, as {@code srcset} has them. */
  public String webpSet() {
    return cuts.stream()
        .map(cut -> address(cut, "webp") + " " + cut.width() + "w")
        .collect(Collectors.joining(", "));
  }

  /** The narrowest cut that is about as wide as this, or more; the widest if none is. */
  public Cut near(int width) {
    return cuts.stream()
        .filter(cut -> cut.width() >= width * 0.9)
        .findFirst()
        .orElse(cuts.getLast());
  }

  /** How high a cut is, in pixels. */
  public int height(Cut cut) {
    return Math.max(1, (int) Math.round(height * (double) cut.width() / width));
  }

  /** The media type of what is not WebP. */
  public String otherType() {
    return type(other);
  }

  static String type(String ending) {
    return switch (ending) {
      case "webp" -> "image/webp";
      case "png" -> "image/png";
      default -> "image/jpeg";
    };
  }

  private String address(Cut cut, String ending) {
    return ROOT + digest + "/" + cut.width() + "." + ending;
  }

  /** The names of its files in the store. */
  public List<String> files() {
    return cuts.stream()
        .flatMap(cut -> Stream.of("webp", other).map(ending -> address(cut, ending)))
        .map(address -> address.substring(ROOT.length()))
        .toList();
  }

  /** The media type of a file, by its name. */
  public static String typeOf(String name) {
    return type(name.substring(name.lastIndexOf('.') + 1));
  }
}
