package courant.search;

import courant.search.SearchQuery.And;
import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Not;
import courant.search.SearchQuery.Or;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Many saved searches, held in memory, that tell which of them a story matches: the index turned
 * round. Each hangs on the fewest and rarest words of which a story must have one, and is looked at
 * only when the story has it. What several searches ask for is looked for once.
 *
 * <p>Safe for many threads. Adding, removing and matching wait for each other; none takes long.
 */
public final class StandingSearches {
  private final ToLongFunction<Leaf> commonness;
  private final Numbered<Search> searches = new Numbered<>();
  private final Map<SearchQuery, Integer> numbers = new HashMap<>();
  private final Numbered<Clue> clues = new Numbered<>();
  private final Map<Leaf, Clue> byLeaf = new HashMap<>();
  private final ClueTerms terms = new ClueTerms();

  /**
   * Begins empty.
   *
   * @param commonness in how many stories a leaf is found, about; only speed depends on it
   */
  public StandingSearches(ToLongFunction<Leaf> commonness) {
    this.commonness = commonness;
  }

  private record Search(SearchQuery query, Condition condition, List<Clue> anchors) {}

  /**
   * Takes a search.
   *
   * @return its number, from 0; the same for searches that mean the same
   * @throws IllegalArgumentException if a story could match without any word of it, which {@link
   *     SearchQuery#strict} refuses
   */
  public synchronized int add(SearchQuery typed) {
    SearchQuery query = typed.canonical();
    Integer known = numbers.get(query);
    if (known != null) {
      return known;
    }
    Set<Leaf> anchors = new HashSet<>(Anchors.of(query, commonness));
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("nothing in it that a story must have: " + query);
    }
    Condition condition = condition(query);
    List<Clue> hooks = anchors.stream().map(this::clue).toList();
    int number = searches.add(new Search(query, condition, hooks));
    hooks.forEach(hook -> hook.hang(number));
    numbers.put(query, number);
    return number;
  }

  /** Drops a search; its number may be given to another. */
  public synchronized void remove(int number) {
    Search search = searches.remove(number);
    numbers.remove(search.query);
    search.anchors.forEach(hook -> hook.unhang(number));
    release(search.condition);
  }

  public synchronized int size() {
    return numbers.size();
  }

  /** The numbers of all searches that find a story, ascending. */
  public synchronized int[] matching(StoryTerms story) {
    terms.learn(story.language(), byLeaf.values());
    BitSet present = new BitSet(clues.size());
    BitSet candidates = new BitSet(searches.size());
    terms.in(
        story,
        clue -> {
          if (!present.get(clue.number())) {
            present.set(clue.number());
            clue.hung().forEach(candidates::set);
          }
        });
    return candidates.stream()
        .filter(number -> searches.get(number).condition.holds(present, story))
        .toArray();
  }

  private Condition condition(SearchQuery query) {
    return switch (query) {
      case And(var all) -> new Condition.All(all.stream().map(this::condition).toList());
      case Or(var any) -> new Condition.Any(any.stream().map(this::condition).toList());
      case Not(var excluded) -> new Condition.No(condition(excluded));
      case Everything() -> new Condition.All(List.of());
      case Dated days -> new Condition.On(days);
      case Leaf leaf -> {
        Clue clue = clue(leaf);
        clue.use();
        yield new Condition.Has(clue);
      }
    };
  }

  private Clue clue(Leaf leaf) {
    return byLeaf.computeIfAbsent(
        leaf,
        _ -> {
          Clue clue = new Clue(new Probe(leaf), clues.next());
          clues.add(clue);
          terms.add(clue);
          return clue;
        });
  }

  private void release(Condition condition) {
    switch (condition) {
      case Condition.All(var all) -> all.forEach(this::release);
      case Condition.Any(var any) -> any.forEach(this::release);
      case Condition.No(var excluded) -> release(excluded);
      case Condition.On _ -> {}
      case Condition.Has(var clue) -> {
        if (clue.leave()) {
          byLeaf.remove(clue.probe().leaf());
          clues.remove(clue.number());
          terms.remove(clue);
        }
      }
    }
  }
}
