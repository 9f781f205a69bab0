package courant.platform.html;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        escape(permitted(attributes.get(i + 1)), true, out.append("=\""));
        out.append('"');
      }
    }
    out.append('>');
  }

  void close(String name) {
    out.append("</").append(name).append('>');
  }

  /** Writes text that is {@link #permitted}. */
  void text(String text) {
    escape(text, false, out);
  }

  private static void escape(String text, boolean attribute, StringBuilder out) {
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      String instead = instead(text, i, attribute);
      if (instead != null) {
        out.append(text, done, i).append(instead);
        done = i + 1;
      }
    }
    out.append(text, done, text.length());
  }

  /** What to write for a character; null for itself. */
  private static @Nullable String instead(String text, int i, boolean attribute) {
    char c = text.charAt(i);
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\u00a0' -> "&nbsp;";
      case '"' -> attribute ? "&quot;" : null;
      default -> null;
    };
  }

  /** Text without what no document may hold. */
  static String permitted(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      boolean banned = isBanned(text, i);
      if (banned && out == null) {
        out = new StringBuilder(text.length()).append(text, 0, i);
      } else if (!banned && out != null) {
        out.append(text.charAt(i));
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean isBanned(String text, int i) {
    char c = text.charAt(i);
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        ? i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))
        : banned(c);
  }

  /** Whether no document may hold a character, surrogates aside. */
  private static boolean banned(char c) {
    return (c < ' ' && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || c == '\u202d'
        || c == '\u202e'
        || c >= 0xfdd0 && c <= 0xfdef
        || c >= 0xfffe;
  }
}
