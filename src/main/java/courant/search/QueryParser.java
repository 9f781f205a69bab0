package courant.search;

import courant.search.QueryError.Reason;
import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.InLanguage;
import courant.search.SearchQuery.Named;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Prefix;
import courant.search.SearchQuery.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query by recursive descent. It always goes on after a fault as the search box would wish,
 * and remembers the first one, for which saving refuses.
 */
final class QueryParser {
  private static final int SHORTEST_PREFIX = 3;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{1,8})*");

  private final String text;
  private int at;
  private int clauses;
  private @Nullable QueryError first;

  private QueryParser(String typed) {
    text = QueryText.plain(typed);
  }

  static SearchQuery lenient(String typed) {
    int cut = Math.min(typed.length(), SearchQuery.LONGEST);
    return new QueryParser(typed.substring(0, cut)).parse();
  }

  static Parsed strict(String typed) {
    if (typed.length() > SearchQuery.LONGEST) {
      return new QueryError(SearchQuery.LONGEST, Reason.TOO_LONG);
    }
    QueryParser parser = new QueryParser(typed);
    SearchQuery query = parser.parse();
    if (parser.first != null) {
      return parser.first;
    }
    if (query instanceof Everything) {
      return new QueryError(0, Reason.EMPTY);
    }
    return Anchors.of(query).isEmpty()
        ? new QueryError(0, Reason.BOUNDLESS)
        : new Parsed.Understood(query);
  }

  private SearchQuery parse() {
    List<SearchQuery> parts = new ArrayList<>();
    parts.add(sideBySide(0));
    while (more()) {
      refuse(at++, Reason.STRAY_PARENTHESIS);
      parts.add(sideBySide(0));
    }
    return SearchQuery.all(parts);
  }

  private SearchQuery sideBySide(int depth) {
    List<SearchQuery> all = new ArrayList<>();
    while (more() && text.charAt(at) != ')') {
      either(depth).ifPresent(all::add);
    }
    return SearchQuery.all(all);
  }

  private Optional<SearchQuery> either(int depth) {
    List<SearchQuery> any = new ArrayList<>();
    do {
      together(depth).ifPresent(any::add);
    } while (joinedBy("OR"));
    return any.isEmpty() ? Optional.empty() : Optional.of(SearchQuery.any(any));
  }

  private Optional<SearchQuery> together(int depth) {
    List<SearchQuery> all = new ArrayList<>();
    do {
      operand(depth).ifPresent(all::add);
    } while (joinedBy("AND"));
    return all.isEmpty() ? Optional.empty() : Optional.of(SearchQuery.all(all));
  }

  private Optional<SearchQuery> operand(int depth) {
    boolean negated = false;
    while (more()) {
      if (text.charAt(at) == '-') {
        negated |= minus();
      } else if (operator("NOT")) {
        negated = !negated;
      } else {
        break;
      }
    }
    if (!more() || text.charAt(at) == ')') {
      if (negated) {
        refuse(at - 1, Reason.DANGLING_OPERATOR);
      }
      return Optional.empty();
    }
    Optional<SearchQuery> operand = primary(depth);
    return negated ? operand.map(SearchQuery::not) : operand;
  }

  /** Steps over dashes; whether they exclude what follows, or stand for themselves. */
  private boolean minus() {
    while (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    return at < text.length() && text.charAt(at) != ' ';
  }

  private Optional<SearchQuery> primary(int depth) {
    if (text.charAt(at) == '(') {
      return group(depth);
    }
    if (text.charAt(at) == '"') {
      int from = at;
      return leaf(from, quoted(), Phrase::new);
    }
    if (operator("OR") || operator("AND")) {
      refuse(at - 1, Reason.DANGLING_OPERATOR);
      return Optional.empty();
    }
    skipSigns();
    return at < text.length() && !isDelimiter(text.charAt(at)) ? filterOrWord() : Optional.empty();
  }

  private Optional<SearchQuery> group(int depth) {
    int open = at++;
    if (depth == SearchQuery.DEEPEST) {
      refuse(open, Reason.TOO_DEEP);
      return Optional.empty();
    }
    SearchQuery inner = sideBySide(depth + 1);
    if (more()) {
      at++;
    } else {
      refuse(open, Reason.OPEN_PARENTHESIS);
    }
    return inner instanceof Everything ? Optional.empty() : Optional.of(inner);
  }

  private String quoted() {
    int close = text.indexOf('"', at + 1);
    if (close < 0) {
      refuse(at, Reason.OPEN_QUOTE);
      close = text.length();
    }
    String inside = text.substring(at + 1, close);
    at = Math.min(close + 1, text.length());
    return inside;
  }

  /** Over what no word begins with, to a word or to what ends one. */
  private void skipSigns() {
    while (at < text.length()
        && !isDelimiter(text.charAt(at))
        && !QueryText.isWordly(text.codePointAt(at))) {
      if (text.charAt(at) == '*') {
        refuse(at, Reason.WILDCARD);
      }
      at += Character.charCount(text.codePointAt(at));
    }
  }

  private Optional<SearchQuery> filterOrWord() {
    int from = at;
    String run = run();
    int colon = run.indexOf(':');
    if (colon > 0) {
      String filter = run.substring(0, colon).toLowerCase(Locale.ROOT);
      switch (filter) {
        case "section", "source", "author", "topic", "lang", "before", "after", "date" -> {
          return filter(filter, from, from + colon + 1);
        }
        default -> {}
      }
    }
    return word(from, run);
  }

  private Optional<SearchQuery> filter(String filter, int from, int valueFrom) {
    at = valueFrom;
    boolean whole = at < text.length() && text.charAt(at) == '"';
    String value = QueryText.trimmed(whole ? quoted() : run());
    if (value.isEmpty()) {
      refuse(from, Reason.NO_VALUE);
      return Optional.empty();
    }
    return switch (filter) {
      case "lang" -> language(from, value);
      case "before", "after", "date" -> dated(from, filter, value);
      default -> {
        var name = SearchQuery.Name.valueOf(filter.toUpperCase(Locale.ROOT));
        yield leaf(from, value, text -> new Named(name, text, whole));
      }
    };
  }

  private Optional<SearchQuery> language(int from, String value) {
    if (!LANGUAGE.matcher(value).matches()) {
      refuse(from, Reason.BAD_LANGUAGE);
      return Optional.empty();
    }
    return counted(from, new InLanguage(value));
  }

  private Optional<SearchQuery> dated(int from, String filter, String value) {
    Optional<Dated> dated = Dates.read(filter, value);
    if (dated.isEmpty()) {
      refuse(from, Reason.BAD_DATE);
    }
    return dated.flatMap(days -> counted(from, days));
  }

  private Optional<SearchQuery> word(int from, String run) {
    int end = run.length();
    while (end > 0 && !QueryText.isWordly(run.codePointBefore(end))) {
      end -= Character.charCount(run.codePointBefore(end));
    }
    String bare = run.substring(0, end);
    boolean open = run.indexOf('*', end) >= 0;
    if (open && canBePrefix(bare)) {
      return leaf(from, bare, Prefix::new);
    }
    if (open || bare.indexOf('*') >= 0) {
      refuse(from, Reason.WILDCARD);
    }
    return leaf(from, bare, Word::new);
  }

  private static boolean canBePrefix(String word) {
    List<Token> tokens = Wording.PLAIN.tokens(QueryText.trimmed(word));
    return tokens.size() == 1 && tokens.getFirst().term().length() >= SHORTEST_PREFIX;
  }

  private Optional<SearchQuery> leaf(int from, String typed, Function<String, SearchQuery> kind) {
    String trimmed = QueryText.trimmed(typed);
    return Wording.PLAIN.tokens(trimmed).isEmpty()
        ? Optional.empty()
        : counted(from, kind.apply(trimmed));
  }

  private Optional<SearchQuery> counted(int from, SearchQuery leaf) {
    if (++clauses > SearchQuery.MOST_CLAUSES) {
      refuse(from, Reason.TOO_MANY_CLAUSES);
      return Optional.empty();
    }
    return Optional.of(leaf);
  }

  /** Takes an operator that something follows. */
  private boolean joinedBy(String operator) {
    if (!operator(operator)) {
      return false;
    }
    boolean followed = more() && text.charAt(at) != ')';
    if (!followed) {
      refuse(at - 1, Reason.DANGLING_OPERATOR);
    }
    return followed;
  }

  /** Takes an operator in capitals that stands alone. */
  private boolean operator(String name) {
    if (!more() || !text.startsWith(name, at)) {
      return false;
    }
    int end = at + name.length();
    if (end < text.length() && !isDelimiter(text.charAt(end))) {
      return false;
    }
    at = end;
    return true;
  }

  private String run() {
    int from = at;
    while (at < text.length() && !isDelimiter(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  /** Steps over spaces; whether anything is left. */
  private boolean more() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length();
  }

  private static boolean isDelimiter(char c) {
    return c == ' ' || c == '"' || c == '(' || c == ')';
  }

  private void refuse(int position, Reason reason) {
    if (first == null) {
      first = new QueryError(position, reason);
    }
  }
}
