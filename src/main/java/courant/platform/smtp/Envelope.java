package courant.platform.smtp;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * From whom and to whom a message travels, whatever its fields say. Opaque: only the connection
 * reads the addresses, and {@code toString} masks them.
 */
public final class Envelope {
  private static final int LONGEST = 254;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*+");
  private static final Pattern LITERAL = Pattern.compile("\\[[0-9A-Za-z:.]+]");
  private final String from;
  private final String to;
  private final boolean ascii;

  /**
   * @param from return path; empty for a message that must not bounce
   * @param to one recipient; a Unicode domain becomes punycode (RFC 5890), a Unicode local part
   *     needs a server with SMTPUTF8 (RFC 6531)
   * @throws IllegalArgumentException if either could break out of its SMTP command
   */
  public Envelope(String from, String to) {
    this.from = from.isEmpty() ? from : path(from);
    this.to = path(to);
    this.ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(this.from + this.to);
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  boolean needsUtf8() {
    return !ascii;
  }

  /** An address as it may stand in a header field: the domain in punycode. */
  static String path(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1 || at == address.length() - 1) {
      throw new IllegalArgumentException("not an address: no local part or no domain");
    }
    String local = address.substring(0, at);
    boolean quoted = local.length() > 2 && local.startsWith("\"") && local.endsWith("\"");
    boolean breaksOut =
        quoted
            ? !local.matches("\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[ -~])*\"")
            : local.chars().anyMatch(c -> c <= ' ' || c == 127 || "<>()[],;:\\\"@".indexOf(c) >= 0);
    if (breaksOut) {
      throw new IllegalArgumentException("not an address: characters that need quoting");
    }
    String path = local + "@" + domain(address.substring(at + 1));
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException("not an address: longer than 254 bytes");
    }
    return path;
  }

  private static String domain(String domain) {
    if (NAME.matcher(domain).matches() || LITERAL.matcher(domain).matches()) {
      return domain;
    }
    String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
    if (!NAME.matcher(ascii).matches()) {
      throw new IllegalArgumentException("not an address: not a domain");
    }
    return ascii;
  }

  /** Masked: the domain of the recipient only. */
  @Override
  public String toString() {
    return "…@" + to.substring(to.lastIndexOf('@') + 1);
  }
}
