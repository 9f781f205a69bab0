package courant;

import java.util.Locale;

/**
 * What the doctor found about one thing.
 *
 * @param advice what to do; empty if nothing
 */
record Finding(Grade grade, String about, String found, String advice) {
  /** How bad it is. */
  enum Grade {
    OK,
    /** May be meant so. */
    LOOK,
    WRONG
  }

  static Finding ok(String about, String found) {
    return new Finding(Grade.OK, about, found, "");
  }

  static Finding look(String about, String found, String advice) {
    return new Finding(Grade.LOOK, about, found, advice);
  }

  static Finding wrong(String about, String found, String advice) {
    return new Finding(Grade.WRONG, about, found, advice);
  }

  /** What an exception says, in place of a finding of ours. */
  static Finding wrong(String about, Exception failure, String advice) {
    return wrong(about, String.valueOf(failure.getMessage()), advice);
  }

  /** One line, and one more with what to do. */
  String lines() {
    String line = "%-6s %-9s %s%n".formatted(grade.name().toLowerCase(Locale.ROOT), about, found);
    return advice.isEmpty() ? line : line + "%-16s → %s%n".formatted("", advice);
  }
}
