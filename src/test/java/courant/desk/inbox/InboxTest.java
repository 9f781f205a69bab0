package courant.desk.inbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.platform.web.Role;
import courant.source.Source;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Browser;
import courant.support.Newsperson;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.syndication.intake.Inbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What partners sent waits at the desk until somebody decides. */
@BothDatabases
@ExtendWith(Browser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxTest {
  private HttpServer far;
  private TestReview review;
  private Newsperson editor;

  @BeforeAll
  void start() throws IOException {
    far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    far.createContext("/", this::answer);
    far.start();
    review = TestReview.start(Map.of("allow-private", "127.0.0.1:" + far.getAddress().getPort()));
  }

  @BeforeEach
  void comeIn() {
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  void stop() {
    review.close();
    far.stop(0);
  }

  /** A feed whose headlines are in its address. */
  private void answer(HttpExchange exchange) throws IOException {
    String items =
        List.of(exchange.getRequestURI().getPath().substring(1).split("/")).stream()
            .map(
                title ->
                    "<item><title>%1$s</title><guid>urn:%1$s</guid><link>https://partner.example/%1$s</link><description>&lt;p&gt;All of %1$s.&lt;/p&gt;&lt;p&gt;And the rest &amp;lt;b&amp;gt;.&lt;/p&gt;</description></item>"
                        .formatted(title))
            .collect(Collectors.joining());
    byte[] body =
        ("<rss version=\"2.0\"><channel>" + items + "</channel></rss>")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Source sent(String name, String... titles) {
    editor.post("/desk/sources", "name", name);
    Source source =
        review.review.sources().all().stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow();
    String address =
        "http://127.0.0.1:" + far.getAddress().getPort() + "/" + String.join("/", titles);
    editor.post(
        "/desk/sources/" + source.id().value() + "/feeds", "take", "on", "address", address);
    review.review.syndication().poll().all(_ -> {});
    Await.until(
        () ->
            review.review.syndication().intake().inbox().count(false, Optional.of(source.id()))
                == titles.length);
    return source;
  }

  private long story(Source source, String title) {
    return review
        .review
        .syndication()
        .intake()
        .inbox()
        .newest(false, Optional.of(source.id()), 0, 10)
        .stream()
        .map(waiting -> review.review.stories().byId(waiting.story()).orElseThrow())
        .filter(story -> story.headline().equals(title))
        .mapToLong(story -> story.id().value())
        .findFirst()
        .orElseThrow();
  }

  private Story story(long number) {
    return review.review.stories().byId(new StoryId(number)).orElseThrow();
  }

  private String decide(String... fields) {
    var answer = editor.post("/desk/inbox", fields);
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("location").orElseThrow();
  }

  private String inbox(Source source) {
    return editor.get("/desk/inbox?source=" + source.id().value()).body();
  }

  @Test
  void whatWaitsIsShownInItsOwnListAndNotAmongTheDrafts() {
    Source source = sent("Coast News", "Alpha", "Beta");
    assertThat(inbox(source))
        .contains("Alpha", "Beta", "All of Alpha. And the rest &lt;b&gt;.", "Coast News")
        .contains("https://partner.example/Alpha");
    assertThat(editor.get("/desk").body()).doesNotContain("Alpha");
    assertThat(editor.get("/desk/inbox?source=1").body()).contains("Nothing waits");
    long alpha = story(source, "Alpha");
    String after = decide("action", "draft:" + alpha, "source", "" + source.id().value());
    assertThat(after).contains("source=" + source.id().value(), "did=draft", "of=" + alpha);
    assertThat(editor.get("/desk").body()).contains("Alpha");
    assertThat(inbox(source)).doesNotContain("Alpha").contains("Beta");
    decide("action", "undo:" + alpha);
    assertThat(editor.get("/desk").body()).doesNotContain("Alpha");
    assertThat(inbox(source)).contains("Alpha");
  }

  @Test
  void dismissedTogetherAndPutBack() {
    Source source = sent("Hill News", "One", "Two", "Three");
    String one = "" + story(source, "One");
    String two = "" + story(source, "Two");
    String after = decide("action", "dismiss", "story", one, "story", two);
    assertThat(editor.get(after).body()).contains("2 stories are dismissed.", "Undo");
    assertThat(inbox(source)).doesNotContain("\"story-" + one).contains("Three");
    assertThat(editor.get("/desk/inbox?dismissed=on").body()).contains("story-" + one, "Put back");
    assertThat(editor.get("/desk").body()).doesNotContain("All of One");
    decide("action", "undo:" + one);
    decide("action", "back:" + two);
    assertThat(inbox(source)).contains("story-" + one, "story-" + two);
    assertThat(editor.get(decide("action", "dismiss")).body()).contains("No story is selected");
    assertThat(editor.post("/desk/inbox", "action", "eat").statusCode()).isEqualTo(400);
  }

  @Test
  void publishingCanBeUndoneForTenSeconds() {
    Source source = sent("Lake News", "Ferry", "Bridge");
    long ferry = story(source, "Ferry");
    long bridge = story(source, "Bridge");
    String after = decide("action", "publish", "story", "" + ferry, "story", "" + bridge);
    assertThat(editor.get(after).body()).contains("2 stories go out in ten seconds");
    assertThat(inbox(source)).doesNotContain("story-" + ferry);
    decide("action", "undo:" + bridge);
    review.clock.advance(Decide.GRACE);
    Await.until(() -> story(ferry).state() instanceof StoryState.Published);
    assertThat(review.get(story(ferry).path()).body()).contains("All of Ferry");
    assertThat(story(bridge).state()).isInstanceOf(StoryState.Draft.class);
    assertThat(inbox(source)).contains("story-" + bridge);
    assertThat(editor.get(decide("action", "undo:" + ferry)).body())
        .contains("Nothing was changed");
  }

  @Test
  void savedAtTheWritingPageItWaitsNoMore() {
    Source source = sent("Dune News", "Dune");
    long dune = story(source, "Dune");
    editor.post("/desk/story/" + dune, "action", "save", "headline", "Dune, rewritten");
    assertThat(inbox(source)).contains("Nothing waits");
    assertThat(editor.get("/desk").body()).contains("Dune, rewritten");
  }

  @Test
  void whatNobodyDecidesAboutIsDismissedByItself() {
    Source source = sent("Slow News", "Slow");
    long slow = story(source, "Slow");
    review.clock.advance(Inbox.WAITS.plus(Duration.ofHours(1)));
    editor = new Newsperson(review, Role.EDITOR);
    review.review.syndication().intake().tidy();
    assertThat(inbox(source)).contains("Nothing waits");
    assertThat(editor.get("/desk/inbox?dismissed=on").body()).contains("story-" + slow);
  }

  @Test
  void keysDecideWithoutTheMouse(Page page) {
    Source source = sent("Key News", "First", "Second");
    long second = story(source, "Second");
    page.context()
        .addCookies(
            List.of(
                new Cookie(editor.cookie.split("=", 2)[0], editor.cookie.split("=", 2)[1])
                    .setUrl(review.at("/").toString())));
    page.navigate(review.at("/desk/inbox?source=" + source.id().value()).toString());
    assertThat(page.locator("article")).hasCount(2);
    Locator box = page.locator("article input[type=checkbox]").first();
    box.press("Space");
    box.press("Enter");
    assertThat(box).isChecked();
    page.keyboard().press("j");
    page.keyboard().press("o");
    assertThat(page.locator("article").nth(1).locator(".reply-text")).isVisible();
    Screenshots.take(page, "inbox");
    page.keyboard().press("d");
    assertThat(page.locator(".notice")).containsText("Dismissed.");
    assertThat(page.locator("article")).hasCount(1);
    page.keyboard().press("u");
    assertThat(page.locator("article")).hasCount(2);
    assertThat(story(second).state()).isInstanceOf(StoryState.Draft.class);
    assertThat(URI.create(page.url()).getPath()).isEqualTo("/desk/inbox");
  }
}
