package courant.platform.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Algorithms from the Amazon Corretto Crypto Provider where its library exists for this platform,
 * else from the JDK: RSA signatures three times, Ed25519 fifty times as fast. Never registered
 * globally, so that everything else keeps the JDK's own.
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
