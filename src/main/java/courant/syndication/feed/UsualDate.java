package courant.syndication.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The two forms that nearly all feeds use, read without regular expressions: {@code
 * 2026-01-05T10:00:00Z} and {@code Mon, 05 Jan 2026 10:00:00 +0000}.
 */
final class UsualDate {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private UsualDate() {}

  /** The instant; null for any other form, which may yet be a date. */
  static @Nullable Instant read(String text) {
    try {
      if (text.length() >= 20 && text.charAt(4) == '-' && text.charAt(10) == 'T') {
        return at(number(text, 0, 4), number(text, 5, 2), 8, 11, 19, text);
      }
      if (text.length() >= 28 && text.charAt(3) == ',' && text.charAt(16) == ' ') {
        int month = MONTHS.indexOf(text.substring(8, 11));
        boolean spaced = text.charAt(4) == ' ' && text.charAt(7) == ' ' && text.charAt(11) == ' ';
        return spaced && month % 3 == 0
            ? at(number(text, 12, 4), month / 3 + 1, 5, 17, 26, text)
            : null;
      }
      return null;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Instant at(
      int year, int month, int day, int time, int zone, String text) {
    if (text.charAt(time + 2) != ':' || text.charAt(time + 5) != ':') {
      return null;
    }
    int offset = offset(text, zone);
    return offset == Integer.MIN_VALUE
        ? null
        : LocalDateTime.of(
                year,
                month,
                number(text, day, 2),
                number(text, time, 2),
                number(text, time + 3, 2),
                number(text, time + 6, 2))
            .toInstant(ZoneOffset.ofTotalSeconds(offset));
  }

  /** In seconds; the least integer for what is not plainly one. */
  private static int offset(String text, int at) {
    String zone = text.substring(at);
    if (zone.equals("Z") || zone.equals("GMT")) {
      return 0;
    }
    char sign = zone.charAt(0);
    boolean colon = zone.length() == 6 && zone.charAt(3) == ':';
    if (sign != '+' && sign != '-' || !colon && zone.length() != 5) {
      return Integer.MIN_VALUE;
    }
    int seconds = 3600 * number(zone, 1, 2) + 60 * number(zone, colon ? 4 : 3, 2);
    return sign == '-' ? -seconds : seconds;
  }

  private static int number(String text, int at, int length) {
    int number = 0;
    for (int i = at; i < at + length; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new NumberFormatException(text);
      }
      number = 10 * number + c - '0';
    }
    return number;
  }
}
