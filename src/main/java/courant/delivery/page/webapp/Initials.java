package courant.delivery.page.webapp;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A title in one or two letters, for where there is room for no more. */
final class Initials {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Set<String> ARTICLES =
      Set.of("the", "a", "an", "la", "le", "les", "l", "el", "los", "las");

  private Initials() {}

  /** One letter where letters join, as in Arabic; empty for a title without any. */
  static String of(String title) {
    List<String> words =
        BETWEEN_WORDS.splitAsStream(title).filter(word -> !word.isEmpty()).toList();
    List<String> telling =
        words.stream().filter(word -> !ARTICLES.contains(word.toLowerCase(Locale.ROOT))).toList();
    List<String> taken = telling.isEmpty() ? words : telling;
    if (taken.isEmpty()) {
      return "";
    }
    String first = first(taken.getFirst());
    int letter = first.codePointAt(0);
    boolean caseless = Character.isLetter(letter) && !Character.isUpperCase(letter);
    return caseless || taken.size() == 1 ? first : first + first(taken.get(1));
  }

  private static String first(String word) {
    return word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
  }
}
