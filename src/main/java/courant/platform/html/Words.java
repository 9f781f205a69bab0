package courant.platform.html;

/** White space as HTML sees it. */
final class Words {
  private Words() {}

  /** Turns each run of white space into one space; others, such as no-break spaces, stay. */
  static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        space = true;
      } else {
        if (space) {
          out.append(' ');
          space = false;
        }
        out.append(c);
      }
    }
    return (space ? out.append(' ') : out).toString();
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
