package courant.syndication.article;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Which children of the same parent are alike, by element and class. Each parent is looked at once,
 * however many of its children ask: pages have tens of thousands of them.
 */
final class Rows {
  private record Look(String element, String classes) {
    static Look of(Element element) {
      return new Look(element.normalName(), element.className());
    }
  }

  private final Map<Element, Map<Look, List<Element>>> byParent = new IdentityHashMap<>();
  private final Set<List<Element>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** An element and its siblings that look the same, as they were at first; none without parent. */
  List<Element> of(Element element) {
    Element parent = element.parent();
    return parent == null
        ? List.of()
        : byParent
            .computeIfAbsent(parent, Rows::children)
            .getOrDefault(Look.of(element), List.of());
  }

  private static Map<Look, List<Element>> children(Element parent) {
    Map<Look, List<Element>> rows = new HashMap<>();
    for (Element child : parent.children()) {
      rows.computeIfAbsent(Look.of(child), _ -> new ArrayList<>()).add(child);
    }
    return rows;
  }

  /** Whether a row is asked about for the first time; what holds for one of it holds for all. */
  boolean isNew(List<Element> row) {
    return seen.add(row);
  }

  /**
   * Takes elements out of their parents all at once; one by one would count siblings anew each
   * time.
   */
  static void remove(Collection<Element> gone) {
    Set<Node> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(gone);
    Set<Element> parents = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.stream().map(Element::parent).filter(Objects::nonNull).forEach(parents::add);
    for (Element parent : parents) {
      List<Node> rest = parent.childNodes().stream().filter(node -> !all.contains(node)).toList();
      parent.empty();
      parent.appendChildren(rest);
    }
  }
}
