package courant;

import courant.platform.config.Settings;
import courant.platform.https.Certificates;
import courant.platform.https.HttpsSettings;
import courant.platform.https.Standing;
import courant.support.AcmeAuthority;
import courant.support.Await;
import courant.support.SettableClock;
import courant.support.TestReview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of certificates have in common: an authority of theirs, and reviews that know it. */
abstract class ReviewWithAuthority {
  static final Duration RENEWAL = Duration.ofDays(61);
  static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  final SettableClock clock = new SettableClock(TestReview.NOON);
  final Map<String, String> settings = new HashMap<>();
  AcmeAuthority authority;

  @BeforeEach
  void start() {
    authority = AcmeAuthority.start(clock);
    settings.putAll(
        Map.of(
            "https", authority.directory(),
            "https-contact", "desk@review.example",
            "allow-private", authority.host(),
            "url", "https://localhost",
            "host", "127.0.0.1",
            "http-port", "0"));
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  /** A review that the authority finds where it looks. */
  TestReview review() {
    TestReview review = TestReview.start(settings);
    authority.looksAt(review.review.plainPort());
    return review;
  }

  void advance(Duration by, TestReview... reviews) {
    clock.advance(by);
    for (TestReview review : reviews) {
      review.clock.advance(by);
    }
  }

  /** As a browser that has never been here, and trusts the authority alone. */
  SSLContext trusting() {
    try {
      PKIXBuilderParameters trusted =
          new PKIXBuilderParameters(
              Set.of(new TrustAnchor(authority.root(), null)), new X509CertSelector());
      trusted.setRevocationEnabled(false);
      trusted.setDate(Date.from(clock.instant()));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(new CertPathTrustManagerParameters(trusted));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpClient stranger(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(trusting()).build();
  }

  static HttpResponse<String> get(HttpClient client, String address) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(address)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String encrypted(TestReview review, String path) {
    return "https://localhost:" + review.review.port() + path;
  }

  static HttpResponse<String> plain(TestReview review, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return get(client, "http://127.0.0.1:" + review.review.plainPort() + path);
    }
  }

  /** As whoever watches the server is told. */
  Instant ends(TestReview review) {
    String metric = "courant_certificate_ends_seconds ";
    try (HttpClient watch = HttpClient.newHttpClient()) {
      int port = review.review.managementPort().orElseThrow();
      return get(watch, "http://127.0.0.1:" + port + "/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(metric))
          .map(line -> Double.parseDouble(line.substring(metric.length())))
          .map(seconds -> Instant.ofEpochSecond(seconds.longValue()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The number of the certificate that whoever comes now is shown; 0 if there is none. */
  int shown(TestReview review) {
    try (SSLSocket socket =
        (SSLSocket) trusting().getSocketFactory().createSocket("localhost", review.review.port())) {
      socket.startHandshake();
      return number(socket.getSession());
    } catch (SSLException _) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int number(SSLSession session) {
    try {
      X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
      return certificate.getSerialNumber().intValue();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitShown(int number, TestReview review) {
    Await.until(() -> authority.issued() >= number);
    Await.until(() -> shown(review) == number);
  }

  /** What the doctor says of https. */
  String finding(TestReview review) {
    return found(review).stream()
        .filter(finding -> finding.about().equals("https"))
        .map(Finding::lines)
        .findFirst()
        .orElse("");
  }

  List<Finding> found(TestReview review) {
    return new CertificateCall(Settings.of(settings), clock).findings(review.review.held());
  }

  Instant due(TestReview review) {
    return standing(review).due();
  }

  Standing standing(TestReview review) {
    return certificates(review).standing().orElseThrow();
  }

  Certificates certificates(TestReview review) {
    return new Certificates(
        review.review.database(), review.review.held().vault(), https(settings), clock);
  }

  static HttpsSettings https(Map<String, String> values) {
    return HttpsSettings.of(Settings.of(values)).orElseThrow();
  }
}
