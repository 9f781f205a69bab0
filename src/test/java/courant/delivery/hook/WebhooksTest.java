package courant.delivery.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import courant.delivery.MailList;
import courant.delivery.Pace;
import courant.delivery.Schedule;
import courant.platform.web.Role;
import courant.reader.ReaderId;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another program hears, and what happens when it does not listen. */
@BothDatabases
class WebhooksTest {
  private record Heard(Map<String, String> headers, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final AtomicInteger status = new AtomicInteger(204);
  private final AtomicInteger asked = new AtomicInteger();
  private final Semaphore hurry = new Semaphore(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer receiver;
  private HttpServer slow;
  private TestReview review;
  private HookModule hooks;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new HashMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(new Heard(headers, body));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    slow = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    slow.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          hurry.acquireUninterruptibly();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    slow.setExecutor(threads);
    slow.start();
    receiver.start();
    review = TestReview.start(Map.of("allow-private", host(receiver) + "," + host(slow)));
    hooks = review.review.hooks();
  }

  @AfterEach
  void stop() {
    hurry.release(1_000);
    review.close();
    receiver.stop(0);
    slow.stop(0);
    threads.close();
  }

  private static String host(HttpServer server) {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private String address() {
    return "http://" + host(receiver) + "/hook";
  }

  private int tries(long webhook) {
    return hooks.webhooks().newest(webhook, 1).getFirst().tries();
  }

  private HookModule.Added added() {
    return hooks.add(address(), HookEvent.choices()).orElseThrow();
  }

  private List<String> types() {
    return heard.stream().map(one -> one.json().getString("type")).toList();
  }

  @Test
  void storiesAreToldSignedAndOnce() throws Exception {
    HookModule.Added added = added();
    Story story = review.story("Told").publish();
    Await.until(() -> heard.size() == 1);
    Heard one = heard.element();
    assertThat(one.json().getString("type")).isEqualTo("story.published");
    assertThat(one.json().getJsonObject("data"))
        .isEqualTo(
            new JsonObject()
                .put("id", Long.toString(story.id().value()))
                .put("address", review.review.site() + story.path())
                .put("headline", "Told")
                .put("standfirst", story.standfirst())
                .putNull("section")
                .put("language", story.language())
                .put("published", story.published().toString())
                .put("updated", story.updated().toString()));
    assertThat(one.headers().get("webhook-signature")).isEqualTo("v1," + signed(added, one));
    Await.until(
        () ->
            hooks.webhooks().newest(added.webhook().id(), 9).getFirst().state()
                == HookDelivery.State.SENT);
    assertThat(hooks.webhooks().newest(added.webhook().id(), 9))
        .singleElement()
        .satisfies(delivery -> assertThat(delivery.status()).contains(204));
    hooks.send();
    assertThat(heard).hasSize(1);
  }

  /** As a receiver checks it, by the words of the standard. */
  private static String signed(HookModule.Added added, Heard one) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(added.secret().value().replaceFirst("whsec_", ""));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String text =
        one.headers().get("webhook-id")
            + "."
            + one.headers().get("webhook-timestamp")
            + "."
            + one.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The example of the standard's own libraries. */
  @Test
  void signsAsTheStandardsExampleDoes() {
    HookSecret secret = new HookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void nothingOfAReaderIsInAMessage() {
    added();
    new Visitor(review).signIn("jane@doe.example");
    ReaderId reader = new ReaderId(1);
    review
        .review
        .subscriptions()
        .set(reader, MailList.REVIEW, Pace.DAILY, Schedule.usual(ZoneId.of("UTC")));
    Await.until(() -> types().contains("reader.subscribed"));
    assertThat(heard.element().json().getJsonObject("data"))
        .isEqualTo(new JsonObject().put("list", MailList.REVIEW.key()));
  }

  @Test
  void whatFailsIsTriedAgainThenPausedWithANotice() {
    HookModule.Added added = added();
    status.set(500);
    review.story("Unheard").publish();
    Await.until(() -> heard.size() == 1);
    for (Duration pause : SendHooks.PAUSES) {
      int before = heard.size();
      Await.until(() -> tries(added.webhook().id()) == before);
      hooks.send();
      assertThat(heard).hasSize(before);
      review.clock.advance(pause.plusSeconds(1));
      hooks.send();
      Await.until(() -> heard.size() == before + 1);
    }
    assertThat(heard.stream().map(one -> one.headers().get("webhook-id")).distinct()).hasSize(1);
    Await.until(
        () -> !hooks.webhooks().byId(added.webhook().id()).orElseThrow().paused().isEmpty());
    Visitor owner = owner();
    assertThat(owner.get("/desk/webhooks").body()).contains("Paused: a message could not");
    int before = heard.size();
    review.story("Also unheard").publish();
    status.set(200);
    hooks.send();
    assertThat(heard).hasSize(before);
    owner.post("/desk/webhooks/" + added.webhook().id(), "action", "resume");
    Await.until(() -> heard.size() == before + 2);
    Await.until(
        () ->
            hooks.webhooks().newest(added.webhook().id(), 9).stream()
                .allMatch(one -> one.state() == HookDelivery.State.SENT));
  }

  @Test
  void oneThatDoesNotAnswerKeepsNobodyElseWaiting() {
    Webhook hanging = hooks.add("http://" + host(slow) + "/", List.of()).orElseThrow().webhook();
    Webhook other = added().webhook();
    for (int i = 0; i < 60; i++) {
      hooks.webhooks().plan(hanging.id(), "msg_slow_" + i, HookEvent.PING, "{}");
    }
    review.clock.advance(Duration.ofSeconds(1));
    for (int i = 1; i <= 9; i++) {
      hooks.webhooks().plan(other.id(), "msg_" + i, HookEvent.PING, "{}");
      int number = i;
      Await.until(() -> heard.size() == number);
    }
    hooks.ping(hanging);
    Await.until(() -> asked.get() == 5);
    hooks.ping(other);
    Await.until(() -> types().contains("ping"));
    assertThat(asked).as("a few at a time").hasValue(5);
  }

  @Test
  void whatWaitsForAPausedOneIsForgottenInTheEnd() {
    long paused = added().webhook().id();
    long other = added().webhook().id();
    status.set(500);
    hooks.webhooks().pause(paused, "gone");
    review.story("For nobody").publish();
    Await.until(
        () ->
            !hooks.webhooks().newest(paused, 9).isEmpty()
                && !hooks.webhooks().newest(other, 9).isEmpty());
    hooks.webhooks().tidy(review.clock.instant());
    assertThat(hooks.webhooks().newest(paused, 9)).hasSize(1);
    hooks.webhooks().tidy(review.clock.instant().plusSeconds(1));
    assertThat(hooks.webhooks().newest(paused, 9)).isEmpty();
    assertThat(hooks.webhooks().newest(other, 9)).hasSize(1);
  }

  private Visitor owner() {
    Visitor owner = new Visitor(review);
    owner.post(
        "/desk/sign-in",
        "token",
        review.review.members().link(review.review.members().add("Olu", Role.OWNER)).value());
    return owner;
  }

  @Test
  void theDeskAddsTestsAndRemoves() {
    Visitor owner = owner();
    for (String bad :
        List.of(
            "http://example.org/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "x",
            "file:///etc/passwd")) {
      assertThat(
              owner.post("/desk/webhooks", "address", bad, "event", "story.published").statusCode())
          .as(bad)
          .isEqualTo(422);
    }
    assertThat(owner.post("/desk/webhooks", "address", address()).statusCode()).isEqualTo(422);
    String page =
        owner.post("/desk/webhooks", "address", address(), "event", "story.published").body();
    assertThat(page).contains("whsec_");
    assertThat(owner.get("/desk/webhooks").body()).doesNotContain("whsec_");
    Webhook webhook = hooks.webhooks().all().getFirst();
    owner.post("/desk/webhooks/" + webhook.id(), "action", "ping");
    Await.until(() -> types().equals(List.of("ping")));
    status.set(410);
    owner.post("/desk/webhooks/" + webhook.id(), "action", "ping");
    Await.until(() -> owner.get("/desk/webhooks").body().contains("wants nothing more"));
    owner.post("/desk/webhooks/" + webhook.id(), "action", "remove");
    assertThat(hooks.webhooks().all()).isEmpty();
  }

  @Test
  void whatWasPlannedOutlivesAStopInTheMiddle() {
    HookModule.Added added = added();
    hooks.webhooks().plan(added.webhook().id(), "msg_kept", HookEvent.PING, "{}");
    // Claimed by a process that is then killed: due again when its lease ends.
    hooks.webhooks().claim(added.webhook().id(), Duration.ofMinutes(1));
    review.clock.advance(Duration.ofMinutes(2));
    Await.until(
        () -> heard.stream().anyMatch(one -> "msg_kept".equals(one.headers().get("webhook-id"))));
  }

  @Test
  void theSecretIsNotInTheDatabase() throws Exception {
    String secret = added().secret().value();
    assertThat(review.filesWhere(file -> file.contains(secret))).isEmpty();
  }
}
