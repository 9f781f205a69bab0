package courant.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Hours of a reader's day in which nothing rings.
 *
 * @param begins full hour, 0 to 23
 * @param ends full hour, 0 to 23; before {@code begins} if midnight lies between
 */
public record QuietHours(int begins, int ends, ZoneId zone) {
  public QuietHours {
    if (begins < 0 || begins > 23 || ends < 0 || ends > 23) {
      throw new IllegalArgumentException("a day has hours from 0 to 23");
    }
  }

  /** What was typed into a form, if it is a time. */
  public static Optional<QuietHours> typed(String begins, String ends, String zone) {
    try {
      return Optional.of(
          new QuietHours(
              Integer.parseInt(begins), Integer.parseInt(ends), ZoneId.of(zone.strip())));
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** When what would come at an instant may ring: then, or when the quiet hours around it end. */
  public Instant after(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    int hour = local.getHour();
    boolean quiet = begins <= ends ? hour >= begins && hour < ends : hour >= begins || hour < ends;
    if (!quiet) {
      return at;
    }
    ZonedDateTime end = ZonedDateTime.of(local.toLocalDate(), LocalTime.of(ends, 0), zone);
    return (end.toInstant().isAfter(at) ? end : end.plusDays(1)).toInstant();
  }
}
