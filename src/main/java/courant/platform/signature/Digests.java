package courant.platform.signature;

import courant.platform.crypto.FastProvider;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Digests of bodies, as header fields carry them. */
final class Digests {
  /** RFC 3230; names of algorithms are in any case. */
  private static final Pattern DIGEST = Pattern.compile("(?i)(?:^|,)\\s*sha-256=([A-Za-z0-9+/=]+)");

  /** RFC 9530. */
  private static final Pattern CONTENT_DIGEST =
      Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]+):");

  private Digests() {}

  static String digest(byte[] body) {
    return "SHA-256=" + Base64.getEncoder().encodeToString(sha256(body));
  }

  static boolean digestHolds(String field, byte[] body) {
    return holds(DIGEST.matcher(field), body);
  }

  static boolean contentDigestHolds(String field, byte[] body) {
    return holds(CONTENT_DIGEST.matcher(field), body);
  }

  private static boolean holds(Matcher field, byte[] body) {
    return field.find()
        && base64(field.group(1))
            .filter(told -> MessageDigest.isEqual(told, sha256(body)))
            .isPresent();
  }

  private static byte[] sha256(byte[] body) {
    try {
      return FastProvider.digest("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Bytes from Base64; empty if it is none, or nothing. */
  static Optional<byte[]> base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
