package courant.platform.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;

/**
 * Algorithms from the Amazon Corretto Crypto Provider where its library exists for this platform,
 * else from the JDK: RSA signatures three times, Ed25519 fifty and P-256 sixteen times as fast.
 * Never registered globally, so that everything else keeps the JDK's own.
 */
public final class FastProvider {
  private static final Optional<Provider> FAST = find();

  private FastProvider() {}

  /** Which library signs: shown by {@code doctor} and with figures. */
  public static String name() {
    return FAST.map(Provider::getName).orElse("JDK");
  }

  /** A signature of the named algorithm. */
  public static Signature signature(String algorithm) throws GeneralSecurityException {
    return offers("Signature", algorithm)
        ? Signature.getInstance(algorithm, FAST.orElseThrow())
        : Signature.getInstance(algorithm);
  }

  /** A digest of the named algorithm, with state that can be cloned. */
  public static MessageDigest digest(String algorithm) throws GeneralSecurityException {
    return offers("MessageDigest", algorithm)
        ? MessageDigest.getInstance(algorithm, FAST.orElseThrow())
        : MessageDigest.getInstance(algorithm);
  }

  /** A factory whose keys suit {@link #signature}. */
  public static KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
    return offers("KeyFactory", algorithm)
        ? KeyFactory.getInstance(algorithm, FAST.orElseThrow())
        : KeyFactory.getInstance(algorithm);
  }

  /** A generator of key pairs that suit {@link #keyAgreement}. */
  public static KeyPairGenerator keyPairGenerator(String algorithm)
      throws GeneralSecurityException {
    return offers("KeyPairGenerator", algorithm)
        ? KeyPairGenerator.getInstance(algorithm, FAST.orElseThrow())
        : KeyPairGenerator.getInstance(algorithm);
  }

  /** A key agreement; can be initialised again for each pair of keys. */
  public static KeyAgreement keyAgreement(String algorithm) throws GeneralSecurityException {
    return offers("KeyAgreement", algorithm)
        ? KeyAgreement.getInstance(algorithm, FAST.orElseThrow())
        : KeyAgreement.getInstance(algorithm);
  }

  /** A message authentication code of the named algorithm. */
  public static Mac mac(String algorithm) throws GeneralSecurityException {
    return offers("Mac", algorithm)
        ? Mac.getInstance(algorithm, FAST.orElseThrow())
        : Mac.getInstance(algorithm);
  }

  /** A cipher of the named transformation. */
  public static Cipher cipher(String transformation) throws GeneralSecurityException {
    return offers("Cipher", transformation)
        ? Cipher.getInstance(transformation, FAST.orElseThrow())
        : Cipher.getInstance(transformation);
  }

  private static boolean offers(String type, String algorithm) {
    return FAST.isPresent() && FAST.get().getService(type, algorithm) != null;
  }

  private static Optional<Provider> find() {
    return ServiceLoader.load(Provider.class).stream()
        .filter(provider -> provider.type().getName().startsWith("com.amazon.corretto."))
        .map(ServiceLoader.Provider::get)
        .filter(FastProvider::works)
        .findFirst();
  }

  /** Without its native library the provider loads, but offers nothing. */
  private static boolean works(Provider provider) {
    return provider.getService("Signature", "SHA256withRSA") != null;
  }
}
