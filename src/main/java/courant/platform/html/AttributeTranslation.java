package courant.platform.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/**
 * The attributes of an element as we would publish them: addresses that lead somewhere, ids that
 * cannot take the name of anything in the page, classes that carry meaning. Whether an attribute is
 * allowed at all, {@link Allowed} says afterwards.
 */
record AttributeTranslation(Addresses addresses, Tally tally) {
  private static final int MAX_LENGTH = 2000;

  /** Before every id from outside, so that no script's {@code window.name} finds it. */
  private static final String ID_PREFIX = "s-";

  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}_.:-]{1,100}");
  private static final Set<String> CLASSES =
      Set.of(
          "aligncenter",
          "alignfull",
          "alignleft",
          "alignnone",
          "alignright",
          "alignwide",
          "credit",
          "embed",
          "pullquote",
          "wp-caption",
          "wp-caption-text");
  private static final Pattern CLASS_FAMILY =
      Pattern.compile("(?:language|size|wp-block)-[a-z0-9+#-]{1,30}");
  private static final String[] NONE = {};
  private static final List<String> LATE = List.of("data-", "data-lazy-", "data-original-");
  private static final Set<String> REL =
      Set.of(
          "author",
          "bookmark",
          "external",
          "license",
          "me",
          "nofollow",
          "noopener",
          "noreferrer",
          "sponsored",
          "tag",
          "ugc");

  /** Names and values in turn, in a list of the caller's own. */
  List<String> of(Element element, String written) {
    List<String> kept = new ArrayList<>();
    if (element.attributesSize() > 0) {
      for (Attribute attribute : element.attributes()) {
        add(attribute.getKey(), attribute.getValue(), kept);
      }
    }
    addOurs(element, written, kept);
    return kept;
  }

  private void add(String name, String value, List<String> kept) {
    switch (name) {
      case "style" -> tally.add("@style", "inline style");
      case "href" -> address(name, link(value), kept);
      case "cite" -> address(name, addresses.link(value), kept);
      case "src" -> address(name, addresses.media(value), kept);
      case "poster" -> address(name, addresses.media(value), kept);
      case "srcset" -> address(name, addresses.candidates(value), kept);
      case "id" -> prefixed(value).ifPresent(id -> put(name, id, kept));
      case "class" -> tokens(name, value, AttributeTranslation::means, kept);
      case "rel" -> tokens(name, value.toLowerCase(Locale.ROOT), REL::contains, kept);
      case "dir" -> put(name, value.toLowerCase(Locale.ROOT), kept);
      case "xml:lang" -> put("lang", value, kept);
      case "width", "height" -> put(name, number(value), kept);
      case "controls", "loading", "preload" -> {} // ours to say
      default -> {
        if (name.startsWith("on")) {
          tally.add("@" + name, "event handler");
        } else if (!name.startsWith("data-") && !name.startsWith("aria-")) {
          put(name, value, kept);
        }
      }
    }
  }

  /**
   * What we add: pictures load when they come into view, films and sounds when they are asked for.
   */
  private void addOurs(Element element, String written, List<String> kept) {
    switch (written) {
      case "img" -> {
        late(element, "src", addresses::media, kept);
        late(element, "srcset", addresses::candidates, kept);
        put("loading", "lazy", kept);
      }
      case "source" -> {
        late(element, "src", addresses::media, kept);
        late(element, "srcset", addresses::candidates, kept);
      }
      case "audio", "video" -> {
        put("controls", "", kept);
        put("preload", "metadata", kept);
      }
      default -> {}
    }
  }

  /** Many pages keep a picture's address from the browser until their script wants it loaded. */
  private static void late(
      Element element, String name, Function<String, Optional<String>> reading, List<String> kept) {
    for (String prefix : LATE) {
      if (!has(kept, name) && element.hasAttr(prefix + name)) {
        reading.apply(element.attr(prefix + name)).ifPresent(a -> put(name, a, kept));
      }
    }
  }

  /**
   * Places in the text keep their names; without ids they lead back to where the text came from.
   */
  private Optional<String> link(String value) {
    return value.startsWith("#") && addresses.keepRelative()
        ? prefixed(value.substring(1)).map(id -> "#" + id)
        : addresses.link(value);
  }

  private static Optional<String> prefixed(String id) {
    return ID.matcher(id).matches()
        ? Optional.of(id.startsWith(ID_PREFIX) ? id : ID_PREFIX + id)
        : Optional.empty();
  }

  private void address(String name, Optional<String> address, List<String> kept) {
    address.ifPresentOrElse(
        a -> put(name, a, kept), () -> tally.add("@" + name, "address that may not be followed"));
  }

  private static String number(String pixels) {
    return pixels.endsWith("px") ? pixels.substring(0, pixels.length() - 2) : pixels;
  }

  private static boolean means(String token) {
    return CLASSES.contains(token)
        || (token.indexOf('-') > 0 && CLASS_FAMILY.matcher(token).matches());
  }

  private static void tokens(
      String name, String value, Predicate<String> wanted, List<String> kept) {
    Set<String> tokens = new LinkedHashSet<>();
    for (String token : value.length() > MAX_LENGTH ? NONE : Words.collapse(value).split(" ")) {
      if (wanted.test(token)) {
        tokens.add(token);
      }
    }
    if (!tokens.isEmpty()) {
      put(name, String.join(" ", tokens), kept);
    }
  }

  private static void put(String name, String value, List<String> kept) {
    boolean address = name.equals("href") || name.startsWith("src");
    if (!has(kept, name) && (address || value.length() <= MAX_LENGTH)) {
      kept.add(name);
      kept.add(value);
    }
  }

  /** Whether a list of names and values in turn has a name. */
  static boolean has(List<String> attributes, String name) {
    for (int i = 0; i < attributes.size(); i += 2) {
      if (attributes.get(i).equals(name)) {
        return true;
      }
    }
    return false;
  }
}
