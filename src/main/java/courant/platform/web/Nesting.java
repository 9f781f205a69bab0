package courant.platform.web;

/**
 * How deep JSON is nested, seen without recursion: parsers recurse, and what a stranger nests ten
 * thousand deep would end the thread that reads it.
 */
public final class Nesting {
  private Nesting() {}

  /**
   * Arrays and objects in one another, at the deepest place. Brackets inside of strings do not
   * count; text that is no JSON has some depth too, and is refused by whoever parses it.
   */
  public static int depth(String json) {
    int depth = 0;
    int deepest = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return deepest;
  }
}
