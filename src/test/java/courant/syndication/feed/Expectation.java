package courant.syndication.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions in which the feedparser project states what it expects of a feed: comparisons of
 * a path such as {@code entries[0]['title']} with a literal, joined by {@code and}.
 *
 * @param path the steps, such as {@code entries, 0, title}
 * @param wanted a String, a Long, a List of them, or null for {@code None}
 */
record Expectation(List<String> path, Object wanted) {
  /** What this reader of Python does not know. */
  static final class Unsupported extends RuntimeException {
    Unsupported(String what) {
      super(what);
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<string>u?(?:'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"))"
              + "|(?<number>-?\\d+(?:\\.\\d+)?)|(?<name>\\w+)|(?<sign>==|[\\[\\](),.]))");

  /** The comparisons of one expression; {@code bozo} alone is a path with the wish for 1 or 0. */
  static List<Expectation> parse(String expression) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    int at = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group().strip());
      at = matcher.end();
      matcher.region(at, expression.length());
    }
    if (!expression.substring(at).isBlank()) {
      throw new Unsupported(expression);
    }
    return new Parsing(tokens).all();
  }

  private static final class Parsing {
    private final List<String> tokens;
    private int at;

    Parsing(List<String> tokens) {
      this.tokens = tokens;
    }

    List<Expectation> all() {
      List<Expectation> all = new ArrayList<>();
      do {
        all.addAll(one());
      } while (skip("and"));
      if (at < tokens.size()) {
        throw new Unsupported(tokens.get(at));
      }
      return all;
    }

    private List<Expectation> one() {
      if (skip("(")) {
        List<Expectation> inner = one();
        expect(")");
        return inner;
      }
      if (skip("not")) {
        return List.of(new Expectation(path(), 0L));
      }
      List<String> path = path();
      if (!skip("==")) {
        return List.of(new Expectation(path, 1L));
      }
      return List.of(new Expectation(path, literal()));
    }

    private List<String> path() {
      List<String> path = new ArrayList<>(List.of(name()));
      while (at < tokens.size()) {
        if (skip(".")) {
          path.add(name());
        } else if (skip("[")) {
          path.add(String.valueOf(literal()));
          expect("]");
        } else {
          break;
        }
      }
      return path;
    }

    private String name() {
      String token = next();
      if (!token.matches("[A-Za-z_]\\w*")) {
        throw new Unsupported(token);
      }
      return token;
    }

    private Object literal() {
      String token = next();
      if (token.equals("(")) {
        List<Object> tuple = new ArrayList<>();
        while (!skip(")")) {
          tuple.add(literal());
          skip(",");
        }
        return tuple;
      }
      return switch (token) {
        case "None" -> null;
        case "True" -> 1L;
        case "False" -> 0L;
        case String s when s.matches("-?\\d+") -> Long.valueOf(s);
        case String s when s.matches("u?['\"].*") -> unescape(s.replaceFirst("^u", ""));
        default -> throw new Unsupported(token);
      };
    }

    private String next() {
      if (at == tokens.size()) {
        throw new Unsupported("end");
      }
      return tokens.get(at++);
    }

    private boolean skip(String token) {
      boolean there = at < tokens.size() && tokens.get(at).equals(token);
      at += there ? 1 : 0;
      return there;
    }

    private void expect(String token) {
      if (!skip(token)) {
        throw new Unsupported("no " + token);
      }
    }
  }

  private static String unescape(String literal) {
    Matcher escape =
        Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|U(\\p{XDigit}{8})|x(\\p{XDigit}{2})|(.))")
            .matcher(literal.substring(1, literal.length() - 1));
    return escape.replaceAll(
        m ->
            Matcher.quoteReplacement(
                m.group(4) == null
                    ? Character.toString(
                        Integer.parseInt(
                            m.group(1) != null
                                ? m.group(1)
                                : m.group(2) != null ? m.group(2) : m.group(3),
                            16))
                    : switch (m.group(4)) {
                      case "n" -> "\n";
                      case "t" -> "\t";
                      default -> m.group(4);
                    }));
  }
}
