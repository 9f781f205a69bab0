package courant.search;

import java.nio.charset.StandardCharsets;

/** What is typed into the search box. */
public final class QueryTarget {
  private QueryTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    String typed = new String(bytes, StandardCharsets.UTF_8);
    QueryParser.lenient(typed);
    QueryParser.strict(typed);
  }
}
