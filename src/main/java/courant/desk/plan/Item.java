package courant.desk.plan;

import courant.story.StoryId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A story that is to come.
 *
 * @param section its name; may be empty
 * @param byline the first author's name; may be empty
 * @param when when it comes, as far as that is known
 */
public record Item(StoryId story, String headline, String section, String byline, When when) {
  /** When a story comes. */
  public sealed interface When {
    /** By itself, at this instant and not before. */
    record At(Instant due) implements When {}

    /** It is meant for this day, if it is ready. */
    record On(LocalDate day) implements When {}

    /** Nobody has said. */
    record Sometime() implements When {}
  }

  /** Whether it goes out by itself. */
  public boolean scheduled() {
    return when instanceof When.At;
  }

  /** On which day; empty if nobody has said. */
  public Optional<LocalDate> day(ZoneId zone) {
    return switch (when) {
      case When.At(var due) -> Optional.of(due.atZone(zone).toLocalDate());
      case When.On(var day) -> Optional.of(day);
      case When.Sometime _ -> Optional.empty();
    };
  }
}
