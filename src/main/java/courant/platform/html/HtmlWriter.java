package courant.platform.html;

import java.util.List;
import java.util.Set;

/**
 * Serialises as the WHATWG HTML standard says, with {@code <} and {@code >} escaped in attributes
 * too, as browsers now do against mutation. What no document may hold is left out: control
 * characters, lone surrogates, and the two overrides that make text read backwards.
 */
final class HtmlWriter {
  private static final Set<String> BARE = Set.of("controls", "open", "reversed", "default");

  private final StringBuilder out;
  private final int budget;

  /**
   * @param budget the length after which nothing more is opened or written, only closed; keeps
   *     repeated formatting from multiplying hostile input
   */
  HtmlWriter(StringBuilder out, int budget) {
    this.out = out;
    this.budget = budget;
  }

  boolean full() {
    return out.length() >= budget;
  }

  /** Writes a start tag; attributes are names and values in turn. */
  void open(String name, List<String> attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.size(); i += 2) {
      out.append(' ').append(attributes.get(i));
      if (!BARE.contains(attributes.get(i))) {
        escape(attributes.get(i + 1), true, out.append("=\""));
        out.append('"');
      }
    }
    out.append('>');
  }

  void close(String name) {
    out.append("</").append(name).append('>');
  }

  void text(String text) {
    escape(text, false, out);
  }

  private static void escape(String text, boolean attribute, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\u00a0' -> out.append("&nbsp;");
        case '"' -> out.append(attribute ? "&quot;" : "\"");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else if (!banned(c)) {
            out.append(c);
          }
        }
      }
    }
  }

  static boolean banned(char c) {
    return (c < ' ' && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || c == '\u202d'
        || c == '\u202e'
        || c >= 0xfdd0 && c <= 0xfdef
        || c >= 0xfffe
        || Character.isSurrogate(c);
  }
}
