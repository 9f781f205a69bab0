package courant.support;

import courant.platform.webpush.Subscription;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A browser that has subscribed, and reads what is pushed to it: RFC 8291 from the receiver's side,
 * by the JDK's own elliptic curves, HKDF and AES; it shares no code with the sender.
 */
public final class PushedBrowser {
  private static final byte[] NONE = {};

  private final KeyPair keys;
  private final byte[] secret = new byte[16];

  public PushedBrowser() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    new SecureRandom().nextBytes(secret);
  }

  /** The subscription it would hand out for an endpoint. */
  public Subscription at(String endpoint) {
    return new Subscription(URI.create(endpoint), point(), secret);
  }

  /** Its public key in base64url, as {@code PushSubscription.toJSON} names it p256dh. */
  public String key() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(point());
  }

  /** Its secret in base64url. */
  public String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private byte[] point() {
    ECPoint w = ((ECPublicKey) keys.getPublic()).getW();
    byte[] point = new byte[65];
    point[0] = 4;
    put(w.getAffineX(), point, 1);
    put(w.getAffineY(), point, 33);
    return point;
  }

  private static void put(BigInteger number, byte[] into, int at) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, into, at + 32 - length, length);
  }

  /** What a request's body says. */
  public String read(byte[] body) throws GeneralSecurityException {
    ByteBuffer in = ByteBuffer.wrap(body);
    byte[] salt = new byte[16];
    in.get(salt);
    int recordSize = in.getInt();
    byte[] sender = new byte[in.get()];
    in.get(sender);
    byte[] sealed = new byte[in.remaining()];
    in.get(sealed);
    if (sealed.length > recordSize) {
      throw new GeneralSecurityException("more than one record");
    }
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", "SunEC");
    agreement.init(keys.getPrivate());
    agreement.doPhase(key(sender), true);
    byte[] info = join("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), point(), sender);
    byte[] input = derive(secret, agreement.generateSecret(), info, 32);
    byte[] contentKey = derive(salt, input, ascii("Content-Encoding: aes128gcm\0"), 16);
    byte[] nonce = derive(salt, input, ascii("Content-Encoding: nonce\0"), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    SecretKey key = new SecretKeySpec(contentKey, "AES");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    return unpadded(cipher.doFinal(sealed));
  }

  private static String unpadded(byte[] padded) throws GeneralSecurityException {
    int end = padded.length - 1;
    while (end >= 0 && padded[end] == 0) {
      end--;
    }
    if (end < 0 || padded[end] != 2) {
      throw new GeneralSecurityException("not the last record");
    }
    return new String(padded, 0, end, StandardCharsets.UTF_8);
  }

  private static byte[] derive(byte[] salt, byte[] input, byte[] info, int length)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(input).thenExpand(info, length));
  }

  /** The claims of a VAPID header whose signature holds for the key it names. */
  public static String claims(String authorization) throws GeneralSecurityException {
    if (!authorization.matches("vapid t=[^,]+, k=\\S+")) {
      throw new GeneralSecurityException("not vapid: " + authorization);
    }
    String token = authorization.substring("vapid t=".length(), authorization.indexOf(','));
    String[] parts = token.split("\\.");
    Base64.Decoder base64 = Base64.getUrlDecoder();
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format", "SunEC");
    signature.initVerify(
        key(base64.decode(authorization.substring(authorization.indexOf(" k=") + 3))));
    signature.update(ascii(parts[0] + "." + parts[1]));
    if (!signature.verify(base64.decode(parts[2]))) {
      throw new GeneralSecurityException("a forged token");
    }
    return new String(base64.decode(parts[1]), StandardCharsets.UTF_8);
  }

  private static ECPublicKey key(byte[] point) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 33, 65));
    return (ECPublicKey)
        KeyFactory.getInstance("EC", "SunEC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(x, y),
                    ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = NONE;
    for (byte[] part : parts) {
      int end = all.length;
      all = Arrays.copyOf(all, end + part.length);
      System.arraycopy(part, 0, all, end, part.length);
    }
    return all;
  }
}
