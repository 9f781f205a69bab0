package courant.transfer.wordpress;

import courant.transfer.exported.Exported;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;

/**
 * Turns WordPress' shortcodes into elements, in one walk through the text. Those that only a
 * plug-in knows go, with a note; their contents stay, and so does what merely stands in brackets,
 * such as [sic].
 */
final class Shortcodes {
  private static final Set<String> CODE =
      Set.of("code", "sourcecode", "source", "highlight", "php", "css", "html", "js", "python");
  private static final Map<String, String> SITES =
      Map.of(
          "youtube", "https://www.youtube.com/watch?v=",
          "vimeo", "https://vimeo.com/",
          "dailymotion", "https://www.dailymotion.com/video/",
          "tweet", "https://x.com/i/status/");

  /** Those that plug-ins write without attributes or a close. */
  private static final Set<String> BARE =
      Set.of("playlist", "contact-form", "toc", "sitemap", "archives", "products", "recent-posts");

  /** Those that every WordPress reads. */
  private static final Pattern COMMON =
      Pattern.compile("\\[(/?(?:audio|caption|embed|gallery|playlist|video)\\b[^\\[\\]]*+)\\]");

  /** Finds the pictures of a gallery: by their numbers, or by the entry that they belong to. */
  interface Gallery {
    List<Exported.Image> of(List<String> numbers);
  }

  private final String text;
  private final Gallery gallery;
  private final List<String> notes;
  private final Set<String> dropped = new TreeSet<>();
  private final Map<String, Integer> lastClose = new HashMap<>();
  private final StringBuilder out;

  private Shortcodes(String text, Gallery gallery, List<String> notes) {
    this.text = text;
    this.gallery = gallery;
    this.notes = notes;
    this.out = new StringBuilder(text.length() + 64);
  }

  /** Replaces them all, and adds to {@code notes} what went. */
  static String replace(String text, Gallery gallery, List<String> notes) {
    return text.indexOf('[') < 0 ? text : new Shortcodes(text, gallery, notes).run();
  }

  /** Keeps text that only looks like one from being read as one. */
  static String escape(String text) {
    return COMMON.matcher(text).replaceAll("[[$1]]");
  }

  private String run() {
    closes();
    int done = 0;
    for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', done)) {
      out.append(text, done, at);
      done = tag(at);
    }
    out.append(text, done, text.length());
    if (!dropped.isEmpty()) {
      notes.add("shortcodes dropped: " + String.join(", ", dropped));
    }
    return out.toString();
  }

  private void closes() {
    for (int at = text.indexOf("[/"); at >= 0; at = text.indexOf("[/", at + 2)) {
      int place = at;
      Shortcode.at(text, at).ifPresent(tag -> lastClose.put(tag.name(), place));
    }
  }

  /** Writes what a bracket stands for; where to go on. */
  private int tag(int at) {
    Optional<Shortcode> found = Shortcode.at(text, at);
    if (found.isEmpty()) {
      out.append('[');
      return at + 1;
    }
    Shortcode tag = found.get();
    if (at > 0 && text.charAt(at - 1) == '[' && text.startsWith("]", tag.end())) {
      out.append(text, at + 1, tag.end());
      return tag.end() + 1;
    }
    if (text.startsWith("(", tag.end())) {
      out.append('[');
      return at + 1;
    }
    return tag.closing() ? closing(tag, at) : opening(tag, at);
  }

  private int closing(Shortcode tag, int at) {
    if (!tag.values().isEmpty()) {
      out.append('[');
      return at + 1;
    }
    dropped.add(tag.name());
    return tag.end();
  }

  private int opening(Shortcode tag, int at) {
    String name = tag.name().toLowerCase(Locale.ROOT);
    if (CODE.contains(name) && closes(tag, at)) {
      int close = text.indexOf("[/" + tag.name(), tag.end());
      String code = Entities.unescape(text.substring(tag.end(), close).strip());
      out.append("<pre><code>").append(Entities.escape(code)).append("</code></pre>");
      return text.indexOf(']', close) + 1;
    }
    return switch (name) {
      case "caption", "wp_caption" -> enclosing(tag, at, this::figure);
      case "embed" -> enclosing(tag, at, (embed, inside) -> link(inside.strip()));
      case "audio", "video" -> enclosing(tag, at, this::media);
      case "gallery" -> gallery(tag);
      default -> other(tag, name, at);
    };
  }

  private boolean closes(Shortcode tag, int at) {
    return lastClose.getOrDefault(tag.name(), -1) > at;
  }

  private interface Writing {
    void write(Shortcode tag, String inside);
  }

  private int enclosing(Shortcode tag, int at, Writing writing) {
    if (!closes(tag, at)) {
      writing.write(tag, "");
      return tag.end();
    }
    int next = text.indexOf("[" + tag.name(), tag.end());
    int close = text.indexOf("[/" + tag.name() + "]", tag.end(), next < 0 ? text.length() : next);
    if (close < 0) {
      writing.write(tag, "");
      return tag.end();
    }
    writing.write(tag, text.substring(tag.end(), close));
    return close + tag.name().length() + 3;
  }

  private void figure(Shortcode tag, String inside) {
    String framed = inside.strip();
    int image = framed.indexOf("<img");
    int end = image < 0 ? -1 : framed.indexOf('>', image) + 1;
    if (end <= 0) {
      out.append(inside);
      return;
    }
    int linked = framed.startsWith("</a>", end) ? end + 4 : end;
    String caption = framed.substring(linked).strip();
    out.append("<figure>").append(framed, 0, linked);
    figcaption(caption.isEmpty() ? tag.attribute("caption") : caption);
    out.append("</figure>");
  }

  private void figcaption(String caption) {
    if (!caption.isEmpty()) {
      out.append("<figcaption>").append(caption).append("</figcaption>");
    }
  }

  private void link(String address) {
    if (address.matches("https?://\\S+")) {
      String escaped = Entities.escape(Entities.unescape(address));
      out.append("<p><a href=\"").append(escaped).append("\">").append(escaped).append("</a></p>");
    }
  }

  private void media(Shortcode tag, String inside) {
    String address = tag.address();
    if (address.isEmpty()) {
      link(inside.strip());
      return;
    }
    String element = tag.name().toLowerCase(Locale.ROOT);
    out.append(
        "<%s controls src=\"%s\"></%s>".formatted(element, Entities.escape(address), element));
  }

  private int gallery(Shortcode tag) {
    String numbers =
        tag.attribute("ids").isEmpty() ? tag.attribute("include") : tag.attribute("ids");
    List<Exported.Image> pictures =
        gallery.of(Stream.of(numbers.split("[\\s,]+")).filter(n -> !n.isEmpty()).toList());
    if (pictures.isEmpty()) {
      dropped.add("gallery");
    }
    for (Exported.Image picture : pictures) {
      out.append(
          "<figure><img src=\"%s\" alt=\"%s\">"
              .formatted(Entities.escape(picture.address()), Entities.escape(picture.alt())));
      figcaption(Entities.escape(picture.caption()));
      out.append("</figure>");
    }
    return tag.end();
  }

  private int other(Shortcode tag, String name, int at) {
    String site = SITES.get(name);
    String address = tag.address();
    if (site != null && address.isEmpty() && !tag.values().isEmpty()) {
      address = site + tag.values().getFirst();
    }
    boolean written = !tag.attributes().isEmpty() || BARE.contains(name) || closes(tag, at);
    if (!address.isEmpty() && (written || site != null || tag.values().size() == 1)) {
      link(address);
      return tag.end();
    }
    if (!written) {
      out.append('[');
      return at + 1;
    }
    dropped.add(tag.name());
    return tag.end();
  }
}
