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

/** Which clues to look at for a term of a story. */
final class ClueTerms {
  private static final int SHORTEST_PREFIX = 3;

  private final Map<String, List<Clue>> byTerm = new HashMap<>();
  private final Map<String, List<Clue>> byBeginning = new HashMap<>();
  private final Set<String> languages = new HashSet<>();

  void add(Clue clue) {
    each(clue, ClueTerms::hang);
  }

  void remove(Clue clue) {
    each(clue, ClueTerms::unhang);
  }

  /**
   * Under the one of its terms that has the fewest yet, of equal ones the longest: a story that has
   * a term is looked into for all that hang under it, and a common name is in many phrases.
   */
  private static void hang(Map<String, List<Clue>> clues, Sequence sequence, Clue clue) {
    sequence.terms().stream()
        .min(
            Comparator.comparingInt((String term) -> clues.getOrDefault(term, List.of()).size())
                .thenComparing(String::length, Comparator.reverseOrder()))
        .ifPresent(term -> clues.computeIfAbsent(term, _ -> new ArrayList<>(1)).add(clue));
  }

  private static void unhang(Map<String, List<Clue>> clues, Sequence sequence, Clue clue) {
    for (String term : sequence.terms()) {
      clues.computeIfPresent(
          term,
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
        hang(byTerm, clue.probe().stems(language), clue);
      }
    }
  }

  /** Tells every clue that is in a story, some more than once. */
  void in(StoryTerms story, Consumer<Clue> present) {
    for (String term : story.terms()) {
      for (Clue clue : byTerm.getOrDefault(term, List.of())) {
        if (clue.probe().in(story)) {
          present.accept(clue);
        }
      }
      if (!byBeginning.isEmpty()) {
        for (int end = SHORTEST_PREFIX; end <= term.length(); end++) {
          byBeginning.getOrDefault(term.substring(0, end), List.of()).forEach(present);
        }
      }
    }
  }

  /** Does something with a clue at every place where it hangs under one of some terms. */
  private void each(Clue clue, Place place) {
    Sequence exact = clue.probe().exact();
    switch (clue.probe().leaf()) {
      case Prefix _ -> place.at(byBeginning, exact.first(), clue);
      case Phrase _, Named _, InLanguage _ -> place.at(byTerm, exact, clue);
      case Word _ -> {
        place.at(byTerm, exact, clue);
        for (String language : languages) {
          place.at(byTerm, clue.probe().stems(language), clue);
        }
      }
      case Dated _ -> {}
    }
  }

  @FunctionalInterface
  private interface Place {
    void at(Map<String, List<Clue>> clues, Sequence sequence, Clue clue);
  }
}
