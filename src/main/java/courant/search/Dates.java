package courant.search;

import courant.search.SearchQuery.Dated;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code 2011}, {@code 2011-03}, {@code 2011-03-19} and {@code 2011..2013}. */
final class Dates {
  private static final Pattern DATE =
      Pattern.compile("(\\d{4})(?:[-/](\\d{1,2})(?:[-/](\\d{1,2}))?)?");

  private Dates() {}

  static Optional<Dated> read(String filter, String value) {
    String[] ends = westernDigits(value).split("\\.\\.", 2);
    Optional<Span> first = span(ends[0]);
    Optional<Span> last = ends.length == 2 ? span(ends[1]) : first;
    if (first.isEmpty() || last.isEmpty() || (ends.length == 2 && !filter.equals("date"))) {
      return Optional.empty();
    }
    LocalDate from = first.get().from();
    LocalDate until = last.get().until();
    return switch (filter) {
      case "before" -> Optional.of(new Dated(Optional.empty(), Optional.of(from)));
      case "after" -> Optional.of(new Dated(Optional.of(from), Optional.empty()));
      default ->
          from.isBefore(until)
              ? Optional.of(new Dated(Optional.of(from), Optional.of(until)))
              : Optional.empty();
    };
  }

  /** A year, month or day. */
  private record Span(LocalDate from, LocalDate until) {}

  private static Optional<Span> span(String date) {
    Matcher parts = DATE.matcher(date);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate from =
          LocalDate.of(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
      Period length =
          parts.group(2) == null
              ? Period.ofYears(1)
              : parts.group(3) == null ? Period.ofMonths(1) : Period.ofDays(1);
      // The year 9999 has no next one of four digits.
      return from.getYear() == 0 || from.getYear() == 9999
          ? Optional.empty()
          : Optional.of(new Span(from, from.plus(length)));
    } catch (DateTimeException notInTheCalendar) {
      return Optional.empty();
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 1 : Integer.parseInt(digits);
  }

  private static String westernDigits(String value) {
    StringBuilder western = new StringBuilder(value.length());
    value
        .codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(western::appendCodePoint);
    return western.toString();
  }
}
