package courant.search;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Drops marks that stand on letters without a composed form, and Hebrew points. */
final class Unmarked extends TokenFilter {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

  Unmarked(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!input.incrementToken()) {
      return false;
    }
    char[] letters = term.buffer();
    int kept = 0;
    for (int i = 0; i < term.length(); i++) {
      if (!isMark(letters[i])) {
        letters[kept++] = letters[i];
      }
    }
    if (kept > 0) {
      term.setLength(kept);
    }
    return true;
  }

  private static boolean isMark(char c) {
    return (c >= '\u0300' && c <= '\u036f')
        || (c >= '\u0591' && c <= '\u05c7' && Character.getType(c) == Character.NON_SPACING_MARK);
  }
}
