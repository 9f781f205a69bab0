package courant.delivery;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a reader wants mail.
 *
 * @param weekday of what comes weekly
 * @param hour of the reader's day, 0 to 23; one that a change of the clocks skips is the next
 */
public record Schedule(DayOfWeek weekday, int hour, ZoneId zone) {
  /** Breakfast; the week ends before the weekend. */
  private static final int BREAKFAST = 7;

  public Schedule {
    if (hour < 0 || hour > 23) {
      throw new IllegalArgumentException("a day has hours from 0 to 23");
    }
  }

  /** What holds until the reader says otherwise. */
  public static Schedule usual(ZoneId zone) {
    return new Schedule(DayOfWeek.FRIDAY, BREAKFAST, zone);
  }

  /** What was typed into a form, if it is a time. */
  public static Optional<Schedule> typed(String weekday, String hour, String zone) {
    try {
      return Optional.of(
          new Schedule(
              DayOfWeek.of(Integer.parseInt(weekday)),
              Integer.parseInt(hour),
              ZoneId.of(zone.strip())));
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** A stretch of time: after {@code since}, up to and with {@code until}. */
  public record Stretch(Instant since, Instant until) {
    boolean has(Instant instant) {
      return instant.isAfter(since) && !instant.isAfter(until);
    }
  }

  /**
   * What is to be sent if a plan was last made at one instant and is made again at another: from
   * the last hour that was planned for up to the newest. Hours missed in between count as one.
   *
   * @return empty if no hour came meanwhile, or each story goes out by itself
   */
  public Optional<Stretch> due(Pace pace, Instant last, Instant now) {
    if (pace == Pace.ONCE || !last.isBefore(now)) {
      return Optional.empty();
    }
    Instant until = latest(pace, now);
    return until.isAfter(last)
        ? Optional.of(new Stretch(latest(pace, last), until))
        : Optional.empty();
  }

  /** Whether both ends of a stretch are hours of this schedule: whether its mail is due then. */
  boolean has(Pace pace, Stretch stretch) {
    return latest(pace, stretch.since()).equals(stretch.since())
        && latest(pace, stretch.until()).equals(stretch.until());
  }

  private Instant latest(Pace pace, Instant upTo) {
    LocalDate day = upTo.atZone(zone).toLocalDate();
    while (!fits(pace, day) || at(day).toInstant().isAfter(upTo)) {
      day = day.minusDays(1);
    }
    return at(day).toInstant();
  }

  private boolean fits(Pace pace, LocalDate day) {
    return pace != Pace.WEEKLY || day.getDayOfWeek() == weekday;
  }

  private ZonedDateTime at(LocalDate day) {
    return ZonedDateTime.of(day, LocalTime.of(hour, 0), zone);
  }
}
