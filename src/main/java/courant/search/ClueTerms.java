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
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Which clues to look at for a term of a story. */
final class ClueTerms {
  private static final int SHORTEST_PREFIX = 3;

  private final Map<String, List<Clue>> byTerm = new HashMap<>();
  private final Map<String, List<Clue>> byBeginning = new HashMap<>();
  private final Set<String> languages = new HashSet<>();

  void add(Clue clue) {
    each(clue, (terms, term) -> terms.computeIfAbsent(term, _ -> new ArrayList<>(1)).add(clue));
  }

  void remove(Clue clue) {
    each(
        clue,
        (terms, term) ->
            terms.computeIfPresent(
                term,
                (_, all) -> {
                  all.remove(clue);
                  return all.isEmpty() ? null : all;
                }));
  }

  /** Takes in the stems of a language when its first story comes. */
  void learn(String language, Collection<Clue> clues) {
    if (language.isEmpty() || !languages.add(language)) {
      return;
    }
    for (Clue clue : clues) {
      stem(clue, language)
          .ifPresent(stem -> byTerm.computeIfAbsent(stem, _ -> new ArrayList<>(1)).add(clue));
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

  private void each(Clue clue, BiConsumer<Map<String, List<Clue>>, String> visit) {
    Sequence exact = clue.probe().exact();
    switch (clue.probe().leaf()) {
      case Prefix _ -> visit.accept(byBeginning, exact.terms().getFirst());
      case Phrase _, Named _, InLanguage _ ->
          longest(exact).ifPresent(term -> visit.accept(byTerm, term));
      case Word _ -> {
        longest(exact).ifPresent(term -> visit.accept(byTerm, term));
        for (String language : languages) {
          stem(clue, language).ifPresent(stem -> visit.accept(byTerm, stem));
        }
      }
      case Dated _ -> {}
    }
  }

  private static Optional<String> stem(Clue clue, String language) {
    return clue.probe().leaf() instanceof Word
        ? longest(clue.probe().stems(language))
        : Optional.empty();
  }

  /** Long words are rare words. */
  private static Optional<String> longest(Sequence sequence) {
    return sequence.terms().stream().max(Comparator.comparingInt(String::length));
  }
}
