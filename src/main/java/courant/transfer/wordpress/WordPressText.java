package courant.transfer.wordpress;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a WordPress post as HTML: block comments go, shortcodes become elements or go with a
 * note, and in posts of the classic editor line breaks become elements.
 */
final class WordPressText {
  private static final Pattern EMBEDDED =
      Pattern.compile("(wp-block-embed__wrapper\">)\\s*+(https?://[^\\s<\"]++)\\s*+(?=</div>)");
  private static final Pattern MARK = Pattern.compile("/?wp:.*|more\\b.*|nextpage|noteaser");

  /** Blocks that WordPress fills in when it shows the page: what they show is not in the file. */
  private static final Pattern DYNAMIC = Pattern.compile("wp:([\\w/-]+).*/");

  private static final Set<String> EMPTY =
      Set.of("more", "nextpage", "separator", "spacer", "paragraph", "heading", "list-item");

  private WordPressText() {}

  /** Turns content into HTML and adds to {@code notes} what was dropped. */
  static String html(String content, Shortcodes.Gallery gallery, List<String> notes) {
    boolean blocks = content.contains("<!-- wp:");
    String told = Shortcodes.replace(withoutMarks(content, notes), gallery, notes);
    if (!blocks) {
      return ClassicText.html(told);
    }
    return EMBEDDED
        .matcher(told)
        .replaceAll(
            hit ->
                Matcher.quoteReplacement(
                    hit.group(1) + "<a href=\"" + hit.group(2) + "\">" + hit.group(2) + "</a>"));
  }

  private static String withoutMarks(String content, List<String> notes) {
    int at = content.indexOf("<!--");
    if (at < 0) {
      return content;
    }
    StringBuilder kept = new StringBuilder(content.length());
    Set<String> dropped = new TreeSet<>();
    int done = 0;
    while (at >= 0) {
      int end = content.indexOf("-->", at + 4);
      if (end < 0) {
        break;
      }
      String inside = content.substring(at + 4, end).strip();
      kept.append(content, done, at);
      if (!MARK.matcher(firstLine(inside)).matches()) {
        kept.append(content, at, end + 3);
      }
      Matcher dynamic = DYNAMIC.matcher(firstLine(inside));
      if (dynamic.matches() && !EMPTY.contains(dynamic.group(1))) {
        dropped.add(dynamic.group(1));
      }
      done = end + 3;
      at = content.indexOf("<!--", done);
    }
    if (!dropped.isEmpty()) {
      notes.add("blocks dropped that have no text of their own: " + String.join(", ", dropped));
    }
    return kept.append(content, done, content.length()).toString();
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
