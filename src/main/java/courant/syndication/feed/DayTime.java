package courant.syndication.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows the day in a date: the time and its zone.
 *
 * @param nextDay for 24:00
 */
record DayTime(LocalTime time, boolean nextDay, ZoneId zone) {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:at\\s+)?(?<before>오전|오후|上午|下午)?\\s*(?<hour>\\d{1,2})(?:[:.]|[時时点點시]\\s*)(?<minute>\\d{1,2})[分분]?"
              + "(?:(?:[:.]|(?<=[分분])\\s*)(?<second>\\d{1,2})[秒초]?(?:[.,](?<fraction>\\d+))?)?"
              + "\\s*(?<after>[AaPp]\\.?[Mm]\\b\\.?)?\\s*(?<zone>.*)");
  private static final Pattern BASIC_TIME =
      Pattern.compile(
          "(?<hour>\\d{2})(?<minute>\\d{2})?(?:(?<second>\\d{2})(?:[.,](?<fraction>\\d+))?)?"
              + "(?<before>)(?<after>)\\s*(?<zone>\\D.*)?");
  private static final Pattern OFFSET =
      Pattern.compile("(?:UTC|GMT|Z)?\\s*([+-])(\\d{1,2}):?(\\d{2})?\\b.*");

  /** Names of RFC 822 and of everyday use, in minutes from UTC. */
  private static final Map<String, Integer> ZONES =
      zones(
          """
          GMT 0 UT 0 UTC 0 Z 0 WET 0 EST -300 EDT -240 ET -300 CST -360 CDT -300 CT -360 MST -420
          MDT -360 MT -420 PST -480 PDT -420 PT -480 AKST -540 AKDT -480 HST -600 AST -240 ADT -180
          NST -210 NDT -150 BRT -180 WEST 60 BST 60 CET 60 MET 60 MEZ 60 CEST 120 MEST 120 MESZ 120
          EET 120 EEST 180 SAST 120 MSK 180 MSD 240 PKT 300 IST 330 ICT 420 WIB 420 HKT 480 SGT 480
          AWST 480 JST 540 KST 540 AEST 600 AEDT 660 NZST 720 NZDT 780
          """);

  private static Map<String, Integer> zones(String table) {
    Map<String, Integer> zones = new HashMap<>();
    String[] words = table.strip().split("\\s+");
    for (int i = 0; i < words.length; i += 2) {
      zones.put(words[i], Integer.valueOf(words[i + 1]));
    }
    return zones;
  }

  /**
   * Reads the rest of a date; midnight if there is no time.
   *
   * @throws DateTimeException if hour or minute are out of range
   */
  static @Nullable DayTime read(String rest) {
    String text = rest.strip();
    if (text.startsWith("T") || text.startsWith("t") || text.startsWith(",")) {
      text = text.substring(1).strip();
    }
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches() || matcher.usePattern(BASIC_TIME).matches()) {
      return of(matcher);
    }
    ZoneId zone = zone(text);
    return zone == null ? null : new DayTime(LocalTime.MIDNIGHT, false, zone);
  }

  private static DayTime of(Matcher matcher) {
    String half = group(matcher, "before") + group(matcher, "after");
    int hour = number(group(matcher, "hour"));
    if (!half.isEmpty()) {
      boolean afternoon = "오후下午".contains(half) || Character.toLowerCase(half.charAt(0)) == 'p';
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    LocalTime time =
        LocalTime.of(
            hour % 24,
            number(group(matcher, "minute")),
            Math.min(59, number(group(matcher, "second"))),
            nanos(group(matcher, "fraction")));
    if (hour > 24) {
      throw new DateTimeException("hour " + hour);
    }
    ZoneId zone = zone(group(matcher, "zone"));
    return new DayTime(time, hour == 24, zone == null ? ZoneOffset.UTC : zone);
  }

  private static String group(Matcher matcher, String name) {
    String group = matcher.group(name);
    return group == null ? "" : group;
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(String fraction) {
    return number((fraction + "0".repeat(9)).substring(0, 9));
  }

  /** UTC if nothing is said; null if it means nothing to us. */
  private static @Nullable ZoneId zone(String text) {
    String name = text.strip();
    if (name.isEmpty()) {
      return ZoneOffset.UTC;
    }
    Matcher offset = OFFSET.matcher(name);
    if (offset.matches()) {
      int minutes = 60 * Integer.parseInt(offset.group(2)) + number(group(offset, 3));
      return ZoneOffset.ofTotalSeconds(60 * (offset.group(1).equals("-") ? -minutes : minutes));
    }
    Integer minutes = ZONES.get(name.toUpperCase(Locale.ROOT).split("[\\s(;]", 2)[0]);
    if (minutes != null) {
      return ZoneOffset.ofTotalSeconds(60 * minutes);
    }
    try {
      return name.indexOf('/') > 0 ? ZoneId.of(name) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String group(Matcher matcher, int number) {
    String group = matcher.group(number);
    return group == null ? "" : group;
  }

  Instant on(LocalDate date) {
    return (nextDay ? date.plusDays(1) : date).atTime(time).atZone(zone).toInstant();
  }
}
