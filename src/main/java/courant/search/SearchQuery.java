package courant.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * What someone searches for, as typed into the search box or saved to be followed.
 *
 * <p>Words that stand side by side must all be there; {@code "quotes"} ask for exactly these words
 * in this order; {@code -word} or {@code NOT word} excludes; {@code OR} binds closer than standing
 * side by side, {@code AND} closer still; parentheses group; {@code Trip*} finds all words that
 * begin so. Filters are {@code section: source: author: topic: lang: before: after: date:}; a name
 * in quotes ({@code source:"reuters"}) must be the whole name or the slug, one without may be part
 * of it. Typographic, full-width and Arabic forms of all signs are understood.
 *
 * <p>{@code toString} is the query in its own syntax and parses back to an equal query.
 */
public sealed interface SearchQuery {
  /** In characters; the search box drops what is beyond, a saved search is refused. */
  int LONGEST = 1_000;

  /** Words, phrases and filters in one query; the search box drops more, saving refuses. */
  int MOST_CLAUSES = 64;

  /** Parentheses in parentheses. */
  int DEEPEST = 12;

  /** What has no parts. */
  sealed interface Leaf extends SearchQuery {}

  /** Every story. */
  record Everything() implements SearchQuery {
    @Override
    public String toString() {
      return "";
    }
  }

  /** A word, or several that hyphens, signs or the script join, in any inflection. */
  record Word(String text) implements Leaf {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Exactly these words in this order, whatever their case and accents. */
  record Phrase(String text) implements Leaf {
    @Override
    public String toString() {
      return '"' + text + '"';
    }
  }

  /** Any word that begins so. */
  record Prefix(String text) implements Leaf {
    @Override
    public String toString() {
      return text + '*';
    }
  }

  /** What a name filter looks at. */
  enum Name {
    SECTION,
    SOURCE,
    AUTHOR,
    TOPIC;

    /** As typed, and as the index calls it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A section, source, author or topic.
   *
   * @param whole the value is the whole name or the slug, not a part
   */
  record Named(Name name, String value, boolean whole) implements Leaf {
    @Override
    public String toString() {
      return name.word() + ':' + (whole ? '"' + value + '"' : value);
    }
  }

  /** A language or one of its varieties: {@code pt} finds {@code pt-BR} too. */
  record InLanguage(String tag) implements Leaf {
    @Override
    public String toString() {
      return "lang:" + tag;
    }
  }

  /**
   * Published on the review's days from one on, and before another.
   *
   * @param from the first day; empty for the beginning
   * @param until the first day after; empty for no end
   */
  record Dated(Optional<LocalDate> from, Optional<LocalDate> until) implements Leaf {
    boolean holds(LocalDate day) {
      return from.filter(day::isBefore).isEmpty()
          && until.filter(end -> !day.isBefore(end)).isEmpty();
    }

    @Override
    public String toString() {
      if (from.isEmpty() || until.isEmpty()) {
        return from.map(day -> "after:" + day)
            .or(() -> until.map(day -> "before:" + day))
            .orElse("");
      }
      LocalDate last = until.get().minusDays(1);
      return "date:" + from.get() + (last.equals(from.get()) ? "" : ".." + last);
    }
  }

  /** What must not be there. */
  record Not(SearchQuery query) implements SearchQuery {
    @Override
    public String toString() {
      return "-" + grouped(query, And.class, Or.class);
    }
  }

  /** All of two or more, none of them an {@code And} itself. */
  record And(List<SearchQuery> all) implements SearchQuery {
    @Override
    public String toString() {
      return all.stream().map(part -> grouped(part, Or.class)).collect(Collectors.joining(" "));
    }
  }

  /** At least one of two or more, none of them an {@code Or} itself. */
  record Or(List<SearchQuery> any) implements SearchQuery {
    @Override
    public String toString() {
      return any.stream().map(part -> grouped(part, And.class)).collect(Collectors.joining(" OR "));
    }
  }

  /** Makes the best of whatever was typed; never refuses. */
  static SearchQuery lenient(String typed) {
    return QueryParser.lenient(typed);
  }

  /** Takes a search that is to be kept: whatever is doubtful, costly or boundless is refused. */
  static Parsed strict(String typed) {
    return QueryParser.strict(typed);
  }

  /** All of these at once. */
  static SearchQuery all(List<SearchQuery> queries) {
    List<SearchQuery> flat = new ArrayList<>();
    for (SearchQuery query : queries) {
      switch (query) {
        case And(var inner) -> flat.addAll(inner);
        case Everything() -> {}
        case Or _, Not _, Leaf _ -> flat.add(query);
      }
    }
    return switch (flat.size()) {
      case 0 -> new Everything();
      case 1 -> flat.getFirst();
      default -> new And(List.copyOf(flat));
    };
  }

  /** At least one of these. */
  static SearchQuery any(List<SearchQuery> queries) {
    List<SearchQuery> flat = new ArrayList<>();
    for (SearchQuery query : queries) {
      switch (query) {
        case Or(var inner) -> flat.addAll(inner);
        case Everything _, And _, Not _, Leaf _ -> flat.add(query);
      }
    }
    return flat.size() == 1 ? flat.getFirst() : new Or(List.copyOf(flat));
  }

  /** Not this. */
  static SearchQuery not(SearchQuery query) {
    return query instanceof Not(var inner) ? inner : new Not(query);
  }

  /** The same for all queries that differ only in order and repetition. */
  default SearchQuery canonical() {
    return switch (this) {
      case And(var parts) -> all(List.copyOf(sorted(parts)));
      case Or(var parts) -> any(List.copyOf(sorted(parts)));
      case Not(var query) -> not(query.canonical());
      case Everything _, Leaf _ -> this;
    };
  }

  /** Whether a story is found by this query; agrees with the index. */
  default boolean matches(StoryTerms story) {
    return switch (this) {
      case And(var parts) -> parts.stream().allMatch(part -> part.matches(story));
      case Or(var parts) -> parts.stream().anyMatch(part -> part.matches(story));
      case Not(var query) -> !query.matches(story);
      case Everything() -> true;
      case Leaf leaf -> new Probe(leaf).in(story);
    };
  }

  private static SequencedSet<SearchQuery> sorted(List<SearchQuery> parts) {
    return parts.stream()
        .map(SearchQuery::canonical)
        .sorted(Comparator.comparing(SearchQuery::toString))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @SafeVarargs
  private static String grouped(SearchQuery query, Class<? extends SearchQuery>... kinds) {
    for (Class<? extends SearchQuery> kind : kinds) {
      if (kind.isInstance(query)) {
        return "(" + query + ")";
      }
    }
    return query.toString();
  }
}
