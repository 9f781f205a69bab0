package courant.platform.smtp;

import courant.platform.crypto.FastProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signing key and where its public half is published.
 *
 * @param domain the signing domain, in ASCII
 * @param selector names the key below {@code _domainkey}
 */
public record DkimKey(String domain, String selector, Algorithm algorithm, PrivateKey key) {
  /** The two algorithms a receiver may know. */
  public enum Algorithm {
    /** RFC 6376, understood everywhere. */
    RSA_SHA256("rsa-sha256", "RSA", "SHA256withRSA"),
    /** RFC 8463, short and quick. */
    ED25519_SHA256("ed25519-sha256", "Ed25519", "Ed25519");

    final String tag;
    final String keys;
    final String signatures;

    Algorithm(String tag, String keys, String signatures) {
      this.tag = tag;
      this.keys = keys;
      this.signatures = signatures;
    }
  }

  private static final int RAW_ED25519 = 32;

  public DkimKey {
    if (!(domain + selector).matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("domain and selector of a key are DNS names");
    }
  }

  /** Makes a fresh pair: RSA of 2048 bits, or Ed25519. */
  public static KeyPair generate(Algorithm algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keys);
    if (algorithm == Algorithm.RSA_SHA256) {
      generator.initialize(2_048);
    }
    return generator.generateKeyPair();
  }

  /**
   * Reads a private key back.
   *
   * @param pkcs8 as {@link PrivateKey#getEncoded} gives it
   */
  public static DkimKey of(String domain, String selector, Algorithm algorithm, byte[] pkcs8)
      throws GeneralSecurityException {
    PrivateKey key =
        FastProvider.keyFactory(algorithm.keys).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    return new DkimKey(domain, selector, algorithm, key);
  }

  /** The name of the TXT record to publish. */
  public String recordName() {
    return selector + "._domainkey." + domain;
  }

  /** The TXT record's text; a zone file wants it in strings of at most 255 characters. */
  public static String recordText(PublicKey key) {
    byte[] encoded = key.getEncoded();
    // RFC 8463 publishes the bare key, which X.509 keeps in its last 32 bytes.
    return key instanceof EdECPublicKey
        ? "v=DKIM1; k=ed25519; p="
            + base64(Arrays.copyOfRange(encoded, encoded.length - RAW_ED25519, encoded.length))
        : "v=DKIM1; k=rsa; p=" + base64(encoded);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Where the key is published; never the key. */
  @Override
  public String toString() {
    return "DkimKey[" + recordName() + ", " + algorithm.tag + "]";
  }
}
