package courant.topic;

import java.util.Locale;

/**
 * A text in which topics are looked for.
 *
 * @param text plain
 * @param language in which it says to be, BCP 47, or empty; believed unless the text clearly speaks
 *     another
 */
public record Prose(String text, String language) {
  /** Of no language known beforehand. */
  static Prose of(String text) {
    return new Prose(text, "");
  }

  Reading read() {
    String primary = Locale.forLanguageTag(language).getLanguage();
    return new Reading(Words.of(text), Lexicon.builtIn(), primary);
  }
}
