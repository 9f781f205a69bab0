package courant.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that lets its bearer in: 256 random bits in an address or cookie, and only their hash in
 * the database.
 */
public record Token(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one that nobody can guess. */
  public static Token fresh() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** What the database keeps. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Never the secret itself: tokens end up in logs otherwise. */
  @Override
  public String toString() {
    return "Token[…]";
  }
}
