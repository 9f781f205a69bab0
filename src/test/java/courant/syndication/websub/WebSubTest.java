package courant.syndication.websub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.platform.web.Role;
import courant.source.Terms;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.syndication.fetch.PartnerFeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feeds that name a hub come by themselves: from a hub of the test's, and from another Courant. */
@BothDatabases
class WebSubTest {
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private HttpServer hub;
  private TestReview review;

  @BeforeEach
  void start() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    hub.createContext("/", this::answer);
    hub.start();
    review = TestReview.start(Map.of("allow-private", "127.0.0.1:" + hub.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    review.close();
    hub.stop(0);
  }

  private String hub(String path) {
    return "http://127.0.0.1:" + hub.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = new byte[0];
    if (exchange.getRequestMethod().equals("POST")) {
      asked.add(
          Arrays.stream(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                      .split("&"))
              .map(pair -> pair.split("=", 2))
              .collect(
                  Collectors.toMap(
                      pair -> pair[0],
                      pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
    } else if (exchange.getRequestURI().getPath().equals("/feed")) {
      exchange
          .getResponseHeaders()
          .add("Link", "<%s>; rel=\"hub\", <%s>; rel=self".formatted(hub("/hub"), hub("/topic")));
      body = feed("Old news").getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(body.length > 0 ? 200 : 202, body.length > 0 ? body.length : -1);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String feed(String headline) {
    return "<rss version='2.0'><channel><title>T</title><item><title>%s</title><guid>urn:%s</guid><description>Text.</description></item></channel></rss>"
        .formatted(headline, headline.replace(' ', '-'));
  }

  private void take(TestReview subscriber, String address) {
    subscriber
        .review
        .syndication()
        .add(URI.create(address), "Herald", Terms.OPEN, true, Optional.empty());
    subscriber.review.syndication().poll().all(_ -> {});
  }

  private static HubLease lease(TestReview subscriber) {
    return subscriber
        .review
        .syndication()
        .poll()
        .hubLeases()
        .of(subscriber.review.sources().bySlug("herald").orElseThrow().id())
        .values()
        .iterator()
        .next();
  }

  private static boolean has(TestReview subscriber, String headline) {
    return subscriber.review.stories().after(0, 100).stream()
        .anyMatch(story -> story.headline().equals(headline));
  }

  private PartnerFeed partnerFeed() {
    return review.review.syndication().fetch().feeds().all().getFirst();
  }

  private String callback() {
    return URI.create(asked.getLast().get("hub.callback")).getPath();
  }

  private int verify(String mode, String topic, String seconds) {
    var answer =
        review.get(
            "%s?hub.mode=%s&hub.topic=%s&hub.challenge=ch%%26llenge&hub.lease_seconds=%s"
                .formatted(
                    callback(), mode, URLEncoder.encode(topic, StandardCharsets.UTF_8), seconds));
    if (answer.statusCode() == 200) {
      assertThat(answer.body()).isEqualTo("ch&llenge");
      assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    }
    return answer.statusCode();
  }

  private int push(String callback, String headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at(callback))
            .header("Content-Type", "application/rss+xml")
            .POST(BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.header("X-Hub-Signature", headers);
    }
    return review.send(request).statusCode();
  }

  private String sign(String method, String body) {
    try {
      Mac mac = Mac.getInstance("Hmac" + method);
      mac.init(
          new SecretKeySpec(
              asked.getLast().get("hub.secret").getBytes(StandardCharsets.UTF_8), "Hmac"));
      return method.toLowerCase(Locale.ROOT)
          + "="
          + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void subscribed() {
    take(review, hub("/feed"));
    Await.until(() -> asked.size() == 1);
    assertThat(asked.getFirst())
        .containsEntry("hub.mode", "subscribe")
        .containsEntry("hub.topic", hub("/topic"));
    assertThat(callback()).matches("/intake/websub/[\\w-]{40,}");
    assertThat(verify("subscribe", hub("/topic"), "864000")).isEqualTo(200);
    assertThat(lease(review).state()).isEqualTo(HubLease.State.LIVE);
  }

  @Test
  void onlyWhatTheHubSignedIsTaken() {
    subscribed();
    String forged = feed("Forged");
    assertThat(push(callback(), "", forged)).isEqualTo(403);
    assertThat(push(callback(), "sha256=00", forged)).isEqualTo(403);
    assertThat(push(callback(), sign("SHA256", "other"), forged)).isEqualTo(403);
    assertThat(push(callback(), "md5=00", forged)).isEqualTo(403);
    assertThat(push(callback(), sign("SHA1", forged) + ", sha512=00", forged))
        .as("the best of them counts")
        .isEqualTo(403);
    assertThat(push("/intake/websub/nobody", sign("SHA256", forged), forged)).isEqualTo(410);
    String large = feed("x".repeat(3 << 20));
    assertThat(push(callback(), sign("SHA256", large), large)).isEqualTo(413);
    int story = 0;
    for (String method : List.of("SHA1", "SHA256", "SHA384", "SHA512")) {
      String body = feed("Signed " + story++);
      assertThat(push(callback(), sign(method, body), body)).as(method).isEqualTo(202);
    }
    Await.until(() -> has(review, "Signed 3"));
    assertThat(has(review, "Forged")).isFalse();
    assertThat(lease(review).pushed()).isPresent();
  }

  @Test
  void whatWasNotAskedForIsNotConfirmedAndADenialIsShown() {
    take(review, hub("/feed"));
    Await.until(() -> asked.size() == 1);
    assertThat(verify("subscribe", "https://elsewhere.example/", "60")).isEqualTo(404);
    assertThat(verify("unsubscribe", hub("/topic"), "60")).isEqualTo(404);
    assertThat(lease(review).state()).isEqualTo(HubLease.State.ASKED);
    assertThat(
            review
                .get(
                    callback()
                        + "?hub.mode=denied&hub.reason=Too+many&hub.topic="
                        + URLEncoder.encode(hub("/topic"), StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(204);
    Newsperson editor = new Newsperson(review, Role.EDITOR);
    assertThat(
            editor
                .get(
                    "/desk/sources/"
                        + review.review.sources().bySlug("herald").orElseThrow().id().value())
                .body())
        .contains("does not want to tell", "Too many");
  }

  @Test
  void itIsFetchedSeldomWhileItLivesRenewedBeforeTheEndAndFetchedAgainAfterIt() {
    subscribed();
    review.review.syndication().poll().all(_ -> {});
    assertThat(partnerFeed().state().due()).isEqualTo(TestReview.NOON.plus(Duration.ofHours(6)));
    review.clock.set(TestReview.NOON.plus(Duration.ofDays(9)));
    Await.until(() -> asked.size() == 2);
    assertThat(asked.get(1).get("hub.callback")).isEqualTo(asked.get(0).get("hub.callback"));
    review.clock.set(TestReview.NOON.plus(Duration.ofDays(11)));
    Await.until(() -> lease(review).state() == HubLease.State.ENDED);
    Await.until(() -> !partnerFeed().state().due().isBefore(review.clock.instant()));
    assertThat(partnerFeed().state().due())
        .as("at its own pace")
        .isBefore(review.clock.instant().plus(Duration.ofHours(2)));
  }

  @Test
  void oneCourantTellsAnotherAtOnce() throws IOException {
    int port = freePort();
    try (TestReview publisher =
        TestReview.start(Map.of("allow-private", "localhost:" + port + ",127.0.0.1:" + port))) {
      int there = publisher.review.port();
      try (TestReview subscriber =
          TestReview.start(
              Map.of("port", Integer.toString(port), "allow-private", "localhost:" + there))) {
        Story first = publisher.story("First").publish();
        take(subscriber, publisher.at("/feed.atom").toString());
        assertThat(has(subscriber, "First")).isTrue();
        Await.until(() -> lease(subscriber).state() == HubLease.State.LIVE);
        publisher.story("Second").body("<p>Just now.</p>").publish();
        Await.until(() -> has(subscriber, "Second"));
        publisher.save(
            first.in(
                new StoryState.Withdrawn(
                    first.path(), first.published(), publisher.clock.instant(), "Untrue.")));
        Await.until(() -> subscriber.review.syndication().changes().changes().count(true) == 1);
        assertThat(new Newsperson(subscriber, Role.EDITOR).get("/desk/corrections").body())
            .contains("Untrue.");
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
