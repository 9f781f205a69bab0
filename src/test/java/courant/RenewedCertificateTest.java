package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.config.Settings;
import courant.support.AcmeAuthority;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SettableClock;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Certificates are renewed in time, whatever becomes of their authority. */
@BothDatabases
class RenewedCertificateTest extends ReviewWithAuthority {
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
}
