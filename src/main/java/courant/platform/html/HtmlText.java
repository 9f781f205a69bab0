package courant.platform.html;

import java.text.BreakIterator;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** What markup says when read aloud: its text, without the markup, code or hidden parts. */
public final class HtmlText {
  private HtmlText() {}

  /**
   * The text of a fragment or page, clean or foreign. Blocks stand on lines of their own; other
   * white space is collapsed. The result is text: it has to be escaped wherever it becomes HTML.
   */
  public static String of(String html) {
    StringBuilder text = new StringBuilder(html.length() / 2);
    Policy.parse(Policy.bounded(html)).filter(new Reading(text));
    return text.toString().strip();
  }

  /**
   * The first words of a fragment on one line, for standfirsts and summaries.
   *
   * @param words the most words to give, as counted in any script; an ellipsis follows if there are
   *     more
   */
  public static String excerpt(String html, int words) {
    String text = of(html).replace('\n', ' ');
    BreakIterator boundary = BreakIterator.getWordInstance(Locale.ROOT);
    boundary.setText(text);
    int end = 0;
    int count = 0;
    for (int at = boundary.next(); at != BreakIterator.DONE; at = boundary.next()) {
      if (Character.isLetterOrDigit(text.codePointBefore(at)) && ++count > words) {
        return text.substring(0, end).replaceFirst("[\\s\\p{Ps}\\p{Pi},;:.–—-]+$", "") + "…";
      }
      end = at;
    }
    return text;
  }

  private record Reading(StringBuilder text) implements NodeFilter {
    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode words) {
        add(Words.collapse(HtmlWriter.permitted(words.getWholeText())));
      } else if (node instanceof Element element && depth > 0) {
        if (Translation.isSilent(element)) {
          return FilterResult.SKIP_ENTIRELY;
        }
        if (Translation.isEmoji(element)) {
          add(Words.collapse(HtmlWriter.permitted(element.attr("alt"))));
        }
        edge(element);
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element && depth > 0) {
        edge(element);
      }
      return FilterResult.CONTINUE;
    }

    private void edge(Element element) {
      if (Translation.isBlock(element) || element.nameIs("br")) {
        line();
      }
    }

    private void line() {
      int end = text.length();
      if (end > 0 && text.charAt(end - 1) == ' ') {
        text.setLength(--end);
      }
      if (end > 0 && text.charAt(end - 1) != '\n') {
        text.append('\n');
      }
    }

    private void add(String words) {
      boolean edge = text.isEmpty() || Words.isSpace(text.charAt(text.length() - 1));
      for (int i = edge && words.startsWith(" ") ? 1 : 0; i < words.length(); i++) {
        text.append(words.charAt(i) == '\u00a0' ? ' ' : words.charAt(i));
      }
    }
  }
}
