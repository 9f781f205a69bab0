package courant.syndication.feed;

import courant.syndication.feed.Feed.Rhythm;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.nodes.Element;

/** Reads how often a channel wants to be fetched. */
final class Pace {
  private static final int MAX_MINUTES = 60 * 24 * 366;

  private Pace() {}

  static Rhythm of(Fields channel) {
    Optional<Duration> interval =
        number(channel.text("ttl"))
            .filter(minutes -> minutes > 0 && minutes <= MAX_MINUTES)
            .map(Duration::ofMinutes);
    Set<Integer> hours = new TreeSet<>();
    for (Element element : channel.all("skiphours")) {
      for (Element hour : channel.inside(element).all("hour")) {
        number(Fields.text(hour)).filter(h -> h >= 0 && h <= 24).ifPresent(h -> hours.add(h % 24));
      }
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Element element : channel.all("skipdays")) {
      for (Element day : channel.inside(element).all("day")) {
        String name = Fields.text(day).toUpperCase(Locale.ROOT);
        Arrays.stream(DayOfWeek.values()).filter(d -> d.name().equals(name)).forEach(days::add);
      }
    }
    return new Rhythm(interval.or(() -> period(channel)), Set.copyOf(hours), Set.copyOf(days));
  }

  /** {@code sy:updatePeriod}, so many times in it. */
  private static Optional<Duration> period(Fields channel) {
    int days =
        switch (channel.text("sy:updateperiod").toLowerCase(Locale.ROOT)) {
          case "daily" -> 1;
          case "weekly" -> 7;
          case "monthly" -> 30;
          case "yearly" -> 365;
          default -> 0;
        };
    boolean hourly = channel.text("sy:updateperiod").equalsIgnoreCase("hourly");
    Duration period = hourly ? Duration.ofHours(1) : Duration.ofDays(days);
    int times = Math.max(1, number(channel.text("sy:updatefrequency")).orElse(1));
    return period.isZero() ? Optional.empty() : Optional.of(period.dividedBy(times));
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
