package courant.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.Locale;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;

/** Shows where a query stands in a text, as HTML that is escaped but for {@code <mark>}. */
final class Marks extends PassageFormatter {
  /** In characters, about. */
  private static final int FRAGMENT = 200;

  /** Matches stand in the first third of it. */
  private static final float ALIGNED = 0.3f;

  /** A fragment is no longer, even of a text without spaces. */
  private static final int LONGEST = 400;

  /** Of a text in characters: what is behind is not looked at. */
  private static final int DEEPEST = 50_000;

  private final int longest;

  private Marks(int longest) {
    this.longest = longest;
  }

  static String whole(Query marks, Wording wording, String text) {
    return mark(marks, wording, text, new WholeBreakIterator(), Integer.MAX_VALUE);
  }

  static String fragment(Query marks, Wording wording, String text) {
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    return mark(
        marks,
        wording,
        text,
        LengthGoalBreakIterator.createClosestToLength(words, FRAGMENT, ALIGNED),
        LONGEST);
  }

  private static String mark(
      Query marks, Wording wording, String text, BreakIterator passages, int longest) {
    if (text.isEmpty()) {
      return "";
    }
    UnifiedHighlighter highlighter =
        UnifiedHighlighter.builderWithoutSearcher(wording)
            .withBreakIterator(() -> passages)
            .withFormatter(new Marks(longest))
            .withFieldMatcher(_ -> true)
            .withMaxLength(DEEPEST)
            .build();
    try {
      Object marked = highlighter.highlightWithoutSearcher(StoryField.TEXT, marks, text, 1);
      return marked == null ? "" : marked.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String format(Passage[] passages, String text) {
    StringBuilder html = new StringBuilder();
    for (Passage passage : passages) {
      int end =
          boundary(
              text, Math.min(passage.getEndOffset(), passage.getStartOffset() + (long) longest));
      html.append(passage.getStartOffset() > 0 ? "… " : "");
      int at = passage.getStartOffset();
      for (int i = 0; i < passage.getNumMatches(); i++) {
        int from = Math.max(at, passage.getMatchStarts()[i]);
        int to = Math.min(end, passage.getMatchEnds()[i]);
        if (from < to) {
          escape(html, text, at, from);
          escape(html.append("<mark>"), text, from, to);
          html.append("</mark>");
          at = to;
        }
      }
      escape(html, text, at, end);
      html.append(end < text.length() ? " …" : "");
    }
    return html.toString().replace("</mark><mark>", "").strip();
  }

  /** Never between the halves of a character. */
  private static int boundary(String text, long end) {
    int at = (int) end;
    return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  private static void escape(StringBuilder html, String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
  }
}
