package courant.syndication.feed;

/**
 * Carries the usual escapes ({@code &lt;}, {@code &gt;}, {@code &amp;}, {@code &quot;}) of a
 * document's text past the parser, which looks each up among two thousand names: feeds have whole
 * articles of them. Control characters stand for those that it would misread, for a cleaned text
 * has none; the others are put in as they are.
 */
final class Escapes {
  private static final char LESS = '\u0001';
  private static final char AMPERSAND = '\u0002';

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
        put(at, '>', 4);
      } else if (text.startsWith("amp;", at + 1)) {
        put(at, AMPERSAND, 5);
      } else if (text.startsWith("quot;", at + 1)) {
        put(at, '"', 6);
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
    String own = text.indexOf(LESS) < 0 ? text : less(text);
    return own.indexOf(AMPERSAND) < 0 ? own : own.replace(AMPERSAND, '&');
  }

  /** From one to the next, as they are some way apart. */
  private static String less(String text) {
    StringBuilder own = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf(LESS); at >= 0; at = text.indexOf(LESS, from)) {
      own.append(text, from, at).append('<');
      from = at + 1;
    }
    return own.append(text, from, text.length()).toString();
  }
}
