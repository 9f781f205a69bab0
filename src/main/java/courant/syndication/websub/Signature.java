package courant.syndication.websub;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves that what was pushed is from whom we gave the secret ({@code X-Hub-Signature}). */
final class Signature {
  /** The best first; a hub may send several. */
  private static final List<String> METHODS = List.of("sha512", "sha384", "sha256", "sha1");

  private Signature() {}

  /**
   * Whether the best of the signatures that are given is right.
   *
   * @param header {@code METHOD=HEX}, perhaps several with commas between
   */
  static boolean proves(String header, String secret, byte[] body) {
    List<String> given =
        Arrays.stream(header.toLowerCase(Locale.ROOT).split(",")).map(String::strip).toList();
    for (String method : METHODS) {
      Optional<String> signature =
          given.stream().filter(one -> one.startsWith(method + "=")).findFirst();
      if (signature.isPresent()) {
        byte[] right = sign(method, secret, body).getBytes(StandardCharsets.US_ASCII);
        byte[] told =
            signature.get().substring(method.length() + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(right, told);
      }
    }
    return false;
  }

  private static String sign(String method, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("Hmac" + method.toUpperCase(Locale.ROOT));
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
