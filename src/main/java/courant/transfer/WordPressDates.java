package courant.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Dates as WordPress writes them: GMT where it knows it, local time where not, zeros for none. */
final class WordPressDates {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private WordPressDates() {}

  static Optional<Instant> published(XmlNode item) {
    return of(item.text("post_date_gmt"), item.text("post_date"))
        .or(() -> rfc822(item.text("pubDate")));
  }

  static Optional<Instant> updated(XmlNode item) {
    return of(item.text("post_modified_gmt"), item.text("post_modified"));
  }

  static Optional<Instant> of(String gmt, String local) {
    return parse(gmt).or(() -> parse(local));
  }

  private static Optional<Instant> parse(String date) {
    try {
      return date.isEmpty() || date.startsWith("0000")
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(date, LOCAL).toInstant(ZoneOffset.UTC));
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
