package courant.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Joins {@code U.S.} to {@code US}, and parts what a missing space or a sign has joined: {@code
 * end.Next}, {@code Libya:oil}, {@code foo_bar}. Numbers stay whole.
 */
final class WordParts extends TokenFilter {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final Deque<Part> parts = new ArrayDeque<>();

  private record Part(String text, int from, int to) {}

  WordParts(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!parts.isEmpty()) {
      Part part = parts.removeFirst();
      term.setEmpty().append(part.text);
      offset.setOffset(part.from, part.to);
      return true;
    }
    if (!input.incrementToken()) {
      return false;
    }
    if (hasJoint()) {
      split(term.toString(), offset.startOffset());
    }
    return parts.isEmpty() || incrementToken();
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    parts.clear();
  }

  private boolean hasJoint() {
    for (int i = 1; i < term.length() - 1; i++) {
      if (isJoint(term, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isJoint(CharSequence word, int i) {
    char c = word.charAt(i);
    return c == '_'
        || ((c == '.' || c == ':')
            && !Character.isDigit(word.charAt(i - 1))
            && !Character.isDigit(word.charAt(i + 1)));
  }

  private void split(String word, int start) {
    int from = 0;
    boolean letters = true;
    for (int i = 1; i <= word.length(); i++) {
      if (i == word.length() || (i < word.length() - 1 && isJoint(word, i))) {
        if (i > from) {
          parts.add(new Part(word.substring(from, i), start + from, start + i));
          letters &= i - from == 1 && (i == word.length() || word.charAt(i) == '.');
        }
        from = i + 1;
      }
    }
    if (letters) {
      parts.clear();
      parts.add(new Part(word.replace(".", ""), start, start + word.length()));
    }
  }
}
