package courant.syndication.change;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a source's changes to stories that the desk has not touched; of others it is
 * always asked.
 *
 * @param revisits whether the pages of its stories are looked at again
 */
public record ChangeRule(Rewrites rewrites, Withdrawals withdrawals, boolean revisits) {
  /** What becomes of a text that changed. */
  public enum Rewrites {
    /** Taken over at once; readers are told where the source itself calls it a correction. */
    APPLY,
    /** Taken over at once, and readers are told. */
    TELL,
    /** Shown to the desk. */
    ASK,
    IGNORE;

    /** How it is written in the database and in forms. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    public static Optional<Rewrites> of(String word) {
      return Arrays.stream(values()).filter(known -> known.word().equals(word)).findFirst();
    }
  }

  /** What becomes of a story that the source took back. */
  public enum Withdrawals {
    /** Withdrawn here, too, and readers are told. */
    APPLY,
    /** Shown to the desk. */
    ASK,
    IGNORE;

    /** How it is written in the database and in forms. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    public static Optional<Withdrawals> of(String word) {
      return Arrays.stream(values()).filter(known -> known.word().equals(word)).findFirst();
    }
  }

  /** Of a source that nobody made a rule for. */
  public static final ChangeRule CAREFUL = new ChangeRule(Rewrites.ASK, Withdrawals.ASK, true);
}
