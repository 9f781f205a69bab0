package courant.desk.source;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.platform.web.Role;
import courant.source.Source;
import courant.support.Await;
import courant.support.Browser;
import courant.support.Newsperson;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.syndication.PartnerFeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partner is taken on at the desk, and looked after. */
@ExtendWith(Browser.class)
class SourcesAtTheDeskTest {
  private static final String FEED =
      """
      <rss version="2.0"><channel><title>%s</title><item><title>Harbour opens</title>
      <guid>urn:harbour</guid><description>It is open.</description></item></channel></rss>
      """;

  private HttpServer far;
  private TestReview review;
  private Newsperson editor;

  @BeforeEach
  void start() throws IOException {
    far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    far.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    far.createContext("/", this::answer);
    far.start();
    review = TestReview.start(Map.of("allow-private", "127.0.0.1:" + far.getAddress().getPort()));
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterEach
  void stop() {
    review.close();
    far.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String page =
        switch (exchange.getRequestURI().getPath()) {
          case "/" ->
              "<html><head><link rel=alternate type='application/rss+xml' href='/world'>"
                  + "<link rel=alternate type='application/rss+xml' href='/home'></head></html>";
          case "/world", "/home" -> FEED.formatted(exchange.getRequestURI().getPath());
          case "/page" -> "<html><body>Nothing here.</body></html>";
          default -> "";
        };
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(page.isEmpty() ? 404 : 200, page.isEmpty() ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String far(String path) {
    return "http://127.0.0.1:" + far.getAddress().getPort() + path;
  }

  private Source partner() {
    editor.post("/desk/sources", "name", "Harbour Post", "home-page", far("/"));
    return review.review.sources().bySlug("harbour-post").orElseThrow();
  }

  private List<PartnerFeed> feeds(Source source) {
    return review.review.syndication().feeds().of(source.id());
  }

  private static String at(Source source) {
    return "/desk/sources/" + source.id().value();
  }

  @Test
  void feedsAreFoundFromTheHomePageFetchedPausedAndRemoved() {
    Source source = partner();
    String choice = editor.post(at(source) + "/feeds", "address", far("/")).body();
    assertThat(choice).contains(far("/world"), far("/home"));
    editor.post(at(source) + "/feeds", "take", "on", "address", far("/world"));
    PartnerFeed feed = feeds(source).getFirst();
    String one = at(source) + "/feeds/" + feed.id();
    editor.post(one, "action", "poll");
    Await.until(() -> feeds(source).getFirst().state().taken() == 1);
    assertThat(editor.get("/desk/inbox").body()).contains("Harbour opens");
    editor.post(one, "action", "pause");
    assertThat(editor.get(at(source)).body()).contains("Paused");
    editor.post(one, "action", "remove");
    assertThat(feeds(source)).isEmpty();
    assertThat(editor.get("/desk/inbox").body()).contains("Harbour opens");
  }

  @Test
  void whatIsNoFeedIsRefusedWithAReasonAndWhatToDo() {
    Source source = partner();
    for (Map.Entry<String, String> wrong :
        Map.of(
                far("/page"),
                "This is a web page, not a feed.",
                far("/missing"),
                "There is nothing at this address.",
                "http://10.0.0.1/feed",
                "The address is on a private network",
                "ftp://partner.example/feed",
                "This is no address on the web.")
            .entrySet()) {
      var refused = editor.post(at(source) + "/feeds", "address", wrong.getKey());
      assertThat(refused.statusCode()).as(wrong.getKey()).isEqualTo(422);
      assertThat(refused.body()).contains(wrong.getValue());
    }
    assertThat(feeds(source)).isEmpty();
  }

  @Test
  void profileTermsAndRulesAreKeptOrSayWhatIsWrong() {
    Source source = partner();
    var refused = editor.post(at(source), "name", "Harbour Post", "country", "XY", "delay", "soon");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("value=\"soon\"", "country-problem", "delay-problem");
    editor.post(
        at(source),
        "name",
        "The Harbour Post",
        "country",
        "mt",
        "delay",
        "2",
        "credit",
        "© Harbour",
        "destination",
        "publish",
        "languages",
        "en, fr");
    Source saved = review.review.sources().byId(source.id()).orElseThrow();
    assertThat(saved.name()).isEqualTo("The Harbour Post");
    assertThat(saved.country()).isEqualTo("MT");
    assertThat(saved.terms().fullText()).isFalse();
    assertThat(saved.terms().delay()).hasHours(2);
    var rules = review.review.syndication().intakes().of(source.id());
    assertThat(rules.destination().word()).isEqualTo("publish");
    assertThat(rules.languages()).isEqualTo("en fr");
  }

  @Test
  void anEditorTakesAPartnerOn(Page page) {
    page.context()
        .addCookies(
            List.of(
                new com.microsoft.playwright.options.Cookie(
                        editor.cookie.split("=", 2)[0], editor.cookie.split("=", 2)[1])
                    .setUrl(review.at("/").toString())));
    page.navigate(review.at("/desk/sources").toString());
    page.fill("#name", "Harbour Post");
    page.fill("#home-page", far("/"));
    page.press("#home-page", "Enter");
    page.fill("[name=address]", far("/world"));
    page.press("[name=address]", "Enter");
    assertThat(page.locator("[role=status].notice")).containsText("Added");
    page.fill("[name=address]", far("/page"));
    page.press("[name=address]", "Enter");
    assertThat(page.locator("#address-problem")).containsText("web page");
    Screenshots.take(page, "source");
    page.navigate(review.at("/desk/sources").toString());
    Screenshots.take(page, "sources");
    assertThat(page.locator(".desk-list")).containsText("1 feed");
  }
}
