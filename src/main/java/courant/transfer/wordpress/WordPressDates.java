package courant.transfer.wordpress;

import courant.transfer.xml.XmlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Dates as WordPress writes them: GMT where it knows it, local time where not, zeros for none. How
 * far the site's clock is from GMT shows where both are given, and helps where one is missing.
 */
final class WordPressDates {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** No time zone is further away. */
  private static final Duration FURTHEST = Duration.ofHours(15);

  private Duration ahead = Duration.ZERO;

  Optional<Instant> published(XmlNode item) {
    return of(item.text("post_date_gmt"), item.text("pubDate"), item.text("post_date"));
  }

  Optional<Instant> updated(XmlNode item) {
    return of(item.text("post_modified_gmt"), "", item.text("post_modified"));
  }

  /** The first of these that is a date. */
  Optional<Instant> of(String gmt, String mailDate, String local) {
    Optional<Instant> atGmt = parse(gmt);
    Optional<Instant> atLocal = parse(local);
    if (atGmt.isPresent() && atLocal.isPresent()) {
      Duration apart = Duration.between(atGmt.get(), atLocal.get());
      ahead = apart.abs().compareTo(FURTHEST) < 0 ? apart : ahead;
    }
    return atGmt.or(() -> rfc822(mailDate)).or(() -> atLocal.map(instant -> instant.minus(ahead)));
  }

  private static Optional<Instant> parse(String date) {
    try {
      return date.isEmpty() || date.startsWith("0000")
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(date, WRITTEN).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> rfc822(String date) {
    try {
      Instant instant = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return instant.getEpochSecond() <= 0 ? Optional.empty() : Optional.of(instant);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
