package courant;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.web.Slug;
import courant.source.Terms;
import courant.story.Listing;
import courant.story.Story;
import courant.support.SettableClock;
import courant.support.TestDatabase;
import courant.syndication.SyndicationModule;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.intake.Intake;
import courant.syndication.poll.Polled;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds of partners, good and bad, from a server of our own. */
class PollTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final AtomicInteger fetches = new AtomicInteger();
  private HttpServer far;
  private Holdings held;
  private Outgoing outgoing;
  private SyndicationModule syndication;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    far.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    far.createContext("/", this::answer);
    far.start();
    String database = TestDatabase.address(folder);
    held =
        Holdings.open(
            Settings.of(
                Map.of(Setting.DATA.name(), folder.toString(), Setting.DATABASE.name(), database)),
            clock);
    outgoing = new Outgoing(new PublicAddresses("127.0.0.1:" + far.getAddress().getPort()));
    syndication = held.syndication(outgoing);
  }

  @AfterEach
  void stop() {
    outgoing.close();
    held.close();
    far.stop(0);
  }

  @Test
  void newItemsAreStoriesOnceThoughEveryIdChanges() {
    add("/changing", Terms.OPEN);
    assertThat(poll()).containsExactly(new Polled(at("/changing"), 2, ""));
    assertThat(poll()).containsExactly(new Polled(at("/changing"), 0, ""));
    assertThat(stories())
        .containsExactlyInAnyOrder("One <p>Body of one.</p>", "Two <p>Body of two.</p>");
  }

  @Test
  void whatIsUnchangedIsNotSentAgain() {
    add("/tagged", Terms.OPEN);
    poll();
    assertThat(poll()).containsExactly(new Polled(at("/tagged"), 0, ""));
  }

  /** However slow the far side is, and whatever we have to do with what it brings. */
  @Test
  void aFeedIsAskedAgainAPauseAfterItWasAskedNotAfterItWasTaken() {
    add("/slow", Terms.OPEN);
    poll();
    Instant asked = clock.instant();
    poll();
    PartnerFeed.State state =
        syndication.fetch().feeds().byAddress(at("/slow")).orElseThrow().state();
    assertThat(state.fetched()).contains(asked.plusSeconds(20));
    assertThat(state.due()).isEqualTo(asked.plus(state.pause()));
  }

  @Test
  void feedsThatWereAddedTogetherAreNotAskedTogetherForEver() {
    List<String> paths = IntStream.range(0, 20).mapToObj(i -> "/tagged?" + i).toList();
    paths.forEach(path -> add(path, Terms.OPEN));
    poll();
    List<Instant> due =
        paths.stream()
            .map(
                path -> syndication.fetch().feeds().byAddress(at(path)).orElseThrow().state().due())
            .sorted()
            .toList();
    Instant hour = NOON.plus(Duration.ofHours(1));
    assertThat(due.getFirst()).isBetween(hour, due.getLast().minus(Duration.ofMinutes(20)));
    assertThat(due.getLast()).isBefore(hour.plus(Duration.ofHours(1)));
  }

  @Test
  void aPermanentMoveIsLearnedAndAGoneFeedIsLeftAlone() {
    add("/moved", Terms.OPEN);
    poll();
    assertThat(poll()).extracting(Polled::address).containsExactly(at("/tagged"));
    add("/410", Terms.OPEN);
    assertThat(poll())
        .extracting(Polled::trouble)
        .contains("The partner has closed this feed for good: HTTP 410");
    assertThat(poll()).hasSize(1);
  }

  @Test
  void termsThatAllowAnExcerptGetNoMore() {
    add("/long", new Terms(false, Duration.ZERO, Optional.empty(), "", "", true));
    poll();
    assertThat(stories().getFirst()).contains("word").hasSizeLessThan(400);
  }

  @Test
  void noBadFeedStopsTheOthersAndEachHasItsReason() {
    List<String> bad = List.of("/html", "/500", "/loop", "/empty", "/large");
    bad.forEach(path -> add(path, Terms.OPEN));
    syndication.add(
        URI.create("http://127.0.0.1:1/feed"), "Inside", Terms.OPEN, true, Optional.empty());
    add("/tagged", Terms.OPEN);
    List<Polled> all = poll();
    assertThat(all).hasSize(7).contains(new Polled(at("/tagged"), 1, ""));
    Map<String, String> reasons = new ConcurrentHashMap<>();
    all.forEach(polled -> reasons.put(polled.address().getPath(), polled.trouble()));
    assertThat(reasons.get("/html")).startsWith("This is a web page, not a feed");
    assertThat(reasons.get("/500")).isEqualTo("Its server has a fault: HTTP 500");
    assertThat(reasons.get("/loop")).contains("redirected more than");
    assertThat(reasons.get("/empty")).contains("is empty");
    assertThat(reasons.get("/large")).contains("longer than");
    assertThat(reasons.get("/feed")).contains("private network");
  }

  @Test
  void rulesChooseByWordsLengthAndTheLanguageATextIsReallyIn() {
    add("/mixed", Terms.OPEN);
    held.facts()
        .write(
            telling -> {
              held.topics()
                  .write(
                      telling,
                      new Topic(
                          new TopicId(1), new Slug("ports"), TopicKind.SUBJECT, "Ports", "", ""));
              syndication
                  .intake()
                  .intakes()
                  .write(
                      telling.handle(),
                      syndication.fetch().feeds().byAddress(at("/mixed")).orElseThrow(),
                      Optional.of(
                          new Intake(
                              Intake.Destination.PUBLISH,
                              Optional.empty(),
                              "ports",
                              "es",
                              "puerto, muelle",
                              "horóscopo",
                              20)));
              return true;
            });
    assertThat(poll()).containsExactly(new Polled(at("/mixed"), 1, ""));
    assertThat(stories()).singleElement().asString().startsWith("El puerto reabre");
    Story story = held.stories().published(new Listing.Everything(), 0, 1).getFirst();
    assertThat(story.language()).isEqualTo("es");
    assertThat(story.topics()).extracting(Topic::name).contains("Ports");
  }

  /** A feed that says that all of it is English. */
  private static String mixed() {
    String long1 =
        "El puerto de Trípoli reabre tras un año cerrado, y los pasajeros que esperaban desde el"
            + " viernes embarcan por fin. Muchos habían dormido en sus coches mientras el viento"
            + " mantenía los barcos en el muelle, dijo la autoridad portuaria.";
    String english =
        "The port of Tripoli, el puerto, reopens after a year, and the passengers who had waited"
            + " since Friday may board at last. Many had slept in their cars while the wind kept"
            + " the ships along the quay, the authority said on Monday.";
    String items = "";
    for (List<String> one :
        List.of(
            List.of("El puerto reabre", long1),
            List.of("El horóscopo", "horóscopo " + long1),
            List.of("El mercado", long1.replace("puerto", "mercado").replace("muelle", "centro")),
            List.of("Corto", "El puerto y el muelle reabren."),
            List.of("The port reopens", english))) {
      items +=
          "<item><title>%s</title><guid>urn:%1$s</guid><description>%s</description></item>"
              .formatted(one.getFirst(), one.getLast());
    }
    return rss("<language>en-us</language>" + items);
  }

  private void add(String path, Terms terms) {
    assertThat(syndication.add(at(path), "Agency " + path, terms, true, Optional.empty())).isTrue();
  }

  private List<Polled> poll() {
    ConcurrentLinkedQueue<Polled> told = new ConcurrentLinkedQueue<>();
    syndication.poll().all(told::add);
    return List.copyOf(told);
  }

  private List<String> stories() {
    return held.database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select headline, body from story where state = 'published' order by id")
                    .map((row, _) -> row.getString("headline") + " " + row.getString("body"))
                    .list());
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + far.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/robots.txt" -> send(exchange, 404, "");
      case "/changing" -> send(exchange, 200, rss(item("One") + item("Two")));
      case "/tagged" -> tagged(exchange);
      case "/moved" -> redirect(exchange, "/tagged");
      case "/loop" -> redirect(exchange, "/loop");
      case "/mixed" -> send(exchange, 200, mixed());
      case "/long" -> send(exchange, 200, rss(item("word ".repeat(400))));
      case "/html" -> send(exchange, 200, "<!doctype html><title>Oops</title><p>Come back later.");
      case "/large" -> send(exchange, 200, " ".repeat(17 << 20));
      case "/slow" -> {
        clock.advance(Duration.ofSeconds(20));
        tagged(exchange);
      }
      case "/410" -> send(exchange, 410, "no more");
      case "/500" -> send(exchange, 500, "broken");
      default -> send(exchange, 200, "");
    }
  }

  private void tagged(HttpExchange exchange) throws IOException {
    if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("ETag", "\"1\"");
    send(exchange, 200, rss(item("Tagged " + fetches.incrementAndGet())));
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(301, -1);
    exchange.close();
  }

  /** Its id is another each time, and so is its address. */
  private String item(String title) {
    int time = fetches.incrementAndGet();
    String words = title.strip();
    return """
    <item><title>%s</title><guid>%d</guid><link>https://agency.example/?s=%d</link>
    <pubDate>Mon, 23 Nov 2026 11:00:00 GMT</pubDate><description>Body of %s.</description></item>
    """
        .formatted(
            words.substring(0, Math.min(20, words.length())),
            time,
            time,
            words.toLowerCase(Locale.ROOT));
  }

  private static String rss(String items) {
    return "<rss version='2.0'><channel><title>Agency</title>" + items + "</channel></rss>";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException _) {
      // The client has had enough of it.
    }
  }
}
