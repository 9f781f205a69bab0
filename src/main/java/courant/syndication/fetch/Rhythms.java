package courant.syndication.fetch;

import courant.syndication.feed.Feed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides when a feed is fetched again: twice as often as it has news, no more than it allows. */
public final class Rhythms {
  static final Duration UNKNOWN = Duration.ofHours(1);
  static final Duration LONGEST = Duration.ofDays(1);
  private static final int HOURS_OF_WEEK = 168;

  /** Numbers that follow each other, multiplied by it, are spread evenly. */
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final Duration shortest;

  /**
   * @param shortest between two fetches of a feed, whatever it says of itself
   */
  public Rhythms(Duration shortest) {
    this.shortest = shortest;
  }

  /** Between two fetches of a feed, whatever it says of itself. */
  public Duration shortest() {
    return shortest;
  }

  /** The pause between two fetches, from what the feed asks for and how often it had news. */
  public Duration pause(Feed feed) {
    Duration asked = feed.rhythm().interval().orElse(shortest);
    Duration own = gap(feed).map(gap -> gap.dividedBy(2)).orElse(UNKNOWN);
    return bounded(own.compareTo(asked) > 0 ? own : asked);
  }

  /** The middle one of the times between its items; empty with fewer than two dates. */
  private static Optional<Duration> gap(Feed feed) {
    List<Instant> dates =
        feed.entries().stream().flatMap(entry -> entry.published().stream()).sorted().toList();
    List<Duration> gaps =
        IntStream.range(1, dates.size())
            .mapToObj(i -> Duration.between(dates.get(i - 1), dates.get(i)))
            .sorted()
            .toList();
    return gaps.isEmpty() ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2));
  }

  /**
   * What a feed's first pause is longer by, so that those that were added together are not asked
   * together for ever after: less than a pause, and always the same of one feed.
   */
  public static Duration spread(long feed, Duration pause) {
    double share = ((feed * GOLDEN_RATIO) >>> 11) * 0x1.0p-53;
    return Duration.ofMillis((long) (pause.toMillis() * share));
  }

  private Duration bounded(Duration pause) {
    return pause.compareTo(shortest) < 0
        ? shortest
        : pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /** The pause after so many failures in a row: twice as long each time, at most a day. */
  public Duration afterFailures(PartnerFeed.State state) {
    return bounded(state.pause().multipliedBy(1L << Math.min(state.failures(), 10)));
  }

  /** The first hour from an instant on in which the feed does not say that it has no news. */
  public static Instant awake(Feed.Rhythm rhythm, Instant from) {
    ZonedDateTime hour = from.atZone(ZoneOffset.UTC);
    for (int skipped = 0; skipped < HOURS_OF_WEEK; skipped++) {
      if (!rhythm.skipHours().contains(hour.getHour())
          && !rhythm.skipDays().contains(hour.getDayOfWeek())) {
        return hour.toInstant();
      }
      hour = hour.truncatedTo(ChronoUnit.HOURS).plusHours(1);
    }
    return from;
  }
}
