package courant.topic;

import java.util.ArrayList;
import java.util.List;

/**
 * What Arabic writes together with the word that follows: the article (ال) and the particles و ف ب
 * ك ل, as in وبالقاهرة, "and in Cairo". Names are compared without the article; the particles are
 * taken off only where the word with them is not a name (وهران keeps its و).
 */
final class Proclitics {
  private static final String PARTICLES = "وفبكل";
  private static final String ARTICLE = "ال";

  /** A shorter rest is more likely part of the word than a word. */
  private static final int SHORTEST = 3;

  /**
   * One way to read a word.
   *
   * @param bare its folded letters without particles and article
   * @param particles how many folded letters were particles
   */
  record Reading(String bare, int particles) {}

  private Proclitics() {}

  static boolean isArabic(CharSequence folded) {
    return !folded.isEmpty()
        && folded.charAt(0) >= 0x620
        && Character.UnicodeScript.of(folded.charAt(0)) == Character.UnicodeScript.ARABIC;
  }

  /** The word without its article. */
  static String bare(String folded) {
    return folded.startsWith(ARTICLE) && folded.length() >= ARTICLE.length() + SHORTEST
        ? folded.substring(ARTICLE.length())
        : folded;
  }

  /** The readings of a word with one or two particles before it, fewest first. */
  static List<Reading> readings(String folded) {
    List<Reading> readings = new ArrayList<>();
    for (int cut = 1; cut <= 2 && cut + SHORTEST <= folded.length(); cut++) {
      if (PARTICLES.indexOf(folded.charAt(cut - 1)) < 0) {
        break;
      }
      String rest = folded.substring(cut);
      // After the particle ل the article loses its alef: للقاهرة.
      boolean swallowed = folded.charAt(cut - 1) == 'ل' && rest.startsWith("ل");
      readings.add(
          swallowed && rest.length() > SHORTEST
              ? new Reading(rest.substring(1), cut)
              : new Reading(bare(rest), cut));
    }
    return readings;
  }
}
