package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Issue;
import courant.delivery.Issues;
import courant.delivery.Progress;
import courant.reader.ManyReaders;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an address typed into a box to a message in a mailbox, and out again by one click. */
@BothDatabases
class NewsletterTest {
  private final SmtpSink sink = SmtpSink.start();
  private TestReview review;

  @BeforeEach
  void start() {
    review =
        TestReview.start(
            Map.of("smtp", "smtp://127.0.0.1:" + sink.port(), "url", "https://review.example"));
    review.section("World");
    awaitFirstPlan();
  }

  /** What is due is what has become due since the first plan. */
  private void awaitFirstPlan() {
    Await.until(
        () ->
            review
                .review
                .database()
                .read(handle -> handle.select("select at from planned").mapTo(Long.class).findOne())
                .isPresent());
  }

  @AfterEach
  void stop() throws IOException {
    review.close();
    sink.close();
  }

  /** Subscribes as a reader does: an address, the link in the mail, a button. */
  private Visitor subscribe(String address, String list, String pace) {
    int before = sink.mails().size();
    Visitor visitor = new Visitor(review);
    assertThat(
            visitor.post("/subscribe", "email", address, "list", list, "pace", pace).statusCode())
        .isEqualTo(200);
    Await.until(() -> sink.mails().size() > before);
    String link = decoded(sink.mails().getLast()).replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1");
    assertThat(visitor.get("/subscribe/" + link).body()).contains("Yes, subscribe me");
    HttpResponse<String> done = visitor.post("/subscribe/confirm", "token", link);
    assertThat(done.headers().firstValue("location").orElse("")).contains("?done=subscribed");
    return visitor;
  }

  static String decoded(SmtpSink.Mail mail) {
    return mail.text().replace("=\r\n", "").replace("=3D", "=");
  }

  private List<SmtpSink.Mail> newsletters() {
    return sink.mails().stream().filter(mail -> mail.text().contains("List-Id:")).toList();
  }

  private void at(String instant) {
    review.clock.set(Instant.parse(instant));
  }

  @Test
  void aDailyEditionComesAtTheReadersHourAndOnce() {
    subscribe("ann@example.org", "/section/world", "daily");
    review.story("Port reopens").section("World").publish();
    review.story("Cup final").section("Sport").publish();
    at("2026-11-24T06:59:50Z");
    at("2026-11-24T07:00:10Z");
    Await.until(() -> newsletters().size() == 1);
    String mail = decoded(newsletters().getFirst());
    assertThat(mail)
        .contains("Subject: Port reopens", "List-Id: <section-", "To: <ann@example.org>")
        .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        .doesNotContain("Cup final");
    assertThat(newsletters().getFirst().from()).matches("bounce\\+[\\w-]+@review\\.example");
    at("2026-11-25T07:00:10Z");
    Await.until(() -> review.review.mail().issues().newest(5).size() == 2);
    assertThat(review.review.mail().issues().newest(1).getFirst().state())
        .as("nothing was published since, which is recorded and not sent")
        .isEqualTo(Issue.State.EMPTY);
    assertThat(newsletters()).hasSize(1);
  }

  @Test
  void oneClickOfAMailProviderUnsubscribesAndAGetDoesNot() {
    subscribe("ann@example.org", "/", "once");
    review.story("First").publish();
    Await.until(() -> newsletters().size() == 1);
    String path =
        decoded(newsletters().getFirst())
            .replaceAll("(?s).*List-Unsubscribe:\\s+<https://review.example(/[^>]+)>.*", "$1");
    assertThat(review.get(path).body()).contains("No more mail of single stories?");
    review.story("Second").publish();
    Await.until(() -> newsletters().size() == 2);
    HttpResponse<String> clicked =
        review.send(
            HttpRequest.newBuilder(review.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://provider.example")
                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")));
    assertThat(clicked.statusCode()).isEqualTo(200);
    assertThat(clicked.headers().firstValue("set-cookie")).isEmpty();
    review.story("Third").publish();
    subscribe("bob@example.org", "/", "once");
    review.story("Fourth").publish();
    Await.until(() -> newsletters().stream().anyMatch(mail -> mail.to().startsWith("bob")));
    assertThat(newsletters().stream().filter(mail -> mail.to().startsWith("ann"))).hasSize(2);
    assertThat(review.get(path.replaceFirst("/mail/.", "/mail/9")).statusCode()).isEqualTo(404);
  }

  @Test
  void aPersonalEditionNamesWhoElseHasTheStory() {
    Visitor ann = subscribe("ann@example.org", "/my", "daily");
    review.topic("Libya");
    ann.post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow", "next", "/my");
    String copy =
        IntStream.range(0, 90).mapToObj(word -> "w" + word * word).collect(Collectors.joining(" "));
    for (String house : List.of("Alpha Wire", "Beta Press")) {
      review
          .story("Port reopens, says " + house)
          .topic("Libya")
          .source(house, "https://example.org/" + house.charAt(0))
          .body("<p>" + copy + "</p>")
          .publish();
    }
    at("2026-11-24T07:00:10Z");
    Await.until(() -> newsletters().size() == 1);
    assertThat(decoded(newsletters().getFirst()))
        .contains("Port reopens, says Alpha Wire", "(Also from Beta Press)")
        .doesNotContain("says Beta Press");
  }

  @Test
  void aPersonalEditionHasWhatOneFollowsAndNothingIsSentToWhoHasNothing() {
    Visitor ann = subscribe("ann@example.org", "/my", "daily");
    review.topic("Libya");
    ann.post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow", "next", "/my");
    subscribe("bob@example.org", "/my", "daily");
    review.story("Port reopens").topic("Libya").publish();
    review.story("Cup final").publish();
    at("2026-11-24T07:00:10Z");
    Await.until(() -> progress().ended().isPresent());
    assertThat(newsletters()).hasSize(1);
    assertThat(decoded(newsletters().getFirst()))
        .contains("Because you follow Libya", "Port reopens")
        .doesNotContain("Cup final");
    assertThat(progress().nothing()).isEqualTo(1);
  }

  private Progress progress() {
    return review.review.mail().issues().newest(1).stream()
        .findFirst()
        .map(issue -> review.review.mail().ledger().progress(issue.id()))
        .orElse(new Progress(0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()));
  }

  @Test
  void aRefusalForNowIsTriedAgainWithTheSameMessageIdAndOneForGoodIsNot() {
    subscribe("ann@example.org", "/", "daily");
    subscribe("bob@example.org", "/", "daily");
    review.story("Port reopens").publish();
    sink.once("RCPT", SmtpSink.say("451 4.7.1 <ann@example.org> greylisted"));
    sink.once("RCPT", SmtpSink.say("550 5.1.1 <bob@example.org> unknown"));
    at("2026-11-24T07:00:10Z");
    Await.until(() -> progress().later() + progress().gone() == 2);
    assertThat(
            review
                .review
                .mail()
                .ledger()
                .lines(review.review.mail().issues().newest(1).getFirst().id(), 9)
                .toString())
        .doesNotContain("ann@", "bob@")
        .contains("greylisted", "5.1.1");
    review.clock.advance(Duration.ofMinutes(20));
    Await.until(() -> progress().sent() == 1);
    assertThat(newsletters()).hasSize(1);
    assertThat(progress().gone()).isEqualTo(1);
  }

  @Test
  void preferencesAreChangedWithoutSigningIn() {
    Visitor ann = subscribe("ann@example.org", "/", "daily");
    String page = ann.get("/my/mail").headers().firstValue("location").orElseThrow();
    Visitor stranger = new Visitor(review);
    assertThat(stranger.get(page).body())
        .contains("a…@example.org", "Letters from the editors")
        .doesNotContain("ann@example.org");
    assertThat(
            stranger.post(page, "hour", "6", "weekday", "1", "zone", "Nowhere/City").statusCode())
        .isEqualTo(422);
    stranger.post(page, "review", "weekly", "hour", "20", "weekday", "7", "zone", "Africa/Tripoli");
    assertThat(stranger.get(page).body())
        .contains("value=\"weekly\" selected", "value=\"20\" selected", "Africa/Tripoli");
    stranger.post(page, "leave-all", "true");
    assertThat(stranger.get(page).body()).doesNotContain("value=\"weekly\" selected");
  }

  /** Readers who are subscribed already, all at one destination. */
  private void many(int count) {
    ManyReaders.add(
        review.review.database(),
        review.review.readers(),
        count,
        i -> "reader" + i + "@example.org");
    ManyReaders.subscribe(review.review.database(), "review", "daily", "5, 7, 'UTC'");
  }

  @Test
  void whatIsPausedGoesNoFurtherUntilItIsResumed() {
    review.close();
    review =
        TestReview.start(
            Map.of(
                "smtp",
                "smtp://127.0.0.1:" + sink.port(),
                "url",
                "https://review.example",
                "mail-at-once",
                "1"));
    awaitFirstPlan();
    many(30);
    review.story("Port reopens").publish();
    AtomicInteger received = new AtomicInteger();
    Issues issues = review.review.mail().issues();
    sink.keeping(
        _ -> {
          if (received.incrementAndGet() == 5) {
            issues.pause(issues.newest(1).getFirst().id());
          }
        });
    at("2026-11-24T07:00:10Z");
    Await.until(() -> progress().sent() == 5);
    assertThat(issues.newest(1).getFirst().state()).isEqualTo(Issue.State.PAUSED);
    issues.resume(issues.newest(1).getFirst().id());
    Await.until(() -> progress().ended().isPresent());
    assertThat(received).hasValue(30);
    assertThat(progress().sent()).isEqualTo(30);
  }

  @Test
  void aServerThatHangsUpAmidAMessageGetsTheSameOneAgain() {
    many(3);
    review.story("Port reopens").publish();
    sink.once("END", SmtpSink.drop());
    at("2026-11-24T07:00:10Z");
    Await.until(() -> progress().sent() + progress().later() == 3);
    review.clock.advance(Duration.ofMinutes(20));
    Await.until(() -> progress().sent() == 3);
    Map<String, Set<String>> ids = new HashMap<>();
    newsletters()
        .forEach(
            mail ->
                ids.computeIfAbsent(mail.to(), _ -> new HashSet<>())
                    .add(mail.text().replaceAll("(?s).*\r\nMessage-ID: (\\S+)\r\n.*", "$1")));
    assertThat(newsletters()).as("one of them twice").hasSize(4);
    assertThat(ids.values()).hasSize(3).allMatch(each -> each.size() == 1);
  }

  @Test
  void aServerThatTalksGarbageKeepsEverybodyWaitingAndLosesNobody() {
    many(3);
    review.story("Port reopens").publish();
    sink.on("GREETING", SmtpSink.say("HTTP/1.1 400 Bad Request"));
    at("2026-11-24T07:00:10Z");
    Await.until(() -> sink.connections() > 0);
    sink.on("GREETING", SmtpSink.say("220 sorry"));
    review.clock.advance(Duration.ofMinutes(6));
    Await.until(
        () -> {
          review.clock.advance(Duration.ofSeconds(1));
          return progress().sent() == 3;
        });
    assertThat(newsletters()).hasSize(3);
  }

  @Test
  void aClockThatJumpsNeitherRepeatsNorKeepsBackMail() {
    many(1);
    review.story("Port reopens").publish();
    at("2026-11-24T07:00:10Z");
    Await.until(() -> newsletters().size() == 1);
    at("2026-11-24T05:00:00Z");
    at("2026-11-24T07:00:20Z");
    at("2036-01-01T00:00:00Z");
    Await.until(() -> review.review.mail().issues().newest(9).size() > 1);
    at("2026-11-24T12:00:00Z");
    review.story("Road cleared").publish();
    at("2026-11-25T07:00:10Z");
    Await.until(() -> newsletters().size() == 2);
    assertThat(decoded(newsletters().getLast())).contains("Subject: Road cleared");
  }

  @Test
  void unusualAddressesAreSubscribedAndForgedOnesAreNot() {
    subscribe("jörg@bücher.example", "/", "daily");
    for (String address :
        List.of("a@b.example\r\nBcc: c@d.example", "a b@c.example", "<a@b.example>", "nobody")) {
      assertThat(
              new Visitor(review)
                  .post("/subscribe", "email", address, "list", "/", "pace", "daily")
                  .statusCode())
          .isEqualTo(422);
    }
    assertThat(
            new Visitor(review)
                .post("/subscribe", "email", "a@b.example", "list", "/nowhere")
                .statusCode())
        .isEqualTo(400);
    assertThat(sink.commands()).anyMatch(line -> line.contains("jörg@xn--bcher-kva.example"));
  }
}
