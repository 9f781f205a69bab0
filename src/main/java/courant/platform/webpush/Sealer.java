package courant.platform.webpush;

import courant.platform.crypto.FastProvider;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts messages to subscriptions, in one record of {@code aes128gcm} (RFC 8291, RFC 8188). All
 * primitives are looked up once and used again: looking them up costs more than they do. For one
 * thread at a time.
 */
final class Sealer {
  /** So that the whole record has 4,096 bytes at most, which every push service takes. */
  static final int LONGEST = 3_993;

  private static final int RECORD_BYTES = 4_096;
  private static final int SALT_BYTES = 16;
  private static final int TAG_BITS = 128;
  private static final int TAG_BYTES = TAG_BITS / 8;
  private static final int NONCE_BYTES = 12;
  private static final int CONTENT_KEY_BYTES = 16;
  private static final int HEADER_BYTES = SALT_BYTES + 4 + 1 + P256.POINT_BYTES;
  private static final byte LAST_RECORD = 2;

  private static final byte[] KEY_INFO = ascii("WebPush: info\0");
  private static final byte[] CONTENT_KEY_INFO = ascii("Content-Encoding: aes128gcm\0\1");
  private static final byte[] NONCE_INFO = ascii("Content-Encoding: nonce\0\1");
  private static final byte[] FIRST_BLOCK = {1};

  private final KeyPairGenerator pairs;
  private final KeyFactory keys;
  private final KeyAgreement agreement;
  private final Mac mac;
  private final Cipher cipher;
  private final SecureRandom random = new SecureRandom();

  Sealer() {
    try {
      pairs = P256.pairs();
      keys = FastProvider.keyFactory("EC");
      agreement = FastProvider.keyAgreement("ECDH");
      mac = FastProvider.mac("HmacSHA256");
      cipher = FastProvider.cipher("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256, HMAC and AES", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The body of a push request: with a key pair and a salt of its own.
   *
   * @throws IllegalArgumentException if the message is longer than {@link #LONGEST}
   */
  byte[] seal(Subscription to, byte[] message) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return seal(to, message, pairs.generateKeyPair(), salt);
  }

  byte[] seal(Subscription to, byte[] message, KeyPair sender, byte[] salt) {
    if (message.length > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " bytes");
    }
    byte[] point = P256.point(sender);
    byte[] body = new byte[HEADER_BYTES + message.length + 1 + TAG_BYTES];
    ByteBuffer.wrap(body)
        .put(salt)
        .putInt(RECORD_BYTES)
        .put((byte) P256.POINT_BYTES)
        .put(point)
        .put(message)
        .put(LAST_RECORD);
    try {
      byte[] input =
          hmac(hmac(to.secret(), agree(sender, to)), KEY_INFO, to.key(), point, FIRST_BLOCK);
      byte[] pseudorandom = hmac(salt, input);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(hmac(pseudorandom, CONTENT_KEY_INFO), 0, CONTENT_KEY_BYTES, "AES"),
          new GCMParameterSpec(TAG_BITS, hmac(pseudorandom, NONCE_INFO), 0, NONCE_BYTES));
      cipher.doFinal(body, HEADER_BYTES, message.length + 1, body, HEADER_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key on the curve can be encrypted to", e);
    }
    return body;
  }

  private byte[] agree(KeyPair sender, Subscription to) throws GeneralSecurityException {
    agreement.init(sender.getPrivate());
    agreement.doPhase(P256.key(to.key(), keys), true);
    return agreement.generateSecret();
  }

  /** HKDF's extraction and, as no output is longer than a hash, its expansion too (RFC 5869). */
  private byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }
}
