package courant.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.crypto.Token;
import courant.story.Story;
import courant.support.Await;
import courant.support.PushSink;
import courant.support.PushedBrowser;
import courant.support.StoryDraft;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers are notified by a push service that only carries what their browsers can read. */
class PushTest {
  private static final String KEY =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  private static final String NOT_ON_THE_CURVE =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiww";

  private final PushedBrowser browser = new PushedBrowser();
  private PushSink sink;
  private TestReview review;

  @BeforeEach
  void start() {
    sink = PushSink.start();
    review = TestReview.start(Map.of("allow-private", sink.address()));
    review.topic("Ports");
    review.topic("Water");
  }

  @AfterEach
  void stop() {
    review.close();
    sink.close();
  }

  private Visitor follower(String path, String... topics) {
    Visitor visitor = new Visitor(review);
    for (String topic : topics) {
      visitor.post("/my/follow", "kind", "topic", "key", topic, "stance", "follow");
    }
    assertThat(device(visitor, sink.url(path)).statusCode()).isEqualTo(204);
    return visitor;
  }

  private HttpResponse<String> device(Visitor visitor, String endpoint) {
    return visitor.post(
        "/my/push/device", "endpoint", endpoint, "p256dh", browser.key(), "auth", browser.secret());
  }

  private void await(int pushes) {
    Await.until(() -> sink.pushes().size() >= pushes);
  }

  private long count(String table, String condition) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select count(*) from " + table + " where " + condition)
                    .mapTo(Long.class)
                    .one());
  }

  /** All that was planned has been sent or held. */
  private void awaitSends(int sends) {
    Await.until(() -> count("push_send", "done = 1") == sends);
  }

  private JsonObject read(PushSink.Push push) throws GeneralSecurityException {
    return new JsonObject(browser.read(push.body()));
  }

  private Story publish(String headline, String... topics) {
    StoryDraft draft = review.story(headline);
    for (String topic : topics) {
      draft = draft.topic(topic);
    }
    return draft.publish();
  }

  @Test
  void whoFollowsIsToldAtOnceAndOnce() throws GeneralSecurityException {
    follower("/ann", "ports", "water");
    follower("/bob", "water");
    Story story = publish("Dragoons over Tamanhint", "Ports", "Water");
    await(2);
    awaitSends(1);
    assertThat(sink.pushes())
        .extracting(PushSink.Push::path)
        .containsExactlyInAnyOrder("/ann", "/bob");
    JsonObject message = read(sink.pushes().getFirst());
    assertThat(message.getInteger("web_push")).isEqualTo(8030);
    JsonObject notification = message.getJsonObject("notification");
    assertThat(notification.getString("title")).isEqualTo("Dragoons over Tamanhint");
    assertThat(notification.getString("navigate")).isEqualTo(review.at(story.path()).toString());
    assertThat(
            notification.getJsonArray("actions").stream()
                .map(one -> ((JsonObject) one).getString("action")))
        .containsExactly("read", "save", "mute");
    JsonObject claims =
        new JsonObject(
            PushedBrowser.claims(sink.pushes().getFirst().headers().get("authorization")));
    assertThat(claims.getString("aud")).isEqualTo("http://" + sink.address());
    assertThat(sink.pushes().getFirst().headers()).containsKeys("topic", "ttl", "urgency");

    publish("Nobody cares");
    awaitSends(2);
    assertThat(sink.pushes()).hasSize(2);
  }

  @Test
  void whoMutesOneTopicOfItIsNotTold() {
    Visitor ann = follower("/ann", "ports");
    ann.post("/my/follow", "kind", "topic", "key", "water", "stance", "mute");
    publish("Wet harbours", "Ports", "Water");
    awaitSends(1);
    assertThat(sink.pushes()).isEmpty();
  }

  @Test
  void hourlyComesTogetherAndBreakingAlone() throws GeneralSecurityException {
    Visitor ann = follower("/ann", "ports", "water");
    ann.post("/my/push", "topic:ports", "hourly", "topic:water", "breaking", "begins", "none");
    publish("First ship", "Ports");
    publish("Second ship", "Ports");
    publish("Rain", "Water");
    awaitSends(3);
    assertThat(sink.pushes()).isEmpty();
    review.clock.set(Instant.parse("2026-11-23T13:00:01Z"));
    await(1);
    JsonObject notification = read(sink.pushes().getFirst()).getJsonObject("notification");
    assertThat(notification.getString("title")).isEqualTo("2 new stories");
    assertThat(notification.getString("body")).contains("First ship").contains("Second ship");
    Await.until(() -> count("push_held", "1 = 1") == 0);
    assertThat(sink.pushes()).hasSize(1);
  }

  @Test
  void quietHoursAreKeptInTheReadersZone() throws GeneralSecurityException {
    Visitor ann = follower("/ann", "ports");
    // Noon in London is 21 hours in Tokyo.
    ann.post("/my/push", "begins", "20", "ends", "7", "zone", "Asia/Tokyo");
    publish("Night ship", "Ports");
    awaitSends(1);
    assertThat(sink.pushes()).isEmpty();
    review.clock.advance(Duration.ofHours(10).plusSeconds(1));
    await(1);
    assertThat(read(sink.pushes().getFirst()).getJsonObject("notification").getString("title"))
        .isEqualTo("Night ship");
    assertThat(ann.post("/my/push", "begins", "20", "ends", "7", "zone", "Atlantis").statusCode())
        .isEqualTo(422);
  }

  @Test
  void whatIsGoneIsForgottenAndWhatIsBusyIsTriedAgain() {
    follower("/gone", "ports");
    follower("/busy", "ports");
    sink.answer("/gone", 410);
    sink.answer("/busy", 503);
    publish("First ship", "Ports");
    awaitSends(1);
    await(2);
    Await.until(
        () -> count("push_endpoint", "1 = 1") == 1 && count("push_sent", "state = 'later'") == 1);
    sink.answer("/busy", 201);
    review.clock.advance(Duration.ofMinutes(3));
    await(3);
    Await.until(() -> count("push_sent", "state = 'sent'") == 1);
    assertThat(sink.pushes()).extracting(PushSink.Push::path).containsOnlyOnce("/gone");
  }

  @Test
  void aSecondTryKeepsQuietHours() {
    Visitor ann = follower("/ann", "ports");
    sink.answer("/ann", 503);
    publish("Night ship", "Ports");
    Await.until(() -> count("push_sent", "state = 'later'") == 1);
    // Noon in London is 21 hours in Tokyo.
    ann.post("/my/push", "begins", "20", "ends", "7", "zone", "Asia/Tokyo");
    sink.answer("/ann", 201);
    review.clock.advance(Duration.ofMinutes(3));
    Instant morning = Instant.parse("2026-11-23T22:00:00Z");
    Await.until(() -> count("push_sent", "due = " + morning.toEpochMilli()) == 1);
    assertThat(sink.pushes()).hasSize(1);
    review.clock.set(morning.plusSeconds(1));
    Await.until(() -> count("push_sent", "state = 'sent'") == 1);
    assertThat(sink.pushes()).hasSize(2);
    assertThat(count("push_sent", "tries = 2")).as("waiting was no try").isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"'', PT3M, high, Breaking: A bridge falls", "18000, PT5H1M, normal, A bridge falls"})
  void aSecondTryIsStillBreakingWhileTheNewsIsYoung(
      String wait, Duration until, String urgency, String title) throws GeneralSecurityException {
    Visitor bob = follower("/bob", "water");
    bob.post("/my/push", "topic:water", "breaking", "begins", "none");
    Story story = publish("A bridge falls", "Water");
    awaitSends(1);
    sink.answer("/bob", 503, wait);
    editor().post("/desk/push", "story", Long.toString(story.id().value()));
    Await.until(() -> count("push_sent", "state = 'later'") == 1);
    sink.answer("/bob", 201);
    review.clock.advance(until);
    await(2);
    assertThat(sink.pushes().getLast().headers()).containsEntry("urgency", urgency);
    assertThat(read(sink.pushes().getLast()).getJsonObject("notification").getString("title"))
        .isEqualTo(title);
  }

  @Test
  void whatComesTogetherComesTogetherAtTheSecondTryToo() throws GeneralSecurityException {
    Visitor ann = follower("/ann", "ports");
    ann.post("/my/push", "topic:ports", "hourly", "begins", "none");
    publish("First ship", "Ports");
    publish("Second ship", "Ports");
    awaitSends(2);
    sink.answer("/ann", 503);
    review.clock.set(Instant.parse("2026-11-23T13:00:01Z"));
    Await.until(() -> count("push_sent", "state = 'later'") == 2);
    sink.answer("/ann", 201);
    review.clock.advance(Duration.ofMinutes(3));
    Await.until(() -> count("push_sent", "state = 'sent'") == 2);
    assertThat(sink.pushes()).hasSize(2);
    assertThat(read(sink.pushes().getLast()).getJsonObject("notification").getString("title"))
        .isEqualTo("2 new stories");
  }

  @Test
  void theDeskSendsBreakingNewsToAsManyAsItSays() throws GeneralSecurityException {
    follower("/ann", "ports");
    Visitor bob = follower("/bob", "water");
    bob.post("/my/push", "topic:water", "breaking", "begins", "none");
    Story story = publish("A bridge falls", "Ports", "Water");
    await(1);
    awaitSends(1);

    String desk = "/desk/push?story=" + story.id().value();
    Visitor editor = editor();
    assertThat(editor.get(desk).body()).contains("Send to 2 readers").contains("Send to 1 reader<");
    String id = Long.toString(story.id().value());
    assertThat(location(editor.post("/desk/push", "story", id, "topic", "water")))
        .isEqualTo("/desk/push?done=pushed");
    await(2);
    PushSink.Push second = sink.pushes().getLast();
    assertThat(second.path()).isEqualTo("/bob");
    assertThat(second.headers()).containsEntry("urgency", "high");
    assertThat(read(second).getJsonObject("notification").getString("title"))
        .isEqualTo("Breaking: A bridge falls");
    assertThat(location(editor.post("/desk/push", "story", id, "topic", "water")))
        .isEqualTo("/desk/push?done=pushed-before");
    editor.post("/desk/push", "story", id);
    awaitSends(3);
    assertThat(sink.pushes()).as("everyone has been told by now").hasSize(2);
  }

  private Visitor editor() {
    Visitor editor = new Visitor(review);
    Token link = review.review.members().ownersFirstLink("Ed").orElseThrow();
    editor.post("/desk/sign-in", "token", link.value());
    return editor;
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("location").orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1/push, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg",
    "https://10.1.2.3/push, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg",
    "https://[::1]:8443/push, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg",
    "http://push.example/push, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg",
    "file:///etc/passwd, " + KEY + ", BTBZMqHH6r4Tts7J_aSIgg",
    "https://push.example/push, AAAA, BTBZMqHH6r4Tts7J_aSIgg",
    "https://push.example/push, not base64!, BTBZMqHH6r4Tts7J_aSIgg",
    "https://push.example/push, " + NOT_ON_THE_CURVE + ", BTBZMqHH6r4Tts7J_aSIgg",
    "https://push.example/push, " + KEY + ", AAAA",
    "'', '', ''"
  })
  void badSubscriptionsAreRefused(String endpoint, String key, String secret) {
    Visitor visitor = new Visitor(review);
    HttpResponse<String> answer =
        visitor.post("/my/push/device", "endpoint", endpoint, "p256dh", key, "auth", secret);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(count("push_endpoint", "1 = 1")).isZero();
  }

  @Test
  void nothingOfAnEndpointIsKeptInTheClearAndAnErasedReaderHasNone() throws Exception {
    follower("/a-very-secret-address", "ports").signIn("ann@example.org");
    assertThat(count("push_endpoint", "1 = 1")).as("it went with the reader").isEqualTo(1);
    assertThat(review.filesWhere(file -> file.contains("a-very-secret-address"))).isEmpty();
    Visitor ann = new Visitor(review).signIn("ann@example.org");
    assertThat(ann.get("/my/account/data.json").body()).contains("notifications");
    ann.post("/my/account/erase");
    assertThat(count("push_endpoint", "1 = 1")).isZero();
  }
}
