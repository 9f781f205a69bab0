package courant.platform.https;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A certificate with its private key.
 *
 * @param chain the certificate first, then whoever vouches for the one before
 */
public record Certificate(List<X509Certificate> chain, PrivateKey key) {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  public Certificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a chain without a certificate");
    }
  }

  /**
   * Reads what {@link #pem} and {@link #secret} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Certificate read(String pem, String secret) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      String algorithm = chain.isEmpty() ? "EC" : chain.getFirst().getPublicKey().getAlgorithm();
      return new Certificate(
          chain,
          KeyFactory.getInstance(algorithm)
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a certificate with its key", e);
    }
  }

  /** The chain as files have it (RFC 7468). */
  String pem() {
    try {
      StringBuilder pem = new StringBuilder();
      for (X509Certificate link : chain) {
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(LINES.encodeToString(link.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
      return pem.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate that has no bytes", e);
    }
  }

  /** The private key: not to be shown to anyone. */
  String secret() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** When it ends. */
  public Instant ends() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** When a third of its life is left: time for another. */
  Instant renewal() {
    Instant began = chain.getFirst().getNotBefore().toInstant();
    return ends().minus(Duration.between(began, ends()).dividedBy(3));
  }

  /** Who vouches for it. */
  public String issuer() {
    return chain.getFirst().getIssuerX500Principal().getName();
  }

  @Override
  public String toString() {
    return "Certificate[" + chain.getFirst().getSubjectX500Principal() + " until " + ends() + "]";
  }
}
