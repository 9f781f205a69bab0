package courant.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The hours of readers, over changes of their clocks and absences of ours. */
class ScheduleTest {
  private static Instant at(String instant) {
    return Instant.parse(instant);
  }

  private static Schedule daily(int hour, String zone) {
    return new Schedule(DayOfWeek.FRIDAY, hour, ZoneId.of(zone));
  }

  @Test
  void aDayIsFromOneHourOfTheReadersToTheNextWhateverTheClocksDo() {
    assertThat(
            daily(7, "Europe/Paris")
                .due(Pace.DAILY, at("2026-10-25T05:00:00Z"), at("2026-10-25T06:00:01Z")))
        .as("a day of 25 hours")
        .contains(new Schedule.Stretch(at("2026-10-24T05:00:00Z"), at("2026-10-25T06:00:00Z")));
    assertThat(
            daily(2, "Europe/Paris")
                .due(Pace.DAILY, at("2026-03-28T12:00:00Z"), at("2026-03-29T12:00:00Z")))
        .as("an hour that is skipped is the next")
        .map(Schedule.Stretch::until)
        .contains(at("2026-03-29T01:00:00Z"));
  }

  @Test
  void hoursMissedCountAsOne() {
    assertThat(
            daily(7, "UTC").due(Pace.DAILY, at("2026-11-20T07:00:05Z"), at("2026-11-23T08:00:00Z")))
        .contains(new Schedule.Stretch(at("2026-11-20T07:00:00Z"), at("2026-11-23T07:00:00Z")));
    assertThat(
            daily(7, "UTC").due(Pace.DAILY, at("2026-11-23T08:00:00Z"), at("2026-11-20T07:00:00Z")))
        .as("a clock set back")
        .isEmpty();
  }

  @Test
  void aWeekIsFromTheReadersDayToTheNext() {
    assertThat(
            daily(18, "Africa/Tripoli")
                .due(Pace.WEEKLY, at("2026-11-26T00:00:00Z"), at("2026-11-28T00:00:00Z")))
        .contains(new Schedule.Stretch(at("2026-11-20T16:00:00Z"), at("2026-11-27T16:00:00Z")));
    assertThat(daily(18, "UTC").due(Pace.ONCE, Instant.EPOCH, Instant.now())).isEmpty();
  }

  /** However often we look, the stretches join without gap or overlap. */
  @Property(tries = 200)
  void stretchesJoin(
      @ForAll @IntRange(max = 23) int hour,
      @ForAll @IntRange(min = 5, max = 4_000) int minutes,
      @ForAll boolean weekly) {
    Schedule schedule = daily(hour, "America/Santiago");
    Pace pace = weekly ? Pace.WEEKLY : Pace.DAILY;
    List<Schedule.Stretch> all = new ArrayList<>();
    Instant last = at("2026-03-20T00:00:00Z");
    for (Instant now = last; now.isBefore(at("2026-04-30T00:00:00Z")); last = now) {
      now = now.plus(Duration.ofMinutes(minutes));
      Optional<Schedule.Stretch> due = schedule.due(pace, last, now);
      due.ifPresent(all::add);
      due.ifPresent(stretch -> assertThat(schedule.has(pace, stretch)).isTrue());
    }
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).since()).isEqualTo(all.get(i - 1).until());
    }
    assertThat(all).isNotEmpty();
  }

  @Test
  void onlyRealTimesAreTaken() {
    assertThat(Schedule.typed("7", "23", " Asia/Kathmandu ")).isPresent();
    assertThat(Schedule.typed("8", "7", "UTC")).isEmpty();
    assertThat(Schedule.typed("1", "24", "UTC")).isEmpty();
    assertThat(Schedule.typed("1", "7", "Nowhere/City")).isEmpty();
    assertThat(Schedule.typed("one", "7", "UTC")).isEmpty();
  }
}
