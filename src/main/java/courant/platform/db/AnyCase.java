package courant.platform.db;

import java.util.Locale;

/**
 * Words to be found in whatever case they stand in a column. {@code lower} of SQLite, and of
 * PostgreSQL where text is compared as bytes, knows the letters of ASCII alone and is quick;
 * {@value #ALL_LETTERS}, which we give both, knows all and is asked only for words that have
 * others.
 *
 * @param words in lower case
 */
public record AnyCase(String words) {
  /** The function that every database we open has. */
  static final String ALL_LETTERS = "unicode_lower";

  /** Of words in any case. */
  public AnyCase {
    words = words.toLowerCase(Locale.ROOT);
  }

  /** A column in lower case, as far as these words need it, to be compared with them. */
  public String in(String column) {
    boolean plain = words.codePoints().allMatch(letter -> letter < 128 || !hasCases(letter));
    return (plain ? "lower" : ALL_LETTERS) + "(" + column + ")";
  }

  /** A pattern for columns that hold the words somewhere, whose escape is {@code !}. */
  public String anywhere() {
    return "%" + words.replaceAll("([!%_])", "!$1") + "%";
  }

  private static boolean hasCases(int letter) {
    return Character.toUpperCase(letter) != letter || Character.toLowerCase(letter) != letter;
  }
}
