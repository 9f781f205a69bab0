package courant.search;

import java.util.Locale;

/**
 * Why a search cannot be saved.
 *
 * @param position where the fault begins, in {@code char}s from 0
 */
public record QueryError(int position, Reason reason) implements Parsed {
  /** What is wrong. */
  public enum Reason {
    EMPTY,
    TOO_LONG,
    TOO_MANY_CLAUSES,
    TOO_DEEP,
    /** Nothing in it that a story must have, so that nearly all stories would match. */
    BOUNDLESS,
    OPEN_QUOTE,
    OPEN_PARENTHESIS,
    STRAY_PARENTHESIS,
    DANGLING_OPERATOR,
    /** A {@code *} other than at the end of a word of three letters or more. */
    WILDCARD,
    NO_VALUE,
    BAD_DATE,
    BAD_LANGUAGE;

    /** Names the message that tells it. */
    public String key() {
      return "search.refused." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
