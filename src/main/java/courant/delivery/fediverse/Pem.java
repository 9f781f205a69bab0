package courant.delivery.fediverse;

import courant.platform.crypto.FastProvider;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Public keys as actors show them (RFC 7468). */
final class Pem {
  private static final int FEWEST_BITS = 2048;
  private static final int MOST_BITS = 8192;
  private static final int LONGEST = 4_096;

  private Pem() {}

  static String of(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** The RSA key that a text holds; empty if it holds none, or one that is too weak or too slow. */
  static Optional<PublicKey> key(String pem) {
    String inner =
        pem.replace("-----BEGIN PUBLIC KEY-----", "")
            .replace("-----END PUBLIC KEY-----", "")
            .replaceAll("\\s+", "");
    if (pem.length() > LONGEST || inner.length() == pem.length()) {
      return Optional.empty();
    }
    try {
      PublicKey key =
          FastProvider.keyFactory("RSA")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(inner)));
      int bits = key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
      return bits >= FEWEST_BITS && bits <= MOST_BITS ? Optional.of(key) : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
