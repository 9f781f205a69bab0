package courant.delivery.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BothDatabases
class HubTest {
  private record Told(String body, String signature, String link) {}

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<String> verified = new CopyOnWriteArrayList<>();
  private volatile boolean honest = true;
  private volatile int status = 204;
  private volatile Runnable whileAsked = () -> {};
  private volatile Runnable whileTold = () -> {};
  private HttpServer subscriber;
  private TestReview review;

  @BeforeEach
  void start() throws IOException {
    subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    subscriber.createContext("/", this::hear);
    subscriber.start();
    review =
        TestReview.start(Map.of("allow-private", "127.0.0.1:" + subscriber.getAddress().getPort()));
    review.section("World");
  }

  @AfterEach
  void stop() {
    review.close();
    subscriber.stop(0);
  }

  private void hear(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      String query = exchange.getRequestURI().getQuery();
      String challenge = query.replaceFirst(".*hub\\.challenge=([^&]+).*", "$1");
      byte[] answer = (honest ? challenge : "something else").getBytes(StandardCharsets.UTF_8);
      whileAsked.run();
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      verified.add(query);
    } else {
      byte[] body = exchange.getRequestBody().readAllBytes();
      whileTold.run();
      exchange.sendResponseHeaders(status, -1);
      told.add(
          new Told(
              new String(body, StandardCharsets.UTF_8),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Hub-Signature"))
                  .orElse(""),
              exchange.getRequestHeaders().getFirst("Link")));
    }
    exchange.close();
  }

  private String callback() {
    return "http://127.0.0.1:" + subscriber.getAddress().getPort() + "/heard";
  }

  private HttpResponse<String> ask(String mode, String topic, String callback, String secret) {
    String form =
        "hub.mode=%s&hub.topic=%s&hub.callback=%s&hub.secret=%s"
            .formatted(mode, encoded(topic), encoded(callback), encoded(secret));
    return review.send(
        HttpRequest.newBuilder(review.at("/hub"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void subscribe(String feed) {
    assertThat(ask("subscribe", review.at(feed).toString(), callback(), "s3cret").statusCode())
        .isEqualTo(202);
    Await.until(() -> subscriptions() == 1);
  }

  @Test
  void whatAppearsWhileTheSubscriberIsAskedIsToldToo() {
    whileAsked = () -> review.story("Meanwhile").publish();
    subscribe("/feed");
    Await.until(() -> told.stream().anyMatch(one -> one.body().contains("Meanwhile")));
  }

  @Test
  void whatAppearsWhileTheSubscriberIsToldIsToldAfterwards() {
    subscribe("/feed");
    whileTold =
        () -> {
          whileTold = () -> {};
          review.story("Second").publish();
        };
    review.story("First").publish();
    Await.until(() -> told.stream().anyMatch(one -> one.body().contains("Second")));
  }

  private long subscriptions() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select count(*) from hub_subscription")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void aSubscriberIsToldAtOnceAndSigned() throws Exception {
    subscribe("/section/world/feed");
    review.story("Elsewhere").publish();
    Story story = review.story("News of the world").section("World").publish();
    Await.until(() -> !told.isEmpty());
    Told first = told.getFirst();
    assertThat(first.body())
        .contains("<title>News of the world</title>")
        .doesNotContain("Elsewhere");
    assertThat(first.link())
        .contains("rel=\"hub\"", review.at("/section/world/feed") + ">; rel=\"self\"");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(first.signature())
        .isEqualTo(
            "sha256="
                + HexFormat.of()
                    .formatHex(mac.doFinal(first.body().getBytes(StandardCharsets.UTF_8))));
    int before = told.size();
    review.save(
        story.in(
            new StoryState.Withdrawn(story.path(), story.published(), review.clock.instant(), "")));
    Await.until(() -> told.size() > before);
    assertThat(told.getLast().body()).doesNotContain("News of the world");
  }

  @Test
  void aFailureIsTriedAgainLater() {
    subscribe("/feed.json");
    status = 500;
    review.story("Bumpy").publish();
    Await.until(() -> !told.isEmpty());
    status = 204;
    Await.until(() -> tried() == 1);
    review.clock.advance(Duration.ofSeconds(11));
    Await.until(() -> pending() == 0);
    assertThat(told.getLast().body()).contains("Bumpy");
  }

  private long tried() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select max(tries) from hub_subscription")
                    .mapTo(Long.class)
                    .one());
  }

  private long pending() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select count(*) from hub_subscription where due is not null")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void whoCannotRepeatTheChallengeIsNotSubscribed() {
    honest = false;
    assertThat(ask("subscribe", review.at("/feed").toString(), callback(), "").statusCode())
        .isEqualTo(202);
    Await.until(() -> !verified.isEmpty());
    assertThat(subscriptions()).isZero();
  }

  @Test
  void whoLeavesOrIsGoneHearsNoMore() {
    subscribe("/feed");
    status = 410;
    review.story("Last").publish();
    Await.until(() -> subscriptions() == 0);
    status = 204;
    subscribe("/feed");
    ask("unsubscribe", review.at("/feed").toString(), callback(), "");
    Await.until(() -> subscriptions() == 0);
  }

  @Test
  void wishesThatCannotBeAreRefusedWithTheReason() {
    String feed = review.at("/feed").toString();
    assertThat(ask("publish", feed, callback(), "").body()).contains("hub.mode");
    assertThat(ask("subscribe", "https://elsewhere.example/feed", callback(), "").body())
        .contains("none of our feeds");
    assertThat(
            ask("subscribe", review.at("/section/nowhere/feed").toString(), callback(), "")
                .statusCode())
        .isEqualTo(400);
    assertThat(ask("subscribe", review.at("/").toString() + "%zz/feed", callback(), "").body())
        .contains("none of our feeds");
    assertThat(ask("subscribe", feed, "file:///etc/passwd", "").body()).contains("hub.callback");
    assertThat(ask("subscribe", feed, callback(), "x".repeat(200)).body()).contains("hub.secret");
  }

  @Test
  void aCallbackOnAPrivateNetworkIsNeverAsked() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> asked = new CopyOnWriteArrayList<>();
    other.createContext("/", exchange -> asked.add(exchange.getRequestURI().toString()));
    other.start();
    ask(
        "subscribe",
        review.at("/feed").toString(),
        "http://127.0.0.1:" + other.getAddress().getPort() + "/",
        "");
    subscribe("/feed.atom");
    assertThat(asked).isEmpty();
    assertThat(subscriptions()).isEqualTo(1);
    other.stop(0);
  }

  @Test
  void aNetworkThatWishesForMuchIsToldToWaitAndOthersAreNot() {
    for (int i = 0; i < 100; i++) {
      assertThat(wish("203.0.113.7").statusCode()).isEqualTo(400);
    }
    HttpResponse<String> refused = wish("203.0.113.7");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).contains("900");
    assertThat(wish("203.0.113.8").statusCode()).isEqualTo(400);
    review.clock.advance(Duration.ofMinutes(16));
    assertThat(wish("203.0.113.7").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> wish(String network) {
    return review.send(
        HttpRequest.newBuilder(review.at("/hub"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Forwarded-For", network)
            .POST(HttpRequest.BodyPublishers.ofString("hub.mode=publish")));
  }

  @Test
  void whoComesWhileManyCallbacksAreAskedIsToldToComeAgain() {
    CountDownLatch answers = new CountDownLatch(1);
    whileAsked = () -> awaitQuietly(answers);
    String feed = review.at("/feed").toString();
    for (int i = 0; i < 16; i++) {
      assertThat(ask("subscribe", feed, callback() + i, "").statusCode()).isEqualTo(202);
    }
    HttpResponse<String> refused = ask("subscribe", feed, callback(), "");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    answers.countDown();
    Await.until(() -> subscriptions() == 16);
    Await.until(() -> ask("subscribe", feed, callback(), "").statusCode() == 202);
    Await.until(() -> subscriptions() == 17);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aHostWithManySubscriptionsKeepsThemAndGetsNoMore() {
    String feed = review.at("/feed").toString();
    subscribe("/feed");
    review
        .review
        .database()
        .change(
            handle -> {
              for (int i = 1; i < 200; i++) {
                handle.execute(
                    """
                    insert into hub_subscription (topic, callback, host, expires, tries)
                    select topic, callback || ?, host, expires, 0 from hub_subscription
                    where callback = ?
                    """,
                    "?" + i,
                    callback());
              }
            });
    assertThat(ask("subscribe", review.at("/feed.atom").toString(), callback(), "").statusCode())
        .isEqualTo(403);
    assertThat(ask("subscribe", feed, callback(), "").statusCode()).isEqualTo(202);
    assertThat(ask("unsubscribe", feed, callback() + "?1", "").statusCode()).isEqualTo(202);
    Await.until(() -> subscriptions() == 199);
    assertThat(ask("subscribe", review.at("/feed.atom").toString(), callback(), "").statusCode())
        .isEqualTo(202);
    Await.until(() -> subscriptions() == 200);
  }
}
