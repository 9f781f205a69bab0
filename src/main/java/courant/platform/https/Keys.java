package courant.platform.https;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Pairs of keys on P-256, which every authority and every browser takes. */
final class Keys {
  private Keys() {}

  static KeyPair fresh() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  /** Both, the private one first: not to be shown to anyone. */
  static String secret(KeyPair pair) {
    Base64.Encoder base64 = Base64.getEncoder();
    return base64.encodeToString(pair.getPrivate().getEncoded())
        + ' '
        + base64.encodeToString(pair.getPublic().getEncoded());
  }

  /** What {@link #secret} wrote. */
  static KeyPair read(String secret) {
    try {
      int space = secret.indexOf(' ');
      KeyFactory factory = KeyFactory.getInstance("EC");
      Base64.Decoder base64 = Base64.getDecoder();
      return new KeyPair(
          factory.generatePublic(
              new X509EncodedKeySpec(base64.decode(secret.substring(space + 1)))),
          factory.generatePrivate(
              new PKCS8EncodedKeySpec(base64.decode(secret.substring(0, space)))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a pair of keys", e);
    }
  }
}
