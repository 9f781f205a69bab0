package courant.platform.web;

import java.nio.charset.StandardCharsets;

/** Paths as they stand in addresses. */
public final class Addresses {
  private static final String PLAIN = "-._~!$&'()*+,;=:@/";

  private Addresses() {}

  /** Encodes a path (RFC 3986): letters outside ASCII become percent signs and numbers. */
  public static String encode(String path) {
    StringBuilder encoded = new StringBuilder(path.length() + 16);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded
            .append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return encoded.toString();
  }
}
