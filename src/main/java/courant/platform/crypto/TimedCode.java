package courant.platform.crypto;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that an app shows and that change every 30 seconds (TOTP, RFC 6238): six digits by
 * HMAC-SHA-1, the one kind that every app knows.
 */
public final class TimedCode {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int SECRET_BYTES = 20;
  private static final int DIGITS = 6;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private TimedCode() {}

  /** A new secret of 160 bits, in Base32 (RFC 4648) as apps take it. */
  public static String secret() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return base32(secret);
  }

  /**
   * In which step of time a code holds. Clocks may be half a minute apart.
   *
   * @param secret in Base32
   * @param after the step of the last code that was taken: none is taken twice
   * @return nothing if the code holds in none
   */
  public static OptionalLong step(String secret, String code, Instant now, long after) {
    byte[] key = bytes(secret);
    String digits = code.replaceAll("[\\s-]", "");
    long current = now.getEpochSecond() / STEP.toSeconds();
    for (long step = current - 1; step <= current + 1; step++) {
      boolean holds =
          MessageDigest.isEqual(
              at(key, step, DIGITS).getBytes(StandardCharsets.US_ASCII),
              digits.getBytes(StandardCharsets.UTF_8));
      if (holds && step > after) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  /** What an app shows at an instant. */
  public static String at(String secret, Instant now) {
    return at(bytes(secret), now.getEpochSecond() / STEP.toSeconds(), DIGITS);
  }

  /** RFC 4226, section 5.3. */
  static String at(byte[] key, long step, int digits) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
      String all = String.format(Locale.ROOT, "%010d", number);
      return all.substring(all.length() - digits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC", e);
    }
  }

  /** The address that apps read from a picture, such as {@code otpauth://totp/…}. */
  public static String address(String secret, String issuer, String account) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
        .formatted(encode(issuer), encode(account), secret, encode(issuer));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte one : bytes) {
      held = held << 8 | one & 0xff;
      for (bits += 8; bits >= 5; bits -= 5) {
        text.append(BASE32.charAt(held >> (bits - 5) & 31));
      }
    }
    return text.toString();
  }

  private static byte[] bytes(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    int bits = 0;
    int held = 0;
    for (char one : base32.toCharArray()) {
      held = held << 5 | BASE32.indexOf(one);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >> bits));
      }
    }
    return bytes.array();
  }
}
