package courant.search;

import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.InLanguage;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Named;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Prefix;
import courant.search.SearchQuery.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A leaf of a query made ready to be looked for in many stories. */
final class Probe {
  private final Leaf leaf;

  /** What must stand in the story as it is; empty for a date. */
  private final Sequence exact;

  /** Of a word, by language. */
  private final Map<String, Sequence> stems;

  Probe(Leaf leaf) {
    this.leaf = leaf;
    this.stems = leaf instanceof Word ? new ConcurrentHashMap<>(2) : Map.of();
    this.exact =
        switch (leaf) {
          case Word(String text) -> Sequence.words(text);
          case Phrase(String text) -> Sequence.words(text);
          case Prefix(String text) -> Sequence.words(text);
          case Named(var name, String value, boolean whole) ->
              whole
                  ? one(StoryTerms.wholeKey(name, value))
                  : Sequence.words(value).map(token -> StoryTerms.nameKey(name, token));
          case InLanguage(String tag) -> one(StoryTerms.languageKey(tag));
          case Dated _ -> new Sequence(List.of(), List.of());
        };
  }

  private static Sequence one(String key) {
    return new Sequence(List.of(key), List.of(0));
  }

  Leaf leaf() {
    return leaf;
  }

  Sequence exact() {
    return exact;
  }

  /** The word's stems in a language. */
  Sequence stems(String language) {
    return stems.computeIfAbsent(
        language, code -> Sequence.stems(Wording.of(code), leaf.toString()));
  }

  boolean in(StoryTerms story) {
    return switch (leaf) {
      case Word _ ->
          story.has(exact) || (!story.language().isEmpty() && story.has(stems(story.language())));
      case Prefix _ -> story.hasWordBeginning(exact.terms().getFirst());
      case Dated days -> days.holds(story.published());
      case Phrase _, Named _, InLanguage _ -> story.has(exact);
    };
  }
}
