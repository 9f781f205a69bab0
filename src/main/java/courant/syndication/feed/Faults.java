package courant.syndication.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a document: each kind once, however often it occurs. */
public final class Faults {
  private static final int MAX_EXAMPLE = 80;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, String> examples = new LinkedHashMap<>();

  public void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /**
   * Adds one case of a kind of fault; the first case is shown.
   *
   * @param example the foreign text at fault
   */
  public void add(String what, String example) {
    add(what);
    examples.computeIfAbsent(what, _ -> shorten(example));
  }

  /** In the order first met, in words for an operator. */
  public List<String> list() {
    return counts.entrySet().stream().map(e -> describe(e.getKey(), e.getValue())).toList();
  }

  private String describe(String what, int count) {
    String example = examples.get(what);
    String said = example == null ? what : what + ": “" + example + "”";
    return count == 1 ? said : said + " (" + count + " times)";
  }

  private static String shorten(String example) {
    String line = example.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_EXAMPLE ? line : line.substring(0, MAX_EXAMPLE) + "…";
  }
}
