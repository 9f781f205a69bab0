package courant.search;

import courant.search.SearchQuery.And;
import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Not;
import courant.search.SearchQuery.Or;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** The fewest leaves of which a story must have at least one to match. */
final class Anchors {
  private Anchors() {}

  /** Empty if a query matches without any. */
  static List<Leaf> of(SearchQuery query) {
    return of(query, _ -> 1);
  }

  /**
   * The cheapest.
   *
   * @param commonness in how many stories a leaf is found, about
   */
  static List<Leaf> of(SearchQuery query, ToLongFunction<Leaf> commonness) {
    return switch (query) {
      case Dated _, Not _, Everything _ -> List.of();
      case Leaf leaf -> List.of(leaf);
      case And(var all) ->
          all.stream()
              .map(part -> of(part, commonness))
              .filter(anchors -> !anchors.isEmpty())
              .min(Comparator.comparingLong(it -> it.stream().mapToLong(commonness).sum()))
              .orElse(List.of());
      case Or(var any) -> union(any.stream().map(part -> of(part, commonness)).toList());
    };
  }

  private static List<Leaf> union(List<List<Leaf>> each) {
    if (each.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    List<Leaf> union = new ArrayList<>();
    each.forEach(union::addAll);
    return union;
  }
}
