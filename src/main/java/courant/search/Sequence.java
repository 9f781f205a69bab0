package courant.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Terms that must follow each other.
 *
 * @param offsets of each term, in words from the first
 */
record Sequence(List<String> terms, List<Integer> offsets) {
  /** The words of a text, folded. */
  static Sequence words(String text) {
    return of(Wording.PLAIN, text, token -> !token.stem());
  }

  /** The stems of a text in one language. */
  static Sequence stems(Wording wording, String text) {
    return of(wording, text, Token::stem);
  }

  private static Sequence of(Wording wording, String text, Predicate<Token> wanted) {
    List<Token> tokens = wording.tokens(text);
    Set<Integer> paired = new HashSet<>();
    for (Token token : tokens) {
      if (token.pair()) {
        paired.add(token.position());
        paired.add(token.position() + 1);
      }
    }
    List<String> terms = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int first = tokens.isEmpty() ? 0 : tokens.getFirst().position();
    for (Token token : tokens) {
      // Pairs say all that the characters they are made of would say.
      if (wanted.test(token) && !(token.single() && paired.contains(token.position()))) {
        terms.add(token.term());
        offsets.add(token.position() - first);
      }
    }
    return new Sequence(List.copyOf(terms), List.copyOf(offsets));
  }

  Sequence map(UnaryOperator<String> change) {
    return new Sequence(terms.stream().map(change).toList(), offsets);
  }

  /** Those of its terms that stand side by side. */
  List<Pair> pairs() {
    return IntStream.range(1, size())
        .filter(i -> offsets.get(i) - offsets.get(i - 1) == 1)
        .mapToObj(i -> new Pair(terms.get(i - 1), terms.get(i)))
        .toList();
  }

  /** The first term alone. */
  Sequence first() {
    return new Sequence(terms.subList(0, 1), List.of(0));
  }

  int size() {
    return terms.size();
  }
}
