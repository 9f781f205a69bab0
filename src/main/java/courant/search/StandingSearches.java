package courant.search;

import courant.search.SearchQuery.And;
import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.InLanguage;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Name;
import courant.search.SearchQuery.Named;
import courant.search.SearchQuery.Not;
import courant.search.SearchQuery.Or;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Prefix;
import courant.search.SearchQuery.Word;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

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
    this.commonness = leaf -> Math.max(leastCommon(leaf), commonness.applyAsLong(leaf));
  }

  /**
   * A search.
   *
   * @param condition null if it is a leaf, which is found with what it hangs on
   */
  private record Search(SearchQuery query, List<Clue> anchors, @Nullable Condition condition) {
    boolean finds(StoryTerms story, BitSet present) {
      return condition == null || condition.holds(present, story);
    }
  }

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
    Condition condition = Condition.of(query, this::use);
    List<Clue> hooks = anchors.stream().map(this::clue).toList();
    int number = searches.add(new Search(query, hooks, query instanceof Leaf ? null : condition));
    hooks.forEach(hook -> hook.hang(number));
    numbers.put(query, number);
    return number;
  }

  /** Drops a search; its number may be given to another. */
  public synchronized void remove(int number) {
    Search search = searches.remove(number);
    numbers.remove(search.query);
    search.anchors.forEach(hook -> hook.unhang(number));
    leaveClues(search.query);
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
        .filter(number -> searches.get(number).finds(story, present))
        .toArray();
  }

  /**
   * What the index says is too little while it is being filled, and a search keeps what it hangs on
   * for as long as it stands. Of these there are few, and all stories share them.
   */
  private static long leastCommon(Leaf leaf) {
    return switch (leaf) {
      case InLanguage _, Prefix _ -> 1_000;
      case Named(var name, _, _) when name == Name.SECTION || name == Name.SOURCE -> 100;
      case Named _, Word _, Phrase _, Dated _ -> 0;
    };
  }

  private int use(Leaf leaf) {
    Clue clue = clue(leaf);
    clue.use();
    return clue.number();
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

  private void leaveClues(SearchQuery query) {
    switch (query) {
      case And(var all) -> all.forEach(this::leaveClues);
      case Or(var any) -> any.forEach(this::leaveClues);
      case Not(var excluded) -> leaveClues(excluded);
      case Everything _, Dated _ -> {}
      case Leaf leaf -> leave(clue(leaf));
    }
  }

  private void leave(Clue clue) {
    if (clue.leave()) {
      byLeaf.remove(clue.probe().leaf());
      clues.remove(clue.number());
      terms.remove(clue);
    }
  }
}
