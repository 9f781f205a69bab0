package courant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.https.Certificates;
import courant.platform.https.HttpsSettings;
import courant.platform.https.Standing;
import courant.support.AcmeAuthority;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SettableClock;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
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
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server gets its certificates by itself, from an authority of the test's. */
@BothDatabases
class HttpsTest {
  private static final Duration RENEWAL = Duration.ofDays(61);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final SettableClock clock = new SettableClock(TestReview.NOON);
  private final Map<String, String> settings = new HashMap<>();
  private AcmeAuthority authority;

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
  private TestReview review() {
    TestReview review = TestReview.start(settings);
    authority.looksAt(review.review.plainPort());
    return review;
  }

  private void advance(Duration by, TestReview... reviews) {
    clock.advance(by);
    for (TestReview review : reviews) {
      review.clock.advance(by);
    }
  }

  /** As a browser that has never been here, and trusts the authority alone. */
  private SSLContext trusting() {
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

  private HttpClient stranger(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(trusting()).build();
  }

  private static HttpResponse<String> get(HttpClient client, String address) {
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

  private static String encrypted(TestReview review, String path) {
    return "https://localhost:" + review.review.port() + path;
  }

  private static HttpResponse<String> plain(TestReview review, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return get(client, "http://127.0.0.1:" + review.review.plainPort() + path);
    }
  }

  /** As whoever watches the server is told. */
  private Instant ends(TestReview review) {
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
  private int shown(TestReview review) {
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

  private static int number(SSLSession session) {
    try {
      X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
      return certificate.getSerialNumber().intValue();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitShown(int number, TestReview review) {
    Await.until(() -> authority.issued() >= number);
    Await.until(() -> shown(review) == number);
  }

  /** What the doctor says of https. */
  private String finding(TestReview review) {
    return found(review).stream()
        .filter(finding -> finding.about().equals("https"))
        .map(Finding::lines)
        .findFirst()
        .orElse("");
  }

  private List<Finding> found(TestReview review) {
    return new CertificateCall(Settings.of(settings), clock).findings(review.review.held());
  }

  private Instant due(TestReview review) {
    return standing(review).due();
  }

  private Standing standing(TestReview review) {
    return certificates(review).standing().orElseThrow();
  }

  private Certificates certificates(TestReview review) {
    return new Certificates(
        review.review.database(), review.review.held().vault(), https(settings), clock);
  }

  private static HttpsSettings https(Map<String, String> values) {
    return HttpsSettings.of(Settings.of(values)).orElseThrow();
  }

  @Test
  void getsACertificateByItselfThatARealClientVerifies() {
    try (TestReview review = review();
        HttpClient older = stranger(HttpClient.Version.HTTP_1_1);
        HttpClient newer = stranger(HttpClient.Version.HTTP_2)) {
      awaitShown(1, review);
      for (HttpClient client : List.of(older, newer)) {
        HttpResponse<String> front = get(client, encrypted(review, "/"));
        assertThat(front.statusCode()).isEqualTo(200);
        assertThat(front.version()).isEqualTo(client.version());
        assertThat(front.headers().firstValue("strict-transport-security")).isPresent();
        assertThat(get(client, encrypted(review, "/")).body()).isEqualTo(front.body());
        assertThat(get(client, encrypted(review, "/nowhere")).statusCode()).isEqualTo(404);
      }
      assertThat(authority.contacts()).contains("mailto:desk@review.example");
      assertThat(finding(review)).startsWith("ok").contains("CN=Test Authority", "89 days left");
    }
  }

  @Test
  void aRestartOrdersNoOther() {
    TestReview before = review();
    awaitShown(1, before);
    before.review.close();
    settings.put("database", TestDatabase.address(before.folder));
    settings.put("data", before.folder.toString());
    SettableClock late = new SettableClock(clock.instant().plus(RENEWAL));
    try (Holdings stopped = Holdings.open(Settings.of(settings), late)) {
      assertThat(new CertificateCall(Settings.of(settings), late).findings(stopped))
          .singleElement()
          .satisfies(finding -> assertThat(finding.grade()).isEqualTo(Finding.Grade.LOOK))
          .satisfies(finding -> assertThat(finding.found()).contains("28 days left"));
    }
    try (TestReview after = TestReview.open(before.folder, settings)) {
      assertThat(shown(after)).isEqualTo(1);
      after.clock.advance(Duration.ofDays(1));
      assertThat(authority.orders()).isEqualTo(1);
    }
  }

  @Test
  void isRenewedInTimeAndShownToNewConnectionsWhileOpenOnesGoOn() {
    settings.put("management-port", "0");
    try (TestReview review = review()) {
      awaitShown(1, review);
      Instant end = ends(review);
      try (HttpClient before = stranger(HttpClient.Version.HTTP_1_1)) {
        get(before, encrypted(review, "/"));
        advance(Duration.ofDays(59), review);
        assertThat(authority.orders()).isEqualTo(1);
        advance(Duration.ofDays(2), review);
        awaitShown(2, review);
        assertThat(ends(review)).isAfter(end.plus(Duration.ofDays(59)));
        HttpResponse<String> still = get(before, encrypted(review, "/"));
        assertThat(still.statusCode()).isEqualTo(200);
        assertThat(still.sslSession().map(HttpsTest::number)).contains(1);
      }
      assertThat(authority.accounts()).isEqualTo(1);
    }
  }

  @Test
  void isRenewedEarlierWhereTheAuthorityAsksForItAndNeverLater() {
    authority.wantsThemRenewed(Duration.ofDays(61), Duration.ofDays(62));
    try (TestReview review = review()) {
      awaitShown(1, review);
      advance(Duration.ofSeconds(11), review);
      Await.until(() -> standing(review).ask().isAfter(clock.instant().plus(HALF_AN_HOUR)));
      Instant own = due(review);
      assertThat(own).isBefore(clock.instant().plus(RENEWAL));

      Instant said = clock.instant();
      authority.wantsThemRenewed(Duration.ofHours(5), Duration.ofHours(6));
      advance(Duration.ofMinutes(59), review);
      assertThat(authority.adviceAsked()).isEqualTo(1);
      advance(Duration.ofMinutes(2), review);
      Await.until(() -> due(review).isBefore(own));
      assertThat(due(review))
          .isBetween(said.plus(Duration.ofHours(5)), said.plus(Duration.ofHours(6)));
      assertThat(authority.orders()).isEqualTo(1);
      advance(Duration.ofHours(5), review);
      awaitShown(2, review);
      assertThat(authority.replaced()).isEqualTo(1);
    }
  }

  @Test
  void whatMakesNoSenseOfRenewalsChangesNothing() {
    authority.wantsThemRenewed(Duration.ofHours(2), Duration.ofHours(1));
    try (TestReview review = review()) {
      awaitShown(1, review);
      Instant own = due(review);
      for (AcmeAuthority.Mood mood :
          List.of(AcmeAuthority.Mood.WELL, AcmeAuthority.Mood.CONFUSED, AcmeAuthority.Mood.DOWN)) {
        authority.mood(mood);
        int asked = authority.asked();
        advance(Duration.ofHours(7), review);
        Await.until(() -> authority.asked() > asked);
        Await.until(() -> standing(review).ask().isAfter(clock.instant().plus(HALF_AN_HOUR)));
        assertThat(due(review)).isEqualTo(own);
      }
      assertThat(finding(review)).startsWith("ok");
    }
  }

  @Test
  void aCertificateWhosePlaceIsTakenIsReplacedAllTheSame() {
    authority.wantsThemRenewed(Duration.ofDays(61), Duration.ofDays(62));
    try (TestReview review = review()) {
      awaitShown(1, review);
      authority.losesWhatReplaces();
      advance(RENEWAL, review);
      awaitShown(2, review);
    }
  }

  @Test
  void anAuthorityThatIsDownIsToldOfAndTheOldCertificateServed() {
    try (TestReview review = review()) {
      awaitShown(1, review);
      authority.mood(AcmeAuthority.Mood.DOWN);
      advance(RENEWAL, review);
      Await.until(() -> finding(review).contains("127.0.0.1 cannot be asked"));
      assertThat(finding(review)).startsWith("look").contains("28 days left", "firewall");
      assertThat(shown(review)).isEqualTo(1);
      authority.mood(AcmeAuthority.Mood.WELL);
      advance(Duration.ofMinutes(16), review);
      awaitShown(2, review);
      Await.until(() -> finding(review).startsWith("ok"));
    }
  }

  @Test
  void aRefusalIsToldAndTriedAgainLaterAndLater() {
    try (TestReview review = TestReview.start(settings)) {
      authority.looksAt(URI.create(authority.directory()).getPort()); // another web server
      Await.until(() -> finding(review).startsWith("wrong"));
      assertThat(finding(review))
          .contains("no certificate for localhost", "127.0.0.1 says: found at localhost HTTP/1.1 ")
          .contains("something else answers on port 80", "tried again at 2026-11-23T12:15:00Z");
      assertThat(shown(review)).isZero();
      assertThat(plain(review, "/").statusCode()).isEqualTo(308);
      // Four in the first hour, and then the pauses double.
      for (int minutes : List.of(15, 15, 15, 15, 30, 60)) {
        int orders = authority.orders();
        advance(Duration.ofMinutes(minutes - 1), review);
        assertThat(authority.orders()).isEqualTo(orders);
        advance(Duration.ofMinutes(2), review);
        Await.until(() -> authority.orders() == orders + 1);
        Await.until(() -> due(review).isAfter(clock.instant()));
      }
      authority.looksAt(review.review.plainPort());
      advance(Duration.ofHours(3), review);
      awaitShown(1, review);
    }
  }

  @Test
  void anAuthorityThatWantsToBeLeftAloneIs() {
    authority.mood(AcmeAuthority.Mood.BUSY);
    try (TestReview review = review()) {
      Await.until(() -> finding(review).contains("too many certificates"));
      int asked = authority.asked();
      authority.mood(AcmeAuthority.Mood.WELL);
      advance(Duration.ofMinutes(110), review);
      assertThat(finding(review)).contains("too many certificates");
      assertThat(authority.asked()).isEqualTo(asked);
      advance(Duration.ofMinutes(11), review);
      awaitShown(1, review);
    }
  }

  @Test
  void anAuthorityThatMisbehavesIsToldOfAndBreaksNothing() {
    Map<AcmeAuthority.Mood, String> said =
        Map.of(
            AcmeAuthority.Mood.CONFUSED, "no answer that can be used",
            AcmeAuthority.Mood.ENDLESS, "longer than",
            AcmeAuthority.Mood.LURING, "private network");
    authority.mood(AcmeAuthority.Mood.DOWN);
    try (TestReview review = review()) {
      Await.until(() -> finding(review).startsWith("wrong"));
      said.forEach(
          (mood, words) -> {
            authority.mood(mood);
            advance(Duration.ofMinutes(15), review);
            Await.until(() -> finding(review).contains(words));
            assertThat(plain(review, "/").statusCode()).isEqualTo(308);
          });
      authority.mood(AcmeAuthority.Mood.WELL);
      advance(Duration.ofMinutes(15), review);
      awaitShown(1, review);
    }
  }

  @Test
  void plainHttpLeadsToHttpsAndProvesOnlyWhatWasAskedFor() {
    try (TestReview review = review()) {
      HttpResponse<String> led = plain(review, "/section/world?page=2");
      assertThat(led.statusCode()).isEqualTo(308);
      assertThat(led.headers().firstValue("location"))
          .contains("https://localhost/section/world?page=2");
      assertThat(led.headers().firstValue("strict-transport-security")).isEmpty();
      for (String token : List.of("nobody-asked-for-this", "", "a/b", "..%2f..", "x".repeat(300))) {
        HttpResponse<String> none = plain(review, "/.well-known/acme-challenge/" + token);
        assertThat(none.statusCode()).as(token).isEqualTo(404);
      }
      awaitShown(1, review);
    }
  }

  @Test
  void nodesShareOneCertificateAndEachAnswersForAll() {
    settings.put("database", TestDatabase.migratedPostgres());
    try (TestReview one = TestReview.start(settings)) {
      settings.put("key-file", one.folder.resolve("courant.key").toString());
      try (TestReview two = TestReview.start(settings)) {
        authority.looksAt(two.review.plainPort()); // whoever ordered
        Await.until(() -> authority.issued() == 1);
        Await.until(() -> one.review.held().database().read(handle -> kept(handle)) == 1);
        advance(Duration.ofSeconds(11), one, two);
        awaitShown(1, one);
        awaitShown(1, two);
        advance(RENEWAL, one, two);
        Await.until(() -> authority.issued() == 2);
        Await.until(() -> finding(one).contains("89 days left"));
        advance(Duration.ofSeconds(11), one, two);
        awaitShown(2, one);
        awaitShown(2, two);
        assertThat(authority.orders()).isEqualTo(2);
      }
    }
  }

  private static int kept(Handle handle) {
    return handle.createQuery("select count(chain) from certificate").mapTo(Integer.class).one();
  }

  @Test
  void authoritiesThatKnowTheirCustomersAreToldWhoWeAre() {
    authority.knowItsCustomers();
    try (TestReview stranger = review()) {
      Await.until(() -> finding(stranger).contains("COURANT_HTTPS=https://ID:SECRET@host/"));
    }
    settings.put(
        "https",
        authority.directory().replace("://", "://courant:" + AcmeAuthority.CUSTOMER_SECRET + "@"));
    try (TestReview customer = review()) {
      awaitShown(1, customer);
    }
  }

  @Test
  void keysAreSealedInTheDatabase() {
    try (TestReview review = review()) {
      awaitShown(1, review);
      byte[] key =
          certificates(review)
              .standing()
              .flatMap(Standing::certificate)
              .orElseThrow()
              .key()
              .getEncoded();
      List<byte[]> sealed =
          review
              .review
              .database()
              .read(
                  handle ->
                      handle
                          .createQuery("select private_key from certificate")
                          .mapTo(byte[].class)
                          .list());
      assertThat(new String(sealed.getFirst(), StandardCharsets.ISO_8859_1))
          .doesNotContain(new String(key, StandardCharsets.ISO_8859_1))
          .doesNotContain(Base64.getEncoder().encodeToString(key));
    }
  }

  @Test
  void saysWhatIsMissing() {
    for (String url : List.of("", "http://review.example", "https://192.0.2.1", "nonsense")) {
      assertThatThrownBy(() -> https(Map.of("https", "letsencrypt", "url", url)))
          .as(url)
          .hasMessageContaining("COURANT_URL=https://your.review");
    }
    Map<String, String> wrong = Map.of("https", "yes", "url", "https://review.example");
    assertThatThrownBy(() -> https(wrong)).hasMessageContaining("takes letsencrypt");
    Map<String, String> right = Map.of("https", "letsencrypt", "url", "https://review.example");
    assertThat(https(right).directory()).hasHost("acme-v02.api.letsencrypt.org");
    settings.remove("allow-private");
    assertThatThrownBy(() -> TestReview.start(settings))
        .hasMessageContaining("COURANT_HTTPS: not an https address");
    assertThat(Setting.HTTPS.secret()).isTrue();
  }
}
