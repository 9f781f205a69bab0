package courant.topic;

import java.text.BreakIterator;
import java.util.Locale;

/** The sentences of one text, by a place in it. */
final class Sentences {
  /** Beyond this much on either side a sentence is cut, in UTF-16 code units. */
  private static final int LONGEST_SIDE = 160;

  private final String text;
  private final BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);

  Sentences(String text) {
    this.text = text;
    breaks.setText(text);
  }

  /** The sentence in which something stands. */
  String of(int start, int end) {
    return text.substring(begin(start), end(end)).strip();
  }

  /** The sentence in which something stands, in three parts, each on one line. */
  FoundTopic.Place place(int start, int end) {
    String before = text.substring(begin(start), start).replaceAll("\\s+", " ").stripLeading();
    String after = text.substring(end, end(end)).replaceAll("\\s+", " ").stripTrailing();
    return new FoundTopic.Place(
        before.length() > LONGEST_SIDE
            ? "…" + before.substring(before.length() - LONGEST_SIDE)
            : before,
        text.substring(start, end).replaceAll("\\s+", " "),
        after.length() > LONGEST_SIDE ? after.substring(0, LONGEST_SIDE) + "…" : after);
  }

  private int begin(int start) {
    return breaks.isBoundary(start) ? start : Math.max(0, breaks.preceding(start));
  }

  private int end(int end) {
    return breaks.following(end - 1);
  }
}
