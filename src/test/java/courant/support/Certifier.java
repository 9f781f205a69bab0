package courant.support;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** Certificates of an authority that only tests trust, for whoever holds the key they ask for. */
final class Certifier {
  private static final Duration LIFE = Duration.ofDays(90);

  private final KeyPair key = pair();
  private final X509Certificate root;
  private final AtomicInteger issued = new AtomicInteger();

  /**
   * @param now when its own certificate is made
   */
  Certifier(Instant now) {
    X500Name self = new X500Name("CN=Test Authority");
    root =
        signed(
            new JcaX509v3CertificateBuilder(
                self,
                BigInteger.ZERO,
                Date.from(now.minus(LIFE)),
                Date.from(now.plus(Duration.ofDays(3_650))),
                self,
                key.getPublic()),
            new Extra(Extension.basicConstraints, true, new BasicConstraints(true)));
  }

  /** Its own certificate, to be trusted. */
  X509Certificate root() {
    return root;
  }

  /** How many it made; each has the number it was made as. */
  int issued() {
    return issued.get();
  }

  /**
   * Makes one of ninety days.
   *
   * @param request PKCS #10
   * @return as files have it; empty if the request is not for this name alone, or not signed
   */
  Optional<String> issue(byte[] request, String name, Instant begins) {
    try {
      JcaPKCS10CertificationRequest wanted = new JcaPKCS10CertificationRequest(request);
      GeneralNames names =
          GeneralNames.fromExtensions(
              wanted.getRequestedExtensions(), Extension.subjectAlternativeName);
      boolean right =
          wanted.isSignatureValid(
                  new JcaContentVerifierProviderBuilder().build(wanted.getPublicKey()))
              && names.getNames().length == 1
              && names.getNames()[0].equals(new GeneralName(GeneralName.dNSName, name));
      if (!right) {
        return Optional.empty();
      }
      X509Certificate certificate =
          signed(
              new JcaX509v3CertificateBuilder(
                  root,
                  BigInteger.valueOf(issued.incrementAndGet()),
                  Date.from(begins),
                  Date.from(begins.plus(LIFE)),
                  new X500Name("CN=" + name),
                  wanted.getPublicKey()),
              new Extra(Extension.subjectAlternativeName, true, names),
              new Extra(
                  Extension.authorityKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(key.getPublic())));
      return Optional.of(pem(certificate));
    } catch (GeneralSecurityException | OperatorException | PKCSException | IOException _) {
      return Optional.empty();
    }
  }

  private record Extra(ASN1ObjectIdentifier kind, boolean critical, ASN1Encodable value) {}

  private X509Certificate signed(X509v3CertificateBuilder certificate, Extra... extras) {
    try {
      for (Extra extra : extras) {
        certificate.addExtension(extra.kind, extra.critical, extra.value);
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(X509Certificate certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(certificate);
    }
    return text.toString();
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
