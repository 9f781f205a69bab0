package courant.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.delivery.hook.HookEvent;
import courant.platform.web.Role;
import courant.platform.web.Routes;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.FediverseServer;
import courant.support.Newsperson;
import courant.support.PushSink;
import courant.support.PushedBrowser;
import courant.support.SettableClock;
import courant.support.SmtpSink;
import courant.support.TestPhotos;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A story under embargo and a draft, and everywhere one could learn of them: nothing shows
 * anywhere, until the minute comes, and then the one does and the other still does not.
 */
@BothDatabases
class EmbargoTest {
  /** Words that stand nowhere but in what must not be known: every field has one of its own. */
  private static final List<String> SECRET =
      List.of("vandelay", "quixotic", "zebedee", "kramerica", "bosco", "xanthippe", "uqbar");

  private static final List<String> DRAFTED = List.of("orotund", "wednesbury", "penhaligon");

  private static final String ADDRESS = "/2026/11/quixotic-merger-of-vandelay";

  private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
  private final PushedBrowser browser = new PushedBrowser();
  private final PushSink pushes = PushSink.start();
  private final SmtpSink mails = SmtpSink.start();
  private final FediverseServer fediverse = new FediverseServer(new SettableClock(TestReview.NOON));
  private HttpServer programs;
  private TestReview review;
  private Newsperson editor;
  private Visitor reader;
  private String password;
  private Story open;

  @BeforeEach
  void start() throws IOException {
    programs = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    programs.createContext("/", this::hear);
    programs.start();
    review =
        TestReview.start(
            Map.of(
                "smtp",
                "smtp://127.0.0.1:" + mails.port(),
                "fediverse",
                "on",
                "allow-private",
                String.join(",", program(), pushes.address(), fediverse.address())));
    review.section("World");
    review.topic("Ports");
    editor = new Newsperson(review, Role.EDITOR);
    Await.until(() -> count("planned") > 0);
    reader = reader();
    subscribePrograms();
    writeWhatIsSecret();
    // Comes after it in every queue: once this has arrived, the secret would have, too.
    open = review.story("Harbour opens").section("World").topic("Ports").publish();
  }

  @AfterEach
  void stop() throws IOException {
    review.close();
    programs.stop(0);
    pushes.close();
    mails.close();
    fediverse.close();
  }

  private String program() {
    return "127.0.0.1:" + programs.getAddress().getPort();
  }

  private void hear(HttpExchange exchange) throws IOException {
    byte[] answer = {};
    if (exchange.getRequestMethod().equals("GET")) {
      String query = exchange.getRequestURI().getQuery();
      answer =
          query.replaceFirst(".*hub\\.challenge=([^&]+).*", "$1").getBytes(StandardCharsets.UTF_8);
    } else {
      String path = exchange.getRequestURI().getPath();
      heard.add(
          path
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private long count(String table) {
    return review
        .review
        .database()
        .read(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  /** Somebody who follows all that can be followed, in every way there is. */
  private Visitor reader() {
    Visitor visitor = new Visitor(review).signIn("reader@example.org", mails);
    visitor.post("/my/follow", "kind", "topic", "key", "ports", "stance", "follow");
    visitor.post("/my/follow", "kind", "section", "key", "world", "stance", "follow");
    visitor.post("/my/follow", "kind", "search", "key", "vandelay", "stance", "follow");
    visitor.post(
        "/my/push/device",
        "endpoint",
        pushes.url("/reader"),
        "p256dh",
        browser.key(),
        "auth",
        browser.secret());
    password =
        Jsoup.parse(visitor.post("/my/account/apps", "renew", "true").body())
            .select("#app-password")
            .attr("value");
    visitor.post("/subscribe", "email", "reader@example.org", "list", "/", "pace", "daily");
    Await.until(() -> mailed("/subscribe/").findAny().isPresent());
    visitor.post(
        "/subscribe/confirm",
        "token",
        mailed("/subscribe/")
            .findAny()
            .orElseThrow()
            .replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1"));
    return visitor;
  }

  /** Mails that say something. */
  private Stream<String> mailed(String words) {
    return mails.mails().stream().map(EmbargoTest::text).filter(mail -> mail.contains(words));
  }

  private static String text(SmtpSink.Mail mail) {
    return mail.text().replace("=\r\n", "").replace("=3D", "=");
  }

  private void subscribePrograms() {
    assertThat(review.review.hooks().add("http://" + program() + "/hook", HookEvent.choices()))
        .isPresent();
    review.send(
        HttpRequest.newBuilder(review.at("/hub"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Visitor.form(
                        "hub.mode",
                        "subscribe",
                        "hub.topic",
                        review.at("/feed").toString(),
                        "hub.callback",
                        "http://" + program() + "/hub"))));
    Await.until(() -> count("hub_subscription") == 1);
    FediverseServer.Account ana = fediverse.account("ana");
    String actor =
        new JsonObject(review.get(webFinger("courant")).body())
            .getJsonArray("links").stream()
                .map(JsonObject.class::cast)
                .filter(link -> link.getString("rel").equals("self"))
                .findFirst()
                .orElseThrow()
                .getString("href");
    fediverse.post(ana, review.at("/fediverse/inbox"), ana.activity("Follow", actor)).send(review);
    Await.until(() -> !fediverse.delivered("Accept").isEmpty());
  }

  private String webFinger(String name) {
    return "/.well-known/webfinger?resource=acct:" + name + "@localhost:" + review.review.port();
  }

  /** As an editor does: every field has its word, one is of the past of the text. */
  private void writeWhatIsSecret() throws IOException {
    var photo = review.photo(TestPhotos.jpeg(640, 480));
    String secret = begun();
    assertThat(
            editor
                .post(
                    secret,
                    "action",
                    "schedule",
                    "due",
                    "2026-11-24T12:00",
                    "headline",
                    "Quixotic merger of Vandelay",
                    "standfirst",
                    "As Bosco said in Xanthippe.",
                    "body",
                    "<p>Signed by Uqbar at the harbour.</p>",
                    "section",
                    "world",
                    "byline",
                    "Zebedee Quill",
                    "topics",
                    "Ports, Vandelay Industries",
                    "source",
                    "Kramerica Wire",
                    "picture",
                    photo.src(),
                    "picture-alt",
                    "Bosco at the harbour")
                .headers()
                .firstValue("location")
                .orElse(""))
        .endsWith("?done=scheduled");
    editor.post(
        begun(),
        "action",
        "save",
        "headline",
        "Orotund words",
        "byline",
        "Penhaligon",
        "topics",
        "Ports, Wednesbury",
        "section",
        "world");
  }

  private String begun() {
    return editor.post("/desk/story").headers().firstValue("location").orElseThrow();
  }

  /** Every address there is to look at, and a few one could guess. */
  private List<String> addresses() {
    Stream<String> plain =
        review.review.routes().all().stream()
            .filter(route -> route.method().equals("GET") && route.role() == Role.ANYONE)
            .map(Routes.Route::path)
            .filter(path -> path.matches("/[\\w./-]*") && !path.startsWith("/desk"));
    Stream<String> lists =
        Stream.of("", "/section/world", "/topic/ports", "/2026", "/2026/11", "/2026/11/24")
            .flatMap(
                list -> Stream.of(list, list + "/feed", list + "/feed.atom", list + "/feed.json"))
            .filter(path -> !path.isEmpty());
    Stream<String> others =
        Stream.of(
            open.path(),
            open.path() + "/replies",
            open.path() + "/replies/feed",
            "/search?q=harbour",
            "/search?q=world&sort=newest",
            "/search/feed?q=harbour",
            "/sitemap/2026-11.xml",
            webFinger("courant"),
            webFinger("world"),
            "/fediverse/review",
            "/fediverse/review/outbox",
            "/fediverse/review/outbox?page=1");
    return Stream.of(plain, lists, others).flatMap(one -> one).distinct().toList();
  }

  /** What would tell by being there at all. */
  private List<String> guesses() {
    return Stream.of(
            Stream.of(
                ADDRESS,
                ADDRESS + "/replies",
                "/search?q=vandelay",
                "/media/" + "0".repeat(64) + "/640.webp"),
            Stream.of(
                    "/topic/vandelay-industries", "/author/zebedee-quill", "/source/kramerica-wire")
                .flatMap(
                    list ->
                        Stream.of(list, list + "/feed", list + "/feed.atom", list + "/feed.json")),
            Stream.of(webFinger("vandelay-industries"), webFinger("zebedee-quill")))
        .flatMap(one -> one)
        .toList();
  }

  /** Whatever somebody without a key to the desk can get hold of, by where it was found. */
  private Map<String, String> all() throws GeneralSecurityException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String address : addresses()) {
      found.put(address, review.get(address).body());
      if (address.startsWith("/my")) {
        found.put("a reader's " + address, reader.get(address).body());
      }
    }
    found.put("the search", withoutQuestion(review.get("/search?q=vandelay").body()));
    found.put("did you mean", withoutQuestion(review.get("/search?q=vandeley").body()));
    for (String path :
        List.of(
            "stream/contents/user/-/state/com.google/reading-list",
            "subscription/list",
            "tag/list",
            "unread-count")) {
      found.put("Google Reader " + path, google(path + "?output=json"));
    }
    found.put("Fever", fever("&items&feeds&groups&feeds_groups&unread_item_ids"));
    for (String path : List.of("/api/v1/stories", "/api/v1/topics", "/api/v1/authors")) {
      HttpResponse<String> answer = review.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      found.put(path, answer.body());
    }
    mails.mails().forEach(mail -> found.put("mail " + found.size(), text(mail)));
    heard.forEach(told -> found.put("told to a program " + found.size(), told));
    fediverse.delivered.forEach(sent -> found.put("fediverse " + found.size(), sent.body()));
    for (PushSink.Push push : pushes.pushes()) {
      found.put("push " + found.size(), browser.read(push.body()));
    }
    return found;
  }

  /** What was asked for stands in the answer. */
  private static String withoutQuestion(String page) {
    return page.replaceAll("(?i)vandel[ae]y(?!-| Ind)", "");
  }

  private String google(String path) {
    return review
        .send(
            HttpRequest.newBuilder(review.at("/reader/api/0/" + path))
                .header("Authorization", "GoogleLogin auth=" + password))
        .body();
  }

  private String fever(String query) throws GeneralSecurityException {
    String key =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("MD5")
                    .digest(("reader@example.org:" + password).getBytes(StandardCharsets.UTF_8)));
    return review
        .send(
            HttpRequest.newBuilder(review.at("/fever/?api" + query))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("api_key=" + key)))
        .body();
  }

  /** Where a word stands. */
  private static List<String> places(Map<String, String> all, List<String> words) {
    List<String> places = new ArrayList<>();
    all.forEach(
        (place, text) ->
            words.stream()
                .filter(word -> text.toLowerCase(Locale.ROOT).contains(word))
                .map(word -> word + " in " + place)
                .forEach(places::add));
    return places;
  }

  /** All channels have told of a story, by its headline. */
  private void awaitTold(String headline) {
    Await.until(
        () -> heard.stream().anyMatch(told -> told.startsWith("/hook") && told.contains(headline)));
    Await.until(
        () -> heard.stream().anyMatch(told -> told.startsWith("/hub") && told.contains(headline)));
    Await.until(
        () ->
            fediverse.delivered("Create").stream()
                .anyMatch(sent -> sent.body().contains(headline)));
    Await.until(() -> pushes.pushes().stream().anyMatch(push -> read(push).contains(headline)));
    Await.until(
        () -> Jsoup.parse(review.get("/search?q=harbour").body()).text().contains(headline));
  }

  private String read(PushSink.Push push) {
    try {
      return browser.read(push.body());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private long newsletters() {
    return mailed("List-Id:").count();
  }

  private void newsletterOf(int day, long many) {
    review.clock.set(Instant.parse("2026-11-%02dT06:59:50Z".formatted(day)));
    review.clock.set(Instant.parse("2026-11-%02dT07:00:10Z".formatted(day)));
    Await.until(() -> newsletters() == many);
  }

  @Test
  void nothingShowsBeforeItsMinuteAndAllOfItThen() throws GeneralSecurityException {
    awaitTold("Harbour opens");
    newsletterOf(24, 1);
    review.clock.set(Instant.parse("2026-11-24T11:59:59Z"));
    review.review.publishDue().run();
    Map<String, String> before = all();
    List<String> words = Stream.concat(SECRET.stream(), DRAFTED.stream()).toList();
    assertThat(places(before, words.stream().filter(word -> !word.equals("vandelay")).toList()))
        .isEmpty();
    // The reader's own saved search is called that, and shown to nobody else.
    assertThat(places(before, List.of("vandelay")))
        .allMatch(place -> place.matches(".* in (a reader's /my\\S*|Google Reader .*|Fever)"));
    for (String guess : guesses()) {
      HttpResponse<String> answer = review.get(guess);
      assertThat(answer.statusCode()).as(guess).isIn(200, 404);
      assertThat(answer.statusCode() == 200).as(guess).isEqualTo(guess.startsWith("/search"));
    }

    review.clock.set(Instant.parse("2026-11-24T12:00:00Z"));
    review.review.publishDue().run();
    awaitTold("Quixotic merger of Vandelay");
    newsletterOf(25, 2);
    Map<String, String> after = all();
    assertThat(places(after, DRAFTED)).isEmpty();
    assertThat(places(after, List.of("quixotic")).toString())
        .contains(
            "quixotic in /,",
            "in /feed,",
            "in /feed.atom,",
            "in /feed.json,",
            "in /section/world,",
            "in /topic/ports/feed,",
            "in /2026/11,",
            "in /sitemap/news.xml,",
            "in /sitemap/2026-11.xml,",
            "in /search?q=harbour,",
            "in /fediverse/review/outbox?page=1,",
            "in a reader's /my,",
            "in Google Reader stream/contents/user/-/state/com.google/reading-list,",
            "in Fever,",
            "in mail ",
            "in told to a program ",
            "in fediverse ",
            "in push ");
    for (String guess : guesses()) {
      assertThat(review.get(guess).statusCode())
          .as(guess)
          .isEqualTo(guess.startsWith("/media/") ? 404 : 200);
    }
  }
}
