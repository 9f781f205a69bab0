package courant.syndication.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the dates of one document, and tells which of them cannot be right. */
record Dating(Instant now, Faults faults) {
  private static final Duration AHEAD = Duration.ofDays(2);
  private static final Pattern YEAR_0 = Pattern.compile("(?:.*\\D)?0000(?:-.*|\\D.*\\d:.*)?");

  /** The first of the named fields that holds a date. */
  Optional<Instant> first(Fields fields, String... names) {
    for (String name : names) {
      String text = fields.text(name);
      Optional<Instant> date = text.isEmpty() ? Optional.empty() : read(text);
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  /** A date; one that lies ahead is given, but told. */
  Optional<Instant> read(String text) {
    Optional<Instant> date = FeedDate.read(text);
    if (date.isEmpty()) {
      faults.add(
          YEAR_0.matcher(text).matches() ? "date in year 0" : "date that cannot be read", text);
    } else if (date.get().isAfter(now.plus(AHEAD))) {
      faults.add("date in the future", text);
    }
    return date;
  }
}
