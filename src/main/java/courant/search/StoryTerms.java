package courant.search;

import courant.search.SearchQuery.Name;
import courant.story.Story;
import courant.story.StoryState.Draft;
import courant.story.StoryState.Expired;
import courant.story.StoryState.Published;
import courant.story.StoryState.Scheduled;
import courant.story.StoryState.Withdrawn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One story taken apart, to be held against many queries without an index. */
public final class StoryTerms {
  /** No term of a text begins with it. */
  private static final char NAME_MARK = '\u0002';

  private final Map<String, Positions> terms = new HashMap<>();
  private final Set<Pair> pairs = new HashSet<>();
  private final String language;
  private final LocalDate published;

  private StoryTerms(String language, LocalDate published) {
    this.language = language;
    this.published = published;
  }

  /**
   * Takes a story apart.
   *
   * @param zone whose days {@code before:}, {@code after:} and {@code date:} mean
   */
  public static StoryTerms of(Story story, ZoneId zone) {
    StoryText text = StoryText.of(story);
    Wording wording = text.wording();
    LocalDate day = LocalDate.ofInstant(published(story), zone);
    StoryTerms terms = new StoryTerms(wording.language(), day);
    terms.add(text.all(), wording, "");
    for (Name name : Name.values()) {
      terms.add(text.names(name), Wording.PLAIN, nameKey(name, ""));
      text.names(name).forEach(value -> terms.put(wholeKey(name, value), 0));
    }
    Languages.prefixes(text.language()).forEach(tag -> terms.put(languageKey(tag), 0));
    return terms;
  }

  private static Instant published(Story story) {
    return switch (story.state()) {
      case Published(_, Instant at, _) -> at;
      case Withdrawn(_, Instant at, _, _) -> at;
      case Expired(_, Instant at, _) -> at;
      case Scheduled(Instant due) -> due;
      case Draft() -> Instant.EPOCH;
    };
  }

  /** Of a word in a name. */
  static String nameKey(Name name, String token) {
    return NAME_MARK + name.word() + ':' + token;
  }

  /** Of a whole name or slug; the same for both where the slug was made of the name. */
  static String wholeKey(Name name, String value) {
    return NAME_MARK + name.word() + '=' + folded(value);
  }

  static String languageKey(String tag) {
    return NAME_MARK + "lang:" + tag;
  }

  /** A name's words, joined by hyphens. */
  static String folded(String name) {
    return Wording.PLAIN.tokens(name).stream().map(Token::term).collect(Collectors.joining("-"));
  }

  /** The stemmed language, empty if the story's has no stemmer. */
  String language() {
    return language;
  }

  LocalDate published() {
    return published;
  }

  Set<String> terms() {
    return terms.keySet();
  }

  /** All that stand side by side. */
  Set<Pair> pairs() {
    return pairs;
  }

  /** Whether these stand one behind the other, so many words from the first as told. */
  boolean has(Sequence sequence) {
    if (sequence.size() == 0) {
      return false;
    }
    Positions[] places = new Positions[sequence.size()];
    for (int i = 0; i < places.length; i++) {
      Positions found = terms.get(sequence.terms().get(i));
      if (found == null) {
        return false;
      }
      places[i] = found;
    }
    return places.length == 1 || places[0].followedBy(places, sequence.offsets());
  }

  boolean hasWordBeginning(String prefix) {
    return terms.keySet().stream().anyMatch(term -> term.startsWith(prefix));
  }

  private void add(List<String> values, Wording wording, String mark) {
    int base = 0;
    for (String value : values) {
      List<Token> tokens = wording.tokens(value);
      for (Token token : tokens) {
        put(mark + token.term(), base + token.position());
      }
      pair(tokens, mark);
      base += (tokens.isEmpty() ? 0 : tokens.getLast().position()) + Wording.GAP;
    }
  }

  private void pair(List<Token> tokens, String mark) {
    for (int i = 0; i < tokens.size(); i++) {
      Token first = tokens.get(i);
      for (int k = i + 1; k < tokens.size(); k++) {
        Token second = tokens.get(k);
        int step = second.position() - first.position();
        if (step > 1) {
          break;
        }
        if (step == 1 && first.stem() == second.stem()) {
          pairs.add(new Pair(mark + first.term(), mark + second.term()));
        }
      }
    }
  }

  private void put(String term, int position) {
    terms.computeIfAbsent(term, _ -> new Positions()).add(position);
  }

  /** Where a term stands, ascending. */
  private static final class Positions {
    private int[] at = new int[2];
    private int size;

    void add(int position) {
      if (size == at.length) {
        at = Arrays.copyOf(at, size * 2);
      }
      at[size++] = position;
    }

    boolean followedBy(Positions[] others, List<Integer> offsets) {
      for (int i = 0; i < size; i++) {
        if (followed(at[i], others, offsets)) {
          return true;
        }
      }
      return false;
    }

    private static boolean followed(int first, Positions[] others, List<Integer> offsets) {
      for (int k = 1; k < others.length; k++) {
        Positions other = others[k];
        if (Arrays.binarySearch(other.at, 0, other.size, first + offsets.get(k)) < 0) {
          return false;
        }
      }
      return true;
    }
  }
}
