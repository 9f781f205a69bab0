package courant.platform.web;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A readable name in an address: lower-case letters and digits of any script, joined by single
 * hyphens, at most {@value #LONGEST} characters.
 */
public record Slug(String value) {
  /** Long enough for a headline's words, short enough for a line of mail. */
  public static final int LONGEST = 80;

  private static final Pattern VALID =
      Pattern.compile(
          "[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+(-[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+)*");
  private static final Pattern LATIN_MARKS = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");
  private static final Pattern APOSTROPHES = Pattern.compile("['’ʼ`]");
  private static final Pattern OTHERS = Pattern.compile("[^\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+");

  /**
   * @throws IllegalArgumentException if the value is not a slug
   */
  public Slug {
    if (value.length() > LONGEST || !VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("not a slug: " + value);
    }
  }

  /** Makes a slug of any text; {@code untitled} when nothing of it can stay. */
  public static Slug of(String text) {
    // Twice, for folding one letter can uncover another that folds.
    String folded = fold(fold(text));
    String hyphened = OTHERS.matcher(folded).replaceAll("-");
    String trimmed = shorten(strip(hyphened));
    return new Slug(trimmed.isEmpty() ? "untitled" : trimmed);
  }

  private static String fold(String text) {
    String lower = APOSTROPHES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String spelled =
        lower
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace("ø", "o")
            .replace("ł", "l");
    String apart = Normalizer.normalize(spelled, Normalizer.Form.NFKD);
    String plain = LATIN_MARKS.matcher(apart).replaceAll("");
    return Normalizer.normalize(plain, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** The same slug with a number behind, for when the plain one is taken. */
  public Slug numbered(int number) {
    String suffix = "-" + number;
    String stem =
        value.length() + suffix.length() > LONGEST
            ? strip(value.substring(0, cut(value, LONGEST - suffix.length())))
            : value;
    return new Slug(stem + suffix);
  }

  private static String shorten(String slug) {
    if (slug.length() <= LONGEST) {
      return slug;
    }
    int hyphen = slug.lastIndexOf('-', LONGEST);
    return strip(slug.substring(0, hyphen > LONGEST / 2 ? hyphen : cut(slug, LONGEST)));
  }

  /** The last place up to {@code at} that does not part a character from its marks. */
  private static int cut(String text, int at) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters.isBoundary(at) ? at : characters.preceding(at);
  }

  private static String strip(String slug) {
    int from = slug.startsWith("-") ? 1 : 0;
    int to = slug.length() > from && slug.endsWith("-") ? slug.length() - 1 : slug.length();
    return slug.substring(from, to);
  }

  @Override
  public String toString() {
    return value;
  }
}
