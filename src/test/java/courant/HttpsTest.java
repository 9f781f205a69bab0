package courant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.config.Setting;
import courant.platform.https.Standing;
import courant.support.AcmeAuthority;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** The server gets its certificates by itself, from an authority of the test's. */
@BothDatabases
class HttpsTest extends ReviewWithAuthority {
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
