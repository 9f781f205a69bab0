package courant.syndication.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * In which language a text is, by its letters: for items whose feed does not say so, or says what
 * is not so. A feed's word counts as long as nothing speaks clearly against it, since short texts
 * and near relatives are hard to tell apart.
 */
final class Language {
  /** So many letters tell enough; more would only take longer. */
  private static final int ENOUGH = 700;

  /** Letters for a guess where nothing is said, and to contradict what is said. */
  private static final int LEAST = 24;

  private static final int LEAST_AGAINST = 160;

  /** How much likelier than the second best the best has to be. */
  private static final double CLEAR = 1.2;

  private static final double CLEAR_AGAINST = 2;

  /** Those that a feed knows better than their letters tell. */
  private static final List<Set<String>> RELATIVES =
      List.of(
          Set.of("no", "nb", "nn", "da", "sv", "fo"),
          Set.of("hr", "sr", "bs", "sh", "sl", "mk"),
          Set.of("id", "ms", "jv", "su", "min"),
          Set.of("pt", "gl", "es", "ast", "ca", "oc"),
          Set.of("cs", "sk"),
          Set.of("ru", "uk", "be", "bg", "mk"),
          Set.of("hi", "mr", "ne", "sa"),
          Set.of("fa", "ps", "ur", "pnb", "pa"),
          Set.of("nl", "af", "li", "fy"),
          Set.of("de", "lb", "gsw", "nds"),
          Set.of("tr", "az", "tk"),
          Set.of("it", "la", "co"),
          Set.of("zh", "nan", "yue"),
          Set.of("fil", "tl", "ceb"));

  /** What ISO 639-3 tells apart and tags of the web do not. */
  private static final Map<String, String> MACRO =
      Map.of("cmn", "zh", "pes", "fa", "ekk", "et", "lvs", "lv", "nob", "nb", "arb", "ar");

  private Language() {}

  /** 11 MB of files and 34 MB of memory: there from the first text on that asks for it. */
  private static final class Detector {
    private static final LanguageDetectorME ONLY = load();

    private static final Map<String, String> SHORT = shorter();

    private static LanguageDetectorME load() {
      try (InputStream model =
          Objects.requireNonNull(
              LanguageDetectorModel.class.getResourceAsStream("/langdetect-183.bin"))) {
        return new LanguageDetectorME(new LanguageDetectorModel(model));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Map<String, String> shorter() {
      Map<String, String> tags = new HashMap<>();
      for (String two : Locale.getISOLanguages()) {
        if (two.length() == 2) {
          tags.put(Locale.of(two).getISO3Language(), two);
        }
      }
      tags.putAll(MACRO);
      return tags;
    }
  }

  /**
   * A text's language: what is said of it, unless it is clearly another.
   *
   * @param said BCP 47; empty if nothing is
   * @return BCP 47; empty if nobody can tell
   */
  static String of(String said, String text) {
    Locale told = Locale.forLanguageTag(said.replace('_', '-'));
    boolean silent = told.getLanguage().isEmpty();
    String tag = silent ? "" : told.toLanguageTag();
    String letters = letters(text);
    if (letters.length() < (silent ? LEAST : LEAST_AGAINST)) {
      return tag;
    }
    Optional<String> found = guess(letters, silent ? CLEAR : CLEAR_AGAINST);
    return silent
        ? found.orElse("")
        : found.filter(other -> !same(told.getLanguage(), other)).orElse(tag);
  }

  private static boolean same(String one, String other) {
    return one.equals(other)
        || RELATIVES.stream().anyMatch(all -> all.contains(one) && all.contains(other));
  }

  /** The detector is not known to be safe for many threads; it needs about a millisecond. */
  private static synchronized Optional<String> guess(String letters, double clear) {
    var likely = Detector.ONLY.predictLanguages(letters);
    return likely[0].getConfidence() < clear * likely[1].getConfidence()
        ? Optional.empty()
        : Optional.of(Detector.SHORT.getOrDefault(likely[0].getLang(), likely[0].getLang()));
  }

  /** Words alone, the first of them. */
  private static String letters(String text) {
    String words = text.substring(0, Math.min(text.length(), 4 * ENOUGH));
    String only =
        words
            .replaceAll("https?://\\S+|\\S+@\\S+", " ")
            .replaceAll("[^\\p{L}\\p{M}'’]+", " ")
            .strip();
    return only.substring(0, Math.min(only.length(), ENOUGH));
  }
}
