package courant.platform.i18n;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every text of the interface in one language. The files are {@code messages/<feature>_<language>
 * .properties}; {@code {0}} stands for what is filled in, and a counted text has a line for each of
 * the language's plural forms ({@code replies.one}, {@code replies.other}).
 */
public final class Texts {
  /** Languages with all texts; the first is what others fall back to. */
  public static final List<String> LANGUAGES = List.of("en", "ar", "fr", "es");

  /** Features that have texts. */
  public static final List<String> FEATURES =
      List.of(
          "api",
          "app",
          "correction",
          "desk",
          "fediverse",
          "figure",
          "hook",
          "inbox",
          "look",
          "masthead",
          "mail",
          "media",
          "my",
          "page",
          "passkey",
          "plan",
          "push",
          "reader",
          "reply",
          "search",
          "source",
          "staff",
          "topic",
          "wire",
          "write");

  private static final int MOST_REMEMBERED = 200;

  /** No more than some: partners' stories come in locales without number. */
  private static final LoadingCache<Locale, Texts> REMEMBERED =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(Texts::new);

  private static final Map<String, Map<String, String>> LINES = new ConcurrentHashMap<>();

  private final Locale locale;
  private final Map<String, String> lines;

  /** Kept, since to fit one to a language takes longer than to write a day with it. */
  private final DateTimeFormatter days;

  private final DateTimeFormatter moments;
  private final DateTimeFormatter times;

  private Texts(Locale locale) {
    this.locale = locale;
    this.days = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).localizedBy(locale);
    this.moments =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
            .localizedBy(locale);
    this.times = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).localizedBy(locale);
    this.lines =
        LINES.computeIfAbsent(
            LANGUAGES.contains(locale.getLanguage()) ? locale.getLanguage() : LANGUAGES.getFirst(),
            Texts::read);
  }

  /** The texts for a language, or English ones with that language's dates where there are none. */
  public static Texts in(Locale locale) {
    return REMEMBERED.get(locale);
  }

  /** BCP 47, for {@code lang}. */
  public String language() {
    return LANGUAGES.contains(locale.getLanguage()) ? locale.toLanguageTag() : LANGUAGES.getFirst();
  }

  /** {@code rtl} or {@code ltr}, for {@code dir}. */
  public String direction() {
    return direction(language());
  }

  /** The direction a language is written in. */
  public static String direction(String language) {
    return switch (Locale.forLanguageTag(language).getLanguage()) {
      case "ar", "fa", "he", "iw", "ur", "ps", "sd", "ug", "yi", "ji", "dv", "ckb" -> "rtl";
      default -> "ltr";
    };
  }

  /**
   * @throws IllegalArgumentException if there is no such text
   */
  public String say(String key, Object... values) {
    String line = lines.get(key);
    if (line == null) {
      throw new IllegalArgumentException("no text for " + key);
    }
    return fill(line, values);
  }

  /** A text that may not be there. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(lines.get(key));
  }

  /** A counted text: the number fills {@code {0}}. */
  public String count(String key, long number) {
    String exact = lines.get(key + "." + Plural.form(locale.getLanguage(), number));
    return exact == null ? say(key + ".other", number) : fill(exact, number);
  }

  /** A day as one reads it, such as 23 November 2026. */
  public String day(Instant instant, ZoneId zone) {
    return day(instant.atZone(zone).toLocalDate());
  }

  public String day(LocalDate day) {
    return days.format(day);
  }

  /** A day without its year, such as Nov 23. */
  public String shortDay(LocalDate day) {
    return DateTimeFormatter.ofLocalizedPattern("MMMd").localizedBy(locale).format(day);
  }

  /** A number in the digits and groups of the language. */
  public String number(long number) {
    return shown(number);
  }

  public String month(LocalDate day) {
    return DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(day);
  }

  /** Day and hour, such as 23 November 2026, 14:05. */
  public String moment(Instant instant, ZoneId zone) {
    return moments.format(instant.atZone(zone));
  }

  /** Hour and minute, such as 14:05. */
  public String time(Instant instant, ZoneId zone) {
    return times.format(instant.atZone(zone));
  }

  /** An hour of the day, such as 07:00 or 7:00 AM. */
  public String hour(int hour) {
    return times.format(LocalTime.of(hour, 0));
  }

  /** A day of the week, such as Monday. */
  public String weekday(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL_STANDALONE, locale);
  }

  private String fill(String line, Object... values) {
    String filled = line;
    for (int i = 0; i < values.length; i++) {
      filled = filled.replace("{" + i + "}", shown(values[i]));
    }
    return filled;
  }

  private String shown(@Nullable Object value) {
    return value instanceof Number number
        ? NumberFormat.getInstance(locale).format(number)
        : String.valueOf(value);
  }

  /** All lines of a language, by key; the guard test compares them. */
  static Map<String, String> read(String language) {
    Map<String, String> lines = new HashMap<>();
    for (String feature : FEATURES) {
      String name = "/messages/%s_%s.properties".formatted(feature, language);
      try (InputStream in = Texts.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("no texts " + name);
        }
        Properties properties = new Properties();
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        properties.forEach((key, line) -> lines.put((String) key, (String) line));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Map.copyOf(lines);
  }
}
