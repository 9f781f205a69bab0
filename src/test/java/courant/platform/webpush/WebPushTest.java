package courant.platform.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.support.PushSink;
import courant.support.PushedBrowser;
import courant.support.SettableClock;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebPushTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
  private static final PushMessage MESSAGE =
      new PushMessage(
          "Dragoons over Tamanhint".getBytes(StandardCharsets.UTF_8),
          Duration.ofHours(6),
          PushMessage.Urgency.HIGH,
          "story-7");

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String UNANSWERED = "the service has not answered lately";

  private final SettableClock clock = new SettableClock(NOW);
  private final PushedBrowser browser = new PushedBrowser();
  private final Vapid vapid = new Vapid(Vapid.Key.fresh(), () -> "mailto:desk@x.example", clock);
  private PushSink sink;
  private Outgoing outgoing;
  private WebPush push;

  @BeforeEach
  void start() {
    sink = PushSink.start();
    outgoing = new Outgoing(new PublicAddresses(sink.address()));
    push = new WebPush(outgoing, vapid, clock);
  }

  @AfterEach
  void stop() {
    outgoing.close();
    sink.close();
  }

  private Outcome send(String path) {
    return push.send(browser.at(sink.url(path)), MESSAGE);
  }

  @Test
  void theServiceGetsWhatOnlyTheBrowserReads() throws Exception {
    assertThat(send("/one")).isInstanceOf(Outcome.Delivered.class);
    PushSink.Push received = sink.pushes().getFirst();
    assertThat(browser.read(received.body())).isEqualTo("Dragoons over Tamanhint");
    assertThat(received.headers())
        .containsEntry("ttl", "21600")
        .containsEntry("urgency", "high")
        .containsEntry("topic", "story-7")
        .containsEntry("content-encoding", "aes128gcm");
  }

  @Test
  void saysWhoSendsToThisServiceAlone() throws Exception {
    send("/one");
    send("/two");
    clock.advance(Duration.ofHours(7));
    send("/three");
    var headers = sink.pushes().stream().map(one -> one.headers().get("authorization")).toList();
    JsonObject claims = new JsonObject(PushedBrowser.claims(headers.getFirst()));
    assertThat(claims.getString("aud")).isEqualTo("http://" + sink.address());
    assertThat(claims.getString("sub")).isEqualTo("mailto:desk@x.example");
    assertThat(claims.getLong("exp"))
        .isBetween(NOW.getEpochSecond(), NOW.plus(Duration.ofHours(24)).getEpochSecond());
    assertThat(headers.get(1)).isEqualTo(headers.getFirst());
    assertThat(headers.get(2)).isNotEqualTo(headers.getFirst());
    assertThat(headers.getFirst()).endsWith(", k=" + vapid.key().publicText());
  }

  @Test
  void tellsOutcomesApart() {
    sink.answer("/404", 404);
    sink.answer("/410", 410);
    sink.answer("/413", 413);
    sink.answer("/500", 500);
    assertThat(send("/404")).isInstanceOf(Outcome.Gone.class);
    assertThat(send("/410")).isInstanceOf(Outcome.Gone.class);
    assertThat(send("/413")).isInstanceOf(Outcome.Refused.class);
    assertThat(send("/500")).isInstanceOf(Outcome.Later.class);
    assertThat(push.send(browser.at("http://127.0.0.1:1/inside"), MESSAGE))
        .isInstanceOf(Outcome.Gone.class);
  }

  @Test
  void leavesAServiceAloneForAsLongAsItAsks() {
    sink.answer("/busy", 429, "120");
    assertThat(send("/busy"))
        .isEqualTo(new Outcome.Later(Duration.ofSeconds(120), "the service answered 429"));
    clock.advance(Duration.ofSeconds(100));
    assertThat(send("/other"))
        .isEqualTo(new Outcome.Later(Duration.ofSeconds(20), "the service asked for a pause"));
    assertThat(sink.pushes()).hasSize(1);
    clock.advance(Duration.ofSeconds(20));
    assertThat(send("/other")).isInstanceOf(Outcome.Delivered.class);

    sink.answer("/date", 503, "Sun, 1 Mar 2026 06:03:00 GMT");
    assertThat(send("/date"))
        .isEqualTo(new Outcome.Later(Duration.ofMinutes(1), "the service answered 503"));
  }

  private List<Outcome> sendMany(WebPush impatient, int count, String url) throws Exception {
    List<Future<Outcome>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        sent.add(threads.submit(() -> impatient.send(browser.at(url), MESSAGE)));
      }
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> one : sent) {
      outcomes.add(one.get());
    }
    return outcomes;
  }

  @Test
  void aServiceThatNeverAnswersIsLeftAloneForLongerEachTime() throws Exception {
    WebPush impatient = new WebPush(outgoing, vapid, clock, PATIENCE);
    sink.hold("/silent");
    sendMany(impatient, 5, sink.url("/silent"));
    assertThat(impatient.send(browser.at(sink.url("/other")), MESSAGE))
        .isEqualTo(new Outcome.Later(Duration.ofMinutes(1), UNANSWERED));
    clock.advance(Duration.ofMinutes(1));
    assertThat(sendMany(impatient, 3, sink.url("/silent")))
        .as("one tries it again")
        .filteredOn(new Outcome.Later(Duration.ofMinutes(1), UNANSWERED)::equals)
        .hasSize(2);
    assertThat(impatient.send(browser.at(sink.url("/other")), MESSAGE))
        .isEqualTo(new Outcome.Later(Duration.ofMinutes(2), UNANSWERED));
    sink.release("/silent");
    clock.advance(Duration.ofMinutes(2));
    assertThat(impatient.send(browser.at(sink.url("/silent")), MESSAGE))
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(impatient.send(browser.at(sink.url("/silent")), MESSAGE))
        .isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aServiceThatNeverAnswersKeepsNoOtherWaiting() throws Exception {
    WebPush impatient = new WebPush(outgoing, vapid, clock, PATIENCE);
    sink.hold("/silent");
    assertThat(sendMany(impatient, 300, sink.url("/silent")))
        .as("of those that waited behind the first, hardly any asked")
        .filteredOn(new Outcome.Later(Duration.ofMinutes(1), UNANSWERED)::equals)
        .hasSizeGreaterThan(240);
  }

  @Test
  void goesOutByHttp2WithTls(@TempDir Path folder) throws Exception {
    PfxOptions certificate = PushSink.certificate(folder);
    try (PushSink secure = PushSink.start(certificate, true);
        Outgoing trusting = new Outgoing(new PublicAddresses(secure.address()), certificate)) {
      WebPush overTls = new WebPush(trusting, vapid, clock);
      assertThat(overTls.send(browser.at(secure.url("/one")), MESSAGE))
          .isInstanceOf(Outcome.Delivered.class);
      assertThat(secure.pushes().getFirst().version()).isEqualTo("HTTP_2");
      assertThat(push.send(browser.at(secure.url("/one")), MESSAGE))
          .as("a certificate nobody vouches for, at an address nobody named")
          .isInstanceOf(Outcome.Gone.class);
    }
  }
}
