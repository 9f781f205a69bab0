package courant.platform.html;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What each element is to {@link Structure}: HTML's content models, as far as we publish them. */
enum Content {
  /** Holds blocks and text: the fragment itself, blockquote, li, td … */
  FLOW,
  /** A block that holds text only: headings, pre, summary. */
  LEAF,
  /** A paragraph, which the next block ends. */
  PARAGRAPH,
  /** Holds certain elements only: lists, table rows. */
  HOLDER,
  /** Runs along with text, and never around a block. */
  INLINE,
  /** Empty, and stands among text: images, line breaks. */
  ATOM,
  /** Empty, and belongs to the media element that it is in. */
  PART;

  private static final Map<String, Content> CONTENTS = new HashMap<>();

  static {
    put(FLOW, "aside", "blockquote", "caption", "dd", "details", "div", "dt", "figcaption");
    put(FLOW, "figure", "li", "td", "th");
    put(LEAF, "h2", "h3", "h4", "h5", "h6", "pre", "summary");
    put(PARAGRAPH, "p");
    put(HOLDER, "dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul");
    put(ATOM, "br", "hr", "img", "wbr");
    put(PART, "source", "track");
  }

  private static void put(Content content, String... names) {
    for (String name : names) {
      CONTENTS.put(name, content);
    }
  }

  /** Elements that stand only directly inside certain others. */
  private static final Map<String, Set<String>> PARENTS =
      Map.ofEntries(
          Map.entry("li", Set.of("ul", "ol")),
          Map.entry("dt", Set.of("dl")),
          Map.entry("dd", Set.of("dl")),
          Map.entry("caption", Set.of("table")),
          Map.entry("thead", Set.of("table")),
          Map.entry("tbody", Set.of("table")),
          Map.entry("tfoot", Set.of("table")),
          Map.entry("tr", Set.of("thead", "tbody", "tfoot")),
          Map.entry("td", Set.of("tr")),
          Map.entry("th", Set.of("tr")),
          Map.entry("figcaption", Set.of("figure")),
          Map.entry("summary", Set.of("details")),
          Map.entry("rt", Set.of("ruby")),
          Map.entry("rp", Set.of("ruby")),
          Map.entry("source", Set.of("audio", "video", "picture")),
          Map.entry("track", Set.of("audio", "video")));

  static Content of(String name) {
    return CONTENTS.getOrDefault(name, INLINE);
  }

  boolean isBlock() {
    return switch (this) {
      case FLOW, LEAF, PARAGRAPH, HOLDER -> true;
      case INLINE, ATOM, PART -> false;
    };
  }

  /** Whether the element has no end tag. */
  boolean isVoid() {
    return this == ATOM || this == PART;
  }

  /** Whether an element may stand directly inside another. */
  static boolean fits(String name, String parent) {
    Set<String> parents = PARENTS.get(name);
    return parents == null || parents.contains(parent);
  }

  static boolean needsParent(String name) {
    return PARENTS.containsKey(name);
  }
}
