package courant.syndication.change;

import courant.platform.html.Blocks;
import courant.platform.html.HtmlText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a partner itself says of a correction: it is what our readers should be told, too. */
public final class CorrectionWords {
  private static final int LONGEST = 600;

  /** How such a paragraph or headline begins, in the languages of the desk. */
  private static final Pattern BEGINS =
      Pattern.compile(
          "[\\s\\p{Ps}\\p{Pi}*–—-]*(?:"
              + "correct(?:ion|ed)\\b|clarification\\b|erratum\\b|editor['’]s note\\b"
              + "|an? (?:earlier|previous) version of this (?:story|article|report)\\b"
              + "|this (?:story|article|report) (?:has been|was) (?:corrected|amended)\\b"
              + "|rectificati(?:f|on)\\b|précision\\s*:|une (?:première )?version (?:précédente|antérieure)\\b"
              + "|corrección\\b|rectificación\\b|fe de erratas\\b|aclaración\\b|una versión (?:anterior|previa)\\b"
              + "|تصحيح|تصويب|استدراك|توضيح\\s*:"
              + ")",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private CorrectionWords() {}

  /** Whether a line tells of a correction. */
  public static boolean begin(String line) {
    return BEGINS.matcher(line).lookingAt();
  }

  /**
   * What the new text says of a correction that the old one did not.
   *
   * @param before sanitised
   * @param now sanitised
   */
  static Optional<String> in(String headline, String before, String now) {
    List<String> known = Blocks.of(before).stream().map(HtmlText::of).toList();
    return Blocks.of(now).stream()
        .map(HtmlText::of)
        .map(text -> text.replace('\n', ' '))
        .filter(text -> !known.contains(text) && BEGINS.matcher(text).lookingAt())
        .findFirst()
        .or(() -> Optional.of(headline).filter(line -> BEGINS.matcher(line).lookingAt()))
        .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
  }
}
