package courant.reader;

import courant.platform.smtp.Envelope;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** An address of someone's, which stays in here: {@code toString} is masked. */
public record EmailAddress(String value) {
  /**
   * @throws IllegalArgumentException if mail cannot be sent there
   */
  public EmailAddress {
    new Envelope("", value);
  }

  /** What somebody typed, if it is an address. */
  public static Optional<EmailAddress> typed(String typed) {
    String address = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    boolean shaped = address.matches("[^@\\s\"]+@[^@\\s]+\\.[^@\\s.\\]]{2,}");
    try {
      return shaped ? Optional.of(new EmailAddress(address)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The same for every way to write it, so that nobody has two accounts by a capital letter. */
  public String folded() {
    return value.toLowerCase(Locale.ROOT);
  }

  /** Masked: its first letter and the domain. */
  @Override
  public String toString() {
    return value.substring(0, value.offsetByCodePoints(0, 1))
        + "…"
        + value.substring(value.lastIndexOf('@'));
  }
}
