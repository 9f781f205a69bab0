package courant.delivery.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook's messages are signed with, as Standard Webhooks has it (standardwebhooks.com):
 * HMAC-SHA256 over id, time and body. Shown as {@code whsec_} and Base64.
 */
public record HookSecret(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  /** A new one. */
  static HookSecret fresh() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new HookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /**
   * The {@code webhook-signature} of a message.
   *
   * @param seconds since the epoch, as in {@code webhook-timestamp}
   */
  String sign(String message, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(value.substring(PREFIX.length())), "HmacSHA256"));
      byte[] signed =
          mac.doFinal((message + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Never the secret itself. */
  @Override
  public String toString() {
    return "HookSecret[…]";
  }
}
