package courant.search;

import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.InLanguage;
import courant.search.SearchQuery.Named;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Prefix;
import courant.search.SearchQuery.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which clues to look at for what stands in a story. */
final class ClueTerms {
  private static final int SHORTEST_PREFIX = 3;

  private final Map<String, List<Clue>> byTerm = new HashMap<>();

  /** Clues of several words: a common name is in many of them, two that meet are in few. */
  private final Map<Pair, List<Clue>> byPair = new HashMap<>();

  private final Map<String, List<Clue>> byBeginning = new HashMap<>();
  private final Set<String> languages = new HashSet<>();

  void add(Clue clue) {
    each(clue, ClueTerms::hang);
  }

  void remove(Clue clue) {
    each(clue, ClueTerms::unhang);
  }

  private void byWords(Sequence sequence, Clue clue, Place place) {
    List<Pair> pairs = sequence.pairs();
    if (pairs.isEmpty()) {
      place.at(byTerm, sequence.terms(), clue);
    } else {
      place.at(byPair, pairs, clue);
    }
  }

  /** Under the one of its keys that has the fewest yet: all that hang under a key are looked at. */
  private static <K> void hang(Map<K, List<Clue>> clues, List<K> keys, Clue clue) {
    keys.stream()
        .min(Comparator.comparingInt(key -> clues.getOrDefault(key, List.of()).size()))
        .ifPresent(key -> clues.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(clue));
  }

  private static <K> void unhang(Map<K, List<Clue>> clues, List<K> keys, Clue clue) {
    for (K key : keys) {
      clues.computeIfPresent(
          key,
          (_, all) -> {
            all.remove(clue);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /** Takes in the stems of a language when its first story comes. */
  void learn(String language, Collection<Clue> clues) {
    if (language.isEmpty() || !languages.add(language)) {
      return;
    }
    for (Clue clue : clues) {
      if (clue.probe().leaf() instanceof Word) {
        byWords(clue.probe().stems(language), clue, ClueTerms::hang);
      }
    }
  }

  /** Tells every clue that is in a story, some more than once. */
  void in(StoryTerms story, Consumer<Clue> present) {
    for (String term : story.terms()) {
      check(byTerm.getOrDefault(term, List.of()), story, present);
      if (!byBeginning.isEmpty()) {
        for (int end = SHORTEST_PREFIX; end <= term.length(); end++) {
          byBeginning.getOrDefault(term.substring(0, end), List.of()).forEach(present);
        }
      }
    }
    for (Pair pair : story.pairs()) {
      check(byPair.getOrDefault(pair, List.of()), story, present);
    }
  }

  private static void check(List<Clue> clues, StoryTerms story, Consumer<Clue> present) {
    for (Clue clue : clues) {
      if (clue.probe().in(story)) {
        present.accept(clue);
      }
    }
  }

  /** Does something with a clue at every place where it hangs under one of some keys. */
  private void each(Clue clue, Place place) {
    Sequence exact = clue.probe().exact();
    switch (clue.probe().leaf()) {
      case Prefix _ -> place.at(byBeginning, exact.first().terms(), clue);
      case Phrase _, Named _, InLanguage _ -> byWords(exact, clue, place);
      case Word _ -> {
        byWords(exact, clue, place);
        for (String language : languages) {
          byWords(clue.probe().stems(language), clue, place);
        }
      }
      case Dated _ -> {}
    }
  }

  @FunctionalInterface
  private interface Place {
    <K> void at(Map<K, List<Clue>> clues, List<K> keys, Clue clue);
  }
}
