package courant.masthead;

import java.util.Locale;

/**
 * An International Standard Serial Number (ISO 3297) with its check digit right, written {@code
 * 2330-717X}.
 */
public record Issn(String value) {
  /**
   * Accepts what people type: with or without hyphen, spaces around, small x, {@code ISSN} in
   * front.
   *
   * @throws IllegalArgumentException with the reason, in words an editor understands
   */
  public Issn {
    String typed =
        value
            .strip()
            .toUpperCase(Locale.ROOT)
            .replaceFirst("^ISSN[: ]*", "")
            .replace("-", "")
            .replace("‐", "");
    if (!typed.matches("[0-9]{7}[0-9X]")) {
      throw new IllegalArgumentException(
          "an ISSN has eight digits, of which the last may be X, such as 2330-717X");
    }
    char expected = checkDigit(typed);
    if (typed.charAt(7) != expected) {
      throw new IllegalArgumentException(
          "the check digit of %s-%s should be %c"
              .formatted(typed.substring(0, 4), typed.substring(4), expected));
    }
    value = typed.substring(0, 4) + "-" + typed.substring(4);
  }

  private static char checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < 7; i++) {
      sum += (8 - i) * (digits.charAt(i) - '0');
    }
    int check = (11 - sum % 11) % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }

  @Override
  public String toString() {
    return value;
  }
}
