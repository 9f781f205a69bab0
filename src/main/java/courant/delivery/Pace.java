package courant.delivery;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How often a list is mailed. */
public enum Pace {
  /** Each story by itself, as it is published. */
  ONCE,
  DAILY,
  WEEKLY;

  /** Its lower-case name, as in tables and forms. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The pace with this word. */
  public static Optional<Pace> of(String word) {
    return Stream.of(values()).filter(pace -> pace.word().equals(word)).findFirst();
  }
}
