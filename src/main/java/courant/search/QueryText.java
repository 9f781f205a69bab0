package courant.search;

import java.text.Normalizer;
import java.util.Locale;

/** How the signs people type are read: one {@code char} for one, so that positions stay true. */
final class QueryText {
  private static final String QUOTES = "\"“”„‟«»「」『』〝〞〟";
  private static final String DASHES = "-−‐‑–";

  private QueryText() {}

  /**
   * Full-width forms, typographic quotes and dashes as ASCII; controls and bidi marks as spaces.
   */
  static String plain(String typed) {
    StringBuilder plain = new StringBuilder(typed.length());
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < typed.length()
          && Character.isLowSurrogate(typed.charAt(i + 1))) {
        plain.append(c).append(typed.charAt(++i));
      } else {
        plain.append(c < 0x80 && c >= ' ' ? c : plain(c));
      }
    }
    return plain.toString();
  }

  private static char plain(char c) {
    if (Character.isSurrogate(c)) {
      return ' ';
    }
    String compatible = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
    char one = compatible.length() == 1 ? compatible.charAt(0) : c;
    if (QUOTES.indexOf(one) >= 0) {
      return '"';
    }
    if (DASHES.indexOf(one) >= 0) {
      return '-';
    }
    return isSpace(one) ? ' ' : one;
  }

  private static boolean isSpace(char c) {
    boolean joiner = c == '\u200c' || c == '\u200d';
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || (Character.getType(c) == Character.FORMAT && !joiner);
  }

  /** Whether a word may begin or end with it. */
  static boolean isWordly(int c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.LETTER_NUMBER,
              Character.OTHER_NUMBER,
              Character.OTHER_SYMBOL ->
              true;
          default -> false;
        };
  }

  /** Lower-case and composed, without what is not wordly at either end. */
  static String trimmed(String word) {
    String lower =
        Normalizer.normalize(
            Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT),
            Normalizer.Form.NFC);
    int from = 0;
    int to = lower.length();
    while (from < to && !isWordly(lower.codePointAt(from))) {
      from += Character.charCount(lower.codePointAt(from));
    }
    while (to > from && !isWordly(lower.codePointBefore(to))) {
      to -= Character.charCount(lower.codePointBefore(to));
    }
    return lower.substring(from, to).replaceAll(" +", " ");
  }
}
