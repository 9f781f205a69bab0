package courant.delivery.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address somebody else wrote into a message that came back: whom it was about. Compared without
 * case; shown masked, because notices end up in logs.
 *
 * @param address as written, without angle brackets or route
 */
public record Recipient(String address) {
  private static final int LONGEST = 320;

  /** Local part and domain as they occur in notices; UTF-8 on both sides (RFC 6531). */
  static final Pattern PATTERN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~.@-])"
              + "([\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~.-]{1,128}|\"[^\"\\r\\n]{1,64}\")"
              + "@(?=([\\p{L}\\p{N}](?:[\\p{L}\\p{N}_.-]{0,252}[\\p{L}\\p{N}])?))\\2");

  private static final Pattern GATEWAY =
      Pattern.compile("(?i)^.*?(?:smtp|rfc822|rfc-822|imceaex)[=:;]");
  private static final Pattern VERP = Pattern.compile("[+-]([^+=@]+)=([^=@]+\\.[^=@]+)$");

  /** The first address in a header field, a notice's line or {@code rfc822;…} value. */
  static Optional<Recipient> in(String text) {
    Matcher found = PATTERN.matcher(text);
    return found.find() ? Optional.of(of(found)) : Optional.empty();
  }

  static Recipient of(Matcher found) {
    String address = GATEWAY.matcher(found.group()).replaceFirst("");
    if (address.startsWith("'")) {
      address = address.substring(1);
    }
    return new Recipient(address.substring(0, Math.min(address.length(), LONGEST)));
  }

  /** The reader's address inside a variable envelope return path: {@code list+reader=host@us}. */
  Optional<Recipient> verp() {
    Matcher hidden = VERP.matcher(localPart());
    return hidden.find()
        ? Optional.of(new Recipient(hidden.group(1) + "@" + hidden.group(2)))
        : Optional.empty();
  }

  String localPart() {
    return address.substring(0, Math.max(0, address.lastIndexOf('@')));
  }

  String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient(String theirs) && address.equalsIgnoreCase(theirs);
  }

  @Override
  public int hashCode() {
    return address.toLowerCase(Locale.ROOT).hashCode();
  }

  /** Masked: {@code j…@example.org}. */
  @Override
  public String toString() {
    return address.substring(0, Math.min(1, address.length())) + "…@" + domain();
  }
}
