package courant.platform.html;

/** White space as HTML sees it. */
final class Words {
  private Words() {}

  /** Turns each run of white space into one space; others, such as no-break spaces, stay. */
  static String collapse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c) && (c != ' ' || (i > 0 && text.charAt(i - 1) == ' '))) {
        return fold(text, " ");
      }
    }
    return text; // as nearly all text is
  }

  static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Takes all white space out. */
  static String squeeze(String text) {
    return fold(text, "");
  }

  private static String fold(String text, String space) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && !isSpace(text.charAt(at))) {
        at++;
      }
      out.append(text, start, at);
      start = at;
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
      out.append(at > start ? space : "");
    }
    return out.toString();
  }

  /** Takes the space off both ends of collapsed text. */
  static String trim(String collapsed) {
    int start = collapsed.startsWith(" ") ? 1 : 0;
    int end = collapsed.length() - (collapsed.endsWith(" ") ? 1 : 0);
    return start < end ? collapsed.substring(start, end) : "";
  }

  /** Whether text is there to make room only. */
  static boolean isSpacer(String text) {
    return text.chars().allMatch(c -> isSpace((char) c) || c == '\u00a0' || c == '\u200b');
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }
}
