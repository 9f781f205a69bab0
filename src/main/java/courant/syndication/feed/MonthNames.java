package courant.syndication.feed;

import java.text.Normalizer;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Months by their names and short names, without regard to case, accents and dots. */
final class MonthNames {
  private static final Map<String, Integer> ENGLISH = names(List.of("en"));

  private MonthNames() {}

  /** Asked only for what is not English: making the table loads the locales. */
  private static final class Foreign {
    /**
     * Earlier ones win where names collide, as {@code mar} does (March, or November in Finnish).
     */
    private static final Map<String, Integer> NAMES =
        names(
            List.of(
                "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "is", "pl", "cs", "sk", "hu",
                "ro", "hr", "sl", "sr", "bg", "mk", "el", "ru", "uk", "be", "tr", "az", "id", "ms",
                "sw", "fi", "et", "lv", "lt", "sq", "ca", "eu", "gl", "cy", "ga", "ar", "fa", "he",
                "hi", "bn", "ta", "te", "th", "vi", "ka", "hy", "kk"));
  }

  /** The number of the month, from 1; 0 if the name is not one. */
  static int number(String name) {
    String key = key(name);
    Integer month = ENGLISH.get(key);
    if (month == null) {
      month = Foreign.NAMES.get(key);
    }
    return month == null ? byBeginning(key) : month;
  }

  /** Abbreviations differ in length: {@code Sept}, {@code Σεπτ}. */
  private static int byBeginning(String key) {
    String beginning = key.length() < 3 ? "" : key.substring(0, 3);
    return ENGLISH.getOrDefault(beginning, Foreign.NAMES.getOrDefault(beginning, 0));
  }

  private static Map<String, Integer> names(List<String> languages) {
    Map<String, Integer> names = new HashMap<>();
    for (String language : languages) {
      for (Month month : Month.values()) {
        for (TextStyle style :
            List.of(
                TextStyle.FULL,
                TextStyle.SHORT,
                TextStyle.FULL_STANDALONE,
                TextStyle.SHORT_STANDALONE)) {
          String key = key(month.getDisplayName(style, Locale.of(language)));
          names.putIfAbsent(key, month.getValue());
        }
      }
    }
    return names;
  }

  private static String key(String name) {
    return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
        .replaceAll("[\\p{M}.]", "")
        .strip();
  }
}
