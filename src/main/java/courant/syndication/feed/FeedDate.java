package courant.syndication.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates as feeds have them: RFC 822 with its obsolete zones and two-digit years, RFC 3339 and
 * W3CDTF of any precision, asctime, names of months in many languages, seconds since 1970. What has
 * no zone is UTC; what is no date is empty.
 */
public final class FeedDate {
  private static final int MAX_LENGTH = 120;
  private static final Instant FIRST = startOf(LocalDate.of(1, 1, 1));
  private static final Instant END = startOf(LocalDate.of(10_000, 1, 1));

  private record Form(Pattern pattern, Function<MatchResult, @Nullable Instant> reading) {}

  private static final List<Form> FORMS =
      List.of(
          // Thu, 01 Jan 2004 19:48:21 GMT; 1er janvier 2004; , 29 Ιούλ 2004 12:53
          form(
              "(?:[\\p{L}\\p{M}.]+\\s*,?\\s*|,\\s*)?(\\d{1,2})(?:st|nd|rd|th|er|\\.)?[\\s-]+"
                  + "(?:de\\s+)?([\\p{L}\\p{M}]+)\\.?(?:\\s+de)?[\\s,-]+(\\d{2,4})\\b(.*)",
              m -> at(year(m.group(3)), month(m.group(2)), m.group(1), m.group(4))),
          form("(\\d{9,10})(\\d{3})?", m -> Instant.ofEpochSecond(Long.parseLong(m.group(1)))),
          // 2003-12-31T10:14:55Z; 2004-1-5; 2004년 5월 28일; 2004. 5. 25.; 2004-július-13T9:15
          form(
              "(\\d{4})[\\s./年년-]+([\\p{L}\\p{M}]+|\\d{1,2})[\\s./月월-]+(\\d{1,2})(?!\\d)"
                  + "[\\s./日일]*(.*)",
              m -> at(number(m.group(1)), month(m.group(2)), m.group(3), m.group(4))),
          form("(\\d{4})-(\\d{3})((?!\\d).*)", FeedDate::dayOfYear),
          // 2003-12; 2003; 20031231T101455
          form(
              "(\\d{4})(?:-?(\\d{2})(?:-?(\\d{2}))?)?((?!\\d).*)?",
              m -> at(number(m.group(1)), or1(m.group(2)), m.group(3), m.group(4))),
          // January 5, 2004 3:15 pm
          form(
              "(?:[\\p{L}.]+\\s*,?\\s+)?([\\p{L}\\p{M}]+)\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+"
                  + "(\\d{4})\\b,?(.*)",
              m -> at(number(m.group(3)), month(m.group(1)), m.group(2), m.group(4))),
          // Thu Jan  1 19:48:21 EST 2004
          form(
              "(?:[\\p{L}.]+\\s+)?([\\p{L}\\p{M}]+)\\s+(\\d{1,2})\\s+(\\d.*?)\\s+(\\d{4})",
              m -> at(number(m.group(4)), month(m.group(1)), m.group(2), m.group(3))),
          form("(\\d{1,2})([./])(\\d{1,2})\\2(\\d{4})(.*)", FeedDate::numbers));

  private FeedDate() {}

  private static Form form(String pattern, Function<MatchResult, @Nullable Instant> reading) {
    return new Form(Pattern.compile(pattern), reading);
  }

  /**
   * Reads one date.
   *
   * @return the instant; empty if it cannot be made out, or lies before year 1 or after 9999
   */
  public static Optional<Instant> read(String given) {
    String text = given.strip();
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Instant usual = UsualDate.read(text);
    if (usual != null && !usual.isBefore(FIRST)) {
      return Optional.of(usual);
    }
    for (Form form : FORMS) {
      Matcher matcher = form.pattern.matcher(text);
      if (matcher.matches()) {
        Instant instant = sound(form, matcher);
        if (instant != null) {
          return Optional.of(instant);
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Instant sound(Form form, MatchResult match) {
    try {
      Instant instant = form.reading.apply(match);
      return instant == null || instant.isBefore(FIRST) || !instant.isBefore(END) ? null : instant;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  /** The month is 0 if unknown, which no calendar has. */
  private static @Nullable Instant at(
      int year, int month, @Nullable String day, @Nullable String rest) {
    LocalDate date = LocalDate.of(year, month, or1(day));
    DayTime time = DayTime.read(rest == null ? "" : rest);
    return time == null ? null : time.on(date);
  }

  private static @Nullable Instant dayOfYear(MatchResult match) {
    LocalDate date = LocalDate.ofYearDay(number(match.group(1)), number(match.group(2)));
    return at(date.getYear(), date.getMonthValue(), "" + date.getDayOfMonth(), match.group(3));
  }

  /** Day and month in figures: with dots the day is first, with slashes only if it must be. */
  private static @Nullable Instant numbers(MatchResult match) {
    int first = number(match.group(1));
    int second = number(match.group(3));
    boolean dayFirst = match.group(2).equals(".") || first > 12;
    if (!dayFirst && second <= 12 && first != second) {
      return null;
    }
    return at(
        number(match.group(4)),
        dayFirst ? second : first,
        "" + (dayFirst ? first : second),
        match.group(5));
  }

  /** RFC 2822 §4.3: two digits below 50 are of this century, three are counted from 1900. */
  private static int year(String digits) {
    int year = number(digits);
    return digits.length() == 2 && year < 50
        ? 2000 + year
        : digits.length() < 4 ? 1900 + year : year;
  }

  private static int month(String nameOrNumber) {
    return Character.isDigit(nameOrNumber.charAt(0))
        ? number(nameOrNumber)
        : MonthNames.number(nameOrNumber);
  }

  private static int or1(@Nullable String digits) {
    return digits == null ? 1 : number(digits);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static Instant startOf(LocalDate date) {
    return date.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
