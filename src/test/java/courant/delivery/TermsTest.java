package courant.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.source.Source;
import courant.source.Sources;
import courant.source.Terms;
import courant.story.Origin;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.PushSink;
import courant.support.PushedBrowser;
import courant.support.SmtpSink;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a partner lets us do holds in every channel, at every moment. */
@BothDatabases
class TermsTest {
  private static final String CREDIT = "Harbour Wire, by permission";
  private static final String ORIGINAL = "https://wire.example/ledgers";

  /** Words of the story that come after its excerpt. */
  private static final String BEYOND = "zanzibar";

  private static final String BODY =
      IntStream.range(0, 90)
          .mapToObj(word -> word == 0 ? "Ledgers" : word == 80 ? BEYOND : "word" + word)
          .collect(Collectors.joining(" ", "<p>", "</p>"));

  private final PushedBrowser browser = newBrowser();
  private PushSink push;
  private SmtpSink mail;
  private TestReview review;
  private Visitor reader;
  private String app;
  private String program;

  private static PushedBrowser newBrowser() {
    return new PushedBrowser();
  }

  @BeforeEach
  void start() {
    push = PushSink.start();
    mail = SmtpSink.start();
    review =
        TestReview.start(
            Map.of(
                "allow-private",
                push.address(),
                "smtp",
                "smtp://127.0.0.1:" + mail.port(),
                "url",
                "https://review.example"));
    review.topic("Ports");
    reader = new Visitor(review).signIn("ann@example.org", mail);
    reader.post("/my/follow", "kind", "topic", "key", "ports", "stance", "follow");
    reader.post("/my/feed", "renew", "true");
    reader.post(
        "/my/push/device",
        "endpoint",
        push.url("/ann"),
        "p256dh",
        browser.key(),
        "auth",
        browser.secret());
    app =
        Jsoup.parse(reader.post("/my/account/apps", "renew", "true").body())
            .select("#app-password")
            .attr("value");
    subscribe("bob@example.org");
    program =
        new Newsperson(review, Role.AUTHOR)
            .post("/desk/api", "action", "make", "name", "test", "scope", "stories:read")
            .body()
            .replaceAll("(?s).*(courant_[\\w-]{43}).*", "$1");
  }

  @AfterEach
  void stop() throws IOException {
    review.close();
    push.close();
    mail.close();
  }

  private void subscribe(String address) {
    Visitor visitor = new Visitor(review);
    visitor.post("/subscribe", "email", address, "list", "/", "pace", "once");
    Await.until(() -> mail.mails().stream().anyMatch(one -> one.to().startsWith("bob")));
    String link = decoded(mail.mails().getLast()).replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1");
    visitor.post("/subscribe/confirm", "token", link);
  }

  private static String decoded(SmtpSink.Mail one) {
    return one.text().replace("=\r\n", "").replace("=3D", "=");
  }

  private Source wire(Terms terms) {
    Source plain = review.source("Harbour Wire");
    Source wire =
        new Source(
            plain.id(),
            plain.slug(),
            plain.name(),
            "",
            "",
            "",
            "",
            "",
            "",
            Optional.empty(),
            terms);
    review
        .review
        .facts()
        .write(
            telling -> {
              review.review.sources().write(telling.handle(), wire);
              telling.tell("masthead.changed", 1);
              telling.tell(Sources.TERMS, wire.id().value());
              return wire;
            });
    return wire;
  }

  private Story send(Source wire, Instant original) {
    return send(wire, Optional.of(original));
  }

  private Story send(Source wire, Optional<Instant> original) {
    Instant now = review.clock.instant();
    Story story =
        review
            .story("Nine ships")
            .standfirst("They came at night.")
            .body(BODY)
            .topic("Ports")
            .source("Harbour Wire", ORIGINAL)
            .in(new StoryState.Published("", now, now));
    Story dated =
        new Story(
            story.id(),
            story.slug(),
            story.headline(),
            story.standfirst(),
            story.body(),
            "",
            List.of(),
            Optional.empty(),
            story.topics(),
            Optional.of(new Origin(wire, ORIGINAL, original)),
            Optional.empty(),
            "en",
            story.state());
    return review.save(dated);
  }

  private String json(String path, String header, String value) {
    return review.send(HttpRequest.newBuilder(review.at(path)).header(header, value)).body();
  }

  /** Every channel that is asked, by name, and what it says now. */
  private Map<String, String> asked(Story story) {
    String feed =
        Jsoup.parse(reader.get("/my/following").body())
            .select("a[href*=/my/feed?key=]")
            .attr("href");
    String own = feed.replaceFirst("https?://[^/]+", "");
    Map<String, String> channels = new LinkedHashMap<>();
    channels.put("front page", review.get("/").body());
    channels.put("topic", review.get("/topic/ports").body());
    channels.put("source", review.get("/source/harbour-wire").body());
    channels.put("personal page", reader.get("/my").body());
    channels.put("RSS", review.get("/feed").body());
    channels.put("Atom", review.get("/topic/ports/feed.atom").body());
    channels.put("JSON Feed", review.get("/source/harbour-wire/feed.json").body());
    channels.put("own feed", own.isEmpty() ? "" : review.get(own).body());
    channels.put("search", review.get("/search?q=Ledgers").body());
    channels.put("feed of a search", review.get("/search/feed?q=Ledgers").body());
    channels.put(
        "reading app",
        json(
            "/reader/api/0/stream/contents/user/-/state/com.google/reading-list",
            "Authorization",
            "GoogleLogin auth=" + app));
    channels.put(
        "API", json("/api/v1/stories/" + story.id().value(), "Authorization", "Bearer " + program));
    channels.put("fediverse", json(story.path(), "Accept", "application/activity+json"));
    channels.put("page", review.get(story.path()).body());
    return channels;
  }

  private String pushed() {
    try {
      return new JsonObject(browser.read(push.pushes().getLast().body()))
          .getJsonObject("notification")
          .encode();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String mailed() {
    return mail.mails().stream()
        .filter(one -> one.text().contains("List-Id:"))
        .map(TermsTest::decoded)
        .collect(Collectors.joining());
  }

  @Test
  void anExcerptItsCreditAndItsTermHoldInEveryChannel() {
    Source wire =
        wire(
            new Terms(
                false,
                Duration.ZERO,
                Optional.of(Duration.ofDays(7)),
                "Not in Malta",
                CREDIT,
                false));
    Instant original = review.clock.instant().minus(Duration.ofDays(1));
    Story story = send(wire, original);
    review.awaitIndex(1);
    Await.until(() -> push.count() == 1 && !mailed().isEmpty());
    Map<String, String> shown = asked(story);
    shown.put("mail", mailed());
    shown.put("notification", pushed());
    shown.forEach(
        (channel, says) -> {
          assertThat(says).as(channel).contains("Nine ships").doesNotContain(BEYOND, "word79");
          assertThat(says).as(channel).contains(CREDIT);
        });
    assertThat(shown.get("page"))
        .contains("word59", "Not in Malta", "href=\"" + ORIGINAL, "Read the whole story at")
        .contains("rel=\"canonical\" href=\"https://review.example" + story.path())
        .contains("unavailable_after: 2026-11-29T12:00:00Z");
    assertThat(review.get("/search?q=" + BEYOND).body()).doesNotContain("Nine ships");
    assertThat(review.get("/sitemap/2026-11.xml").body()).contains(story.path());

    review.clock.advance(Duration.ofDays(6));
    Await.until(() -> review.get(story.path()).statusCode() == 410);
    Await.until(() -> !review.get("/search?q=Ledgers").body().contains("They came"));
    Map<String, String> gone = asked(story);
    gone.remove("API");
    gone.forEach(
        (channel, says) ->
            assertThat(says).as(channel).doesNotContain("Nine ships", "They came", "word5"));
    assertThat(gone.get("page")).contains("No longer here", "Harbour Wire", ORIGINAL);
    assertThat(gone.get("RSS")).contains("at:deleted-entry", "The term for which Harbour Wire");
    assertThat(gone.get("fediverse")).contains("Tombstone");
    assertThat(json("/api/v1/stories/" + story.id().value(), "Authorization", "Bearer " + program))
        .contains("\"state\":\"expired\"");
    assertThat(review.get("/sitemap/2026-11.xml").body()).doesNotContain(story.path());
  }

  @Test
  void whatIsHeldBackWaitsWhoeverPublishesIt() {
    Source wire = wire(new Terms(true, Duration.ofHours(6), Optional.empty(), "", "", true));
    Story story = send(wire, review.clock.instant().minus(Duration.ofHours(1)));
    assertThat(story.state())
        .isEqualTo(new StoryState.Scheduled(review.clock.instant().plus(Duration.ofHours(5))));
    Newsperson editor = new Newsperson(review, Role.EDITOR);
    String at = "/desk/story/" + story.id().value();
    var pressed =
        editor.post(
            at,
            "action",
            "publish",
            "headline",
            "Nine ships",
            "source",
            "Harbour Wire",
            "original",
            ORIGINAL,
            "body",
            BODY);
    assertThat(pressed.headers().firstValue("location").orElse("")).contains("terms-later");
    assertThat(review.get("/feed").body()).doesNotContain("Nine ships");
    review.clock.advance(Duration.ofHours(5));
    Await.until(() -> review.get("/feed").body().contains("Nine ships"));
  }

  @Test
  void termsThatChangeHoldForWhatIsOutAlready() {
    Story story = send(wire(Terms.OPEN), review.clock.instant().minus(Duration.ofDays(3)));
    review.awaitIndex(1);
    assertThat(review.get("/search?q=" + BEYOND).body()).contains("Nine ships");
    assertThat(review.get(story.path()).body())
        .contains(BEYOND, "rel=\"canonical\" href=\"" + ORIGINAL);
    wire(new Terms(false, Duration.ZERO, Optional.empty(), "", "", true));
    Await.until(() -> !review.get("/search?q=" + BEYOND).body().contains("Nine ships"));
    assertThat(review.get(story.path()).body()).doesNotContain(BEYOND);
    wire(new Terms(true, Duration.ZERO, Optional.of(Duration.ofDays(2)), "", "", true));
    Await.until(() -> review.get(story.path()).statusCode() == 410);
    Newsperson editor = new Newsperson(review, Role.EDITOR);
    assertThat(editor.get("/desk?state=expired").body()).contains("Nine ships");
    String at = "/desk/story/" + story.id().value();
    assertThat(editor.post(at, "action", "reinstate").headers().firstValue("location").orElse(""))
        .contains("terms-over");
    wire(Terms.OPEN);
    editor.post(at, "action", "reinstate");
    assertThat(review.get(story.path()).body()).contains(BEYOND);
  }

  @Test
  void theTermOfAnOriginalWithoutADateBeginsWithOurs() {
    Source wire =
        wire(new Terms(true, Duration.ZERO, Optional.of(Duration.ofDays(7)), "", "", true));
    Story story = send(wire, Optional.empty());
    Newsperson editor = new Newsperson(review, Role.EDITOR);
    editor.post(
        "/desk/story/" + story.id().value(),
        "action",
        "save",
        "headline",
        "Ten ships",
        "source",
        "Harbour Wire",
        "original",
        ORIGINAL,
        "body",
        BODY,
        "note",
        "There were ten.");
    assertThat(review.get(story.path()).body())
        .contains("Ten ships", "unavailable_after: 2026-11-30T12:00:00Z");
    review.clock.advance(Duration.ofDays(7));
    Await.until(() -> review.get(story.path()).statusCode() == 410);
  }
}
