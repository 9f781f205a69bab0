package courant.syndication;

/**
 * Carries the usual escapes ({@code &lt;}, {@code &gt;}, {@code &amp;}, {@code &quot;}) of a
 * document's text past the parser, which looks each up among two thousand names: feeds have whole
 * articles of them. Control characters stand for them meanwhile, of which a cleaned text has none.
 */
final class Escapes {
  private static final char LESS = '\u0001';
  private static final char GREATER = '\u0002';
  private static final char AMPERSAND = '\u0003';
  private static final char QUOTE = '\u0004';

  /** What each of them stands for, by its number. */
  private static final String SHOWN = "\0<>&\"";

  private final String text;
  private final StringBuilder out;
  private int copied;

  private Escapes(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** The document with stand-ins, where it is text beyond doubt: in no tag, comment or CDATA. */
  static String hidden(String text) {
    return text.contains("&lt;") ? new Escapes(text).hidden() : text;
  }

  private String hidden() {
    int at = 0;
    while (at < text.length()) {
      int tag = text.indexOf('<', at);
      int end = tag < 0 ? text.length() : tag;
      hide(at, end);
      at = tag < 0 ? end : afterTag(tag);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private void hide(int from, int to) {
    for (int at = text.indexOf('&', from, to); at >= 0; at = text.indexOf('&', at + 1, to)) {
      if (text.startsWith("lt;", at + 1)) {
        put(at, LESS, 4);
      } else if (text.startsWith("gt;", at + 1)) {
        put(at, GREATER, 4);
      } else if (text.startsWith("amp;", at + 1)) {
        put(at, AMPERSAND, 5);
      } else if (text.startsWith("quot;", at + 1)) {
        put(at, QUOTE, 6);
      }
    }
  }

  private void put(int at, char standIn, int length) {
    out.append(text, copied, at).append(standIn);
    copied = at + length;
  }

  /** Where the text goes on; too far rather than too soon if the tag is broken. */
  private int afterTag(int at) {
    if (text.startsWith("<![CDATA[", at)) {
      return after("]]>", at);
    }
    if (text.startsWith("<!--", at)) {
      return after("-->", at);
    }
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '>') {
        return i + 1;
      }
      if (c == '"' || c == '\'') {
        int close = text.indexOf(c, i + 1);
        i = close < 0 ? text.length() : close;
      }
    }
    return text.length();
  }

  private int after(String end, int from) {
    int at = text.indexOf(end, from);
    return at < 0 ? text.length() : at + end.length();
  }

  /** What stands in a text from the parser, with its own characters again. */
  static String shown(String text) {
    // Four quick looks are less than one slow one.
    if (text.indexOf(LESS) < 0
        && text.indexOf(AMPERSAND) < 0
        && text.indexOf(GREATER) < 0
        && text.indexOf(QUOTE) < 0) {
      return text;
    }
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] <= QUOTE) {
        chars[i] = SHOWN.charAt(chars[i]);
      }
    }
    return new String(chars);
  }
}
