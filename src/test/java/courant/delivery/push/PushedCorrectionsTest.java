package courant.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.PushEndpoints;
import courant.platform.web.Role;
import courant.reader.ReaderId;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.PushSink;
import courant.support.PushedBrowser;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A serious correction rings where the story rang, and nowhere else. */
@BothDatabases
class PushedCorrectionsTest {
  /** So many readers are told at a time. */
  private static final int BATCH = 1_000;

  private final PushedBrowser browser = new PushedBrowser();
  private PushSink sink;
  private TestReview review;
  private Newsperson editor;
  private Story story;

  @BeforeEach
  void start() {
    sink = PushSink.start();
    review = TestReview.start(Map.of("allow-private", sink.address()));
    editor = new Newsperson(review, Role.EDITOR);
    review.topic("Ports");
    review.topic("Water");
    follower("/ann", "ports");
    follower("/bob", "water");
    story = review.story("Nine ships").topic("Ports").publish();
    Await.until(() -> sent("push_sent") == 1);
    review.clock.advance(Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    review.close();
    sink.close();
  }

  private Visitor follower(String path, String topic) {
    Visitor visitor = new Visitor(review);
    visitor.post("/my/follow", "kind", "topic", "key", topic, "stance", "follow");
    visitor.post(
        "/my/push/device",
        "endpoint",
        sink.url(path),
        "p256dh",
        browser.key(),
        "auth",
        browser.secret());
    return visitor;
  }

  private long sent(String table) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select count(*) from " + table + " where state = 'sent'")
                    .mapTo(Long.class)
                    .one());
  }

  private void correct(String note, String... more) {
    correctTo(story.headline(), note, more);
  }

  private void correctTo(String headline, String note, String... more) {
    List<String> fields =
        new ArrayList<>(List.of("action", "save", "headline", headline, "topics", "Ports"));
    fields.addAll(List.of("body", "<p>Ten.</p>", "note", note));
    fields.addAll(Arrays.asList(more));
    assertThat(
            editor
                .post("/desk/story/" + story.id().value(), fields.toArray(String[]::new))
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void onlyWhatTheDeskCallsSeriousRingsAndOnlyWhereTheStoryDid() throws GeneralSecurityException {
    correct("Some ships had another colour.");
    follower("/new", "ports");
    correct("There were ten.", "serious", "on");
    Await.until(() -> sent("push_correction") == 1);
    assertThat(sink.pushes()).extracting(PushSink.Push::path).containsExactly("/ann", "/ann");
    JsonObject notification =
        new JsonObject(browser.read(sink.pushes().getLast().body())).getJsonObject("notification");
    assertThat(notification.getString("title")).isEqualTo("Correction: Nine ships");
    assertThat(notification.getString("body")).isEqualTo("There were ten.");
    assertThat(notification.getString("navigate")).isEqualTo(review.at(story.path()).toString());
    assertThat(notification.getString("tag")).isEqualTo("story-" + story.id().value());
  }

  @Test
  void aBusyServiceIsAskedAgainAndAWithdrawalSaysWhatItIs() throws GeneralSecurityException {
    sink.answer("/ann", 503);
    editor.post(
        "/desk/story/" + story.id().value(),
        "action",
        "withdraw",
        "reason",
        "It was a hoax.",
        "serious-withdrawal",
        "on");
    Await.until(() -> sink.pushes().size() == 2);
    sink.answer("/ann", 201);
    Await.until(
        () -> {
          review.clock.advance(Duration.ofMinutes(3));
          return sent("push_correction") == 1;
        });
    assertThat(
            new JsonObject(browser.read(sink.pushes().getLast().body()))
                .getJsonObject("notification")
                .getString("title"))
        .isEqualTo("Withdrawn: Nine ships");
  }

  @Test
  void quietHoursAreKept() {
    Visitor night = follower("/night", "ports");
    story = review.story("Other ships").topic("Ports").publish();
    Await.until(() -> sent("push_sent") == 3);
    night.post("/my/push", "begins", "20", "ends", "7", "zone", "Asia/Tokyo");
    correct("There were ten.", "serious", "on");
    Await.until(() -> sent("push_correction") == 1);
    review.clock.set(Instant.parse("2026-11-23T22:00:01Z"));
    Await.until(() -> sent("push_correction") == 2);
    assertThat(sink.pushes().getLast().path()).isEqualTo("/night");
  }

  @Test
  void whatIsOnItsWayMeanwhileIsCorrectedToo() {
    follower("/cat", "ports");
    sink.hold("/ann");
    story = review.story("Other ships").topic("Ports").publish();
    Await.until(() -> sent("push_sent") == 2 && received("/ann") == 2);
    review.clock.advance(Duration.ofMinutes(1));
    correct("There were ten.", "serious", "on");
    Await.until(() -> sent("push_correction") == 1);
    assertThat(sink.pushes().getLast().path()).isEqualTo("/cat");
    review.clock.advance(Duration.ofMinutes(1));
    sink.release("/ann");
    Await.until(() -> sent("push_correction") == 2);
    assertThat(sink.pushes().getLast().path()).isEqualTo("/ann");
  }

  @Test
  void whoseTurnComesAfterAChangeGetsTheStoryAsItReadsNow() throws GeneralSecurityException {
    sendToMoreThanABatch();
    correctTo("Ten bridges", "There were ten.");
    sink.release("/ann");
    awaitSends();
    PushSink.Push last =
        sink.pushes().stream()
            .filter(push -> push.path().equals("/browser/" + BATCH))
            .findAny()
            .orElseThrow();
    assertThat(
            new JsonObject(browser.read(last.body()))
                .getJsonObject("notification")
                .getString("title"))
        .isEqualTo("Breaking: Ten bridges");
  }

  @Test
  void whoseTurnComesAfterAWithdrawalIsNotTold() {
    sendToMoreThanABatch();
    editor.post("/desk/story/" + story.id().value(), "action", "withdraw", "reason", "A hoax.");
    sink.release("/ann");
    awaitSends();
    assertThat(received("/browser/" + BATCH)).isZero();
  }

  /** Breaking news; the first batch waits for Ann's service. */
  private void sendToMoreThanABatch() {
    PushEndpoints endpoints =
        new PushEndpoints(
            review.review.database(),
            review.review.held().vault(),
            _ -> Optional.empty(),
            review.review.ids(),
            review.clock);
    review
        .review
        .database()
        .change(
            handle -> {
              for (int i = 1; i <= BATCH; i++) {
                handle.execute("insert into reader (since, confirmed) values (0, 0)");
              }
            });
    List<Integer> readers =
        review
            .review
            .database()
            .read(
                handle ->
                    handle
                        .createQuery("select id from reader where since = 0 order by id")
                        .mapTo(Integer.class)
                        .list());
    for (int i = 1; i <= BATCH; i++) {
      endpoints.add(
          new ReaderId(readers.get(i - 1)),
          sink.url("/browser/" + i),
          browser.key(),
          browser.secret(),
          "");
    }
    sink.hold("/ann");
    story = review.story("Nine bridges").publish();
    editor.post("/desk/push", "story", Long.toString(story.id().value()));
    Await.until(() -> received("/ann") == 2);
  }

  private long received(String path) {
    return sink.pushes().stream().filter(push -> push.path().equals(path)).count();
  }

  /** Nothing that was planned is left to be sent. */
  private void awaitSends() {
    Await.until(
        () ->
            review
                .review
                .database()
                .read(
                    handle ->
                        handle
                            .createQuery("select count(*) = 0 from push_send where done = 0")
                            .mapTo(Boolean.class)
                            .one()));
  }
}
