package courant.media;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pictures of the library that stand in a story's text. The text holds an address that shows
 * everywhere; on our pages all sizes are offered, and room is kept until one has come.
 */
public final class InText {
  /** Sanitised HTML has no {@code >} in an attribute. */
  private static final Pattern IMAGE =
      Pattern.compile("<img\\b([^>]*?)\\ssrc=\"(" + Photo.ADDRESS.pattern() + ")\"([^>]*)>");

  private static final Pattern OURS =
      Pattern.compile(" (?:width|height|loading|decoding|srcset|sizes)=\"[^\"]*\"");
  private static final Pattern CLASS = Pattern.compile(" class=\"([^\"]*)\"");

  private static final String SIZES = "(min-width: 41rem) 38rem, calc(100vw - 2rem)";

  private final Photos photos;

  public InText(Photos photos) {
    this.photos = photos;
  }

  /** The same HTML, with all sizes of each picture of ours. */
  public String shown(String html) {
    Set<String> digests = new TreeSet<>();
    Matcher images = IMAGE.matcher(html);
    while (images.find()) {
      digests.add(images.group(3));
    }
    if (digests.isEmpty()) {
      return html;
    }
    Map<String, Photo> known =
        photos.byDigests(digests).stream()
            .collect(Collectors.toMap(Photo::digest, Function.identity()));
    return IMAGE
        .matcher(html)
        .replaceAll(
            image ->
                Matcher.quoteReplacement(
                    known.containsKey(image.group(3))
                        ? picture(known.get(image.group(3)), image.group(1) + image.group(6))
                        : image.group()));
  }

  /** With the library's words where the text has none. */
  private static String described(String attributes, Photo photo) {
    String without = attributes.replace(" alt=\"\"", "");
    return without.contains(" alt=\"")
        ? attributes
        : without + " alt=\"" + escaped(photo.alt()) + "\"";
  }

  private static String picture(Photo photo, String attributes) {
    String kept = described(OURS.matcher(attributes).replaceAll(""), photo);
    String classes = photo.focus().classes();
    if (!classes.isEmpty()) {
      Matcher own = CLASS.matcher(kept);
      kept =
          own.find()
              ? own.replaceFirst(" class=\"$1 " + classes + "\"")
              : kept + " class=\"" + classes + "\"";
    }
    return "<picture><source type=\"image/webp\" srcset=\"%s\" sizes=\"%s\"><img src=\"%s\"%s width=\"%d\" height=\"%d\" loading=\"lazy\" decoding=\"async\"></picture>"
        .formatted(photo.webpSet(), SIZES, photo.src(), kept, photo.width(), photo.height());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
