package courant.platform.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlChangeListener;

/** Counts what is taken out, and why. */
final class Tally implements HtmlChangeListener<Policy> {
  /** Hostile markup can invent names without end; past this many they are no longer told apart. */
  private static final int MAX_KINDS = 200;

  private final Map<Kind, Integer> counts = new LinkedHashMap<>();

  private record Kind(String what, String why) {}

  void add(String what, String why) {
    Kind kind = new Kind(what, why);
    if (counts.size() >= MAX_KINDS && !counts.containsKey(kind)) {
      kind = new Kind("other", "not allowed");
    }
    counts.merge(kind, 1, Integer::sum);
  }

  @Override
  public void discardedTag(@Nullable Policy policy, String element) {
    if (!element.equals("span") && !element.equals("a")) {
      add(element, "not allowed; its text stays");
    }
  }

  @Override
  public void discardedAttributes(@Nullable Policy policy, String element, String... attributes) {
    for (String attribute : attributes) {
      add("@" + attribute, "not allowed");
    }
  }

  List<Sanitised.Removal> removals() {
    return counts.entrySet().stream()
        .map(e -> new Sanitised.Removal(e.getKey().what(), e.getKey().why(), e.getValue()))
        .toList();
  }
}
