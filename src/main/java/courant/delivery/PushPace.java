package courant.delivery;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How soon a reader is notified of something followed; the first is the soonest. */
public enum PushPace {
  /** Each story as it is published. */
  ONCE,
  /** What came in an hour, together. */
  HOURLY,
  /** Only what the desk sends as breaking news. */
  BREAKING;

  /** Its lower-case name, as in tables and forms. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The pace with this word. */
  public static Optional<PushPace> of(String word) {
    return Stream.of(values()).filter(pace -> pace.word().equals(word)).findFirst();
  }
}
