package courant.desk.source;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.platform.web.Role;
import courant.source.Source;
import courant.support.Await;
import courant.support.Browser;
import courant.support.Newsperson;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.intake.Intake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jsoup.Jsoup;
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
          case "/story" ->
              "<html><head><title>Ferry sails</title></head><body><nav><a href=/>Home</a></nav>"
                  + "<h1>Ferry sails</h1><div class=by>Nadia Ferrante</div><div class='col story'>"
                  + "<p>The ferry sailed on Monday after a week of storms, the port said.</p>"
                      .repeat(6)
                  + "<p class=promo>Our readers love the harbour, and you will love our letter about it.</p>"
                  + "</div><footer>All rights reserved here</footer></body></html>";
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
    return review.review.syndication().fetch().feeds().of(source.id());
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
    var rules = review.review.syndication().intake().intakes().of(source.id());
    assertThat(rules.destination().word()).isEqualTo("publish");
    assertThat(rules.languages()).isEqualTo("en fr");
    review.topic("Ports");
    assertThat(editor.post(at(source), "name", "P", "topics", "Ports, Portz").body())
        .contains("topics-problem", "value=\"Ports, Portz\"");
    editor.post(at(source), "name", "P", "topics", "Uruguay", "country", "XY");
    assertThat(review.review.topics().bySlug("uruguay")).as("nothing was saved").isEmpty();
    editor.post(at(source), "name", "P", "topics", "Uruguay");
    assertThat(review.review.topics().bySlug("uruguay")).isPresent();
    editor.post(at(source), "name", "P", "topics", "ports", "expiry", "7", "destination", "inbox");
    Intake kept = review.review.syndication().intake().intakes().of(source.id());
    assertThat(kept.topicSlugs()).containsExactly("ports");
    assertThat(kept.destination()).isEqualTo(Intake.Destination.INBOX);
    assertThat(review.review.sources().byId(source.id()).orElseThrow().terms().expiry())
        .hasValueSatisfying(expiry -> assertThat(expiry).hasDays(7));
    assertThat(editor.get(at(source)).body()).contains("value=\"Ports\"", "value=\"7\"");
  }

  @Test
  void selectorsAreTriedOnAPageBeforeTheyAreKept() {
    Source source = partner();
    String pages = at(source) + "/pages";
    String plain = editor.post(pages, "address", far("/story"), "action", "look").body();
    assertThat(plain).contains("Ferry sails", "The ferry sailed on Monday");
    assertThat(block(plain, "All rights reserved")).contains("Left out", "footer");
    assertThat(block(plain, "The ferry sailed")).contains("Taken");
    var tried =
        editor.post(
            pages,
            "address",
            far("/story"),
            "pages",
            "on",
            "byline",
            ".by",
            "remove",
            ".promo",
            "date",
            "time.none",
            "action",
            "look");
    assertThat(tried.body())
        .contains("<dd dir=\"auto\">Nadia Ferrante</dd>", "finds nothing on this");
    assertThat(block(tried.body(), "Our readers love")).contains("Left out", "p.promo");
    assertThat(review.review.syndication().articles().extractions().of(source.id()).pages())
        .isFalse();
    editor.post(pages, "pages", "on", "remove", ".promo", "action", "save");
    var kept = review.review.syndication().articles().extractions().of(source.id());
    assertThat(kept.pages()).isTrue();
    assertThat(kept.selectors().remove()).isEqualTo(".promo");
    assertThat(editor.get(at(source)).body()).contains("Stories are read from their pages");
  }

  private static String block(String page, String words) {
    return Jsoup.parse(page).select(".sifted li:contains(" + words + ")").text();
  }

  @Test
  void whatIsNoSelectorOrNoPageIsToldAtItsField() {
    Source source = partner();
    String pages = at(source) + "/pages";
    var wrong = editor.post(pages, "content", "div[", "address", far("/story"), "action", "save");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("content-problem", "value=\"div[\"");
    assertThat(editor.post(pages, "address", "not an address", "action", "look").statusCode())
        .isEqualTo(422);
    assertThat(editor.post(pages, "address", far("/missing"), "action", "look").body())
        .contains("There is nothing at this address");
    assertThat(editor.post(pages, "address", "http://10.0.0.1/", "action", "look").body())
        .contains("private network");
    assertThat(editor.get("/desk/sources/1/pages").statusCode()).isEqualTo(404);
  }

  private List<String> listed(String query) {
    return Jsoup.parse(editor.get("/desk/sources" + query).body())
        .select(".desk-list tbody td:first-child")
        .eachText();
  }

  @Test
  void manyPartnersAreListedPageByPageFoundByNameAndByTheirTrouble() {
    for (int i = 10; i < 72; i++) {
      review.source("Agency " + i);
    }
    Source broken = review.source("Broken Post");
    editor.post(at(broken) + "/feeds", "take", "on", "address", far("/missing"));
    editor.post(at(broken) + "/feeds/" + feeds(broken).getFirst().id(), "action", "poll");
    Await.until(() -> !feeds(broken).getFirst().healthy());
    assertThat(listed("")).hasSize(50).startsWith("Agency 10");
    String next =
        Jsoup.parse(editor.get("/desk/sources").body()).select("a[rel=next]").attr("href");
    assertThat(listed(next.replace("/desk/sources", ""))).hasSize(13).endsWith("Broken Post");
    assertThat(listed("?page=99")).as("past the end, the last").hasSize(13);
    assertThat(listed("?page=x&q=agency+3")).hasSize(10).startsWith("Agency 30");
    assertThat(listed("?show=troubled")).containsExactly("Broken Post");
    assertThat(listed("?show=troubled&q=agency")).isEmpty();
    assertThat(editor.get("/desk/sources?q=nobody").body()).contains("No partner’s name holds");
  }

  @Test
  void anEditorTakesAPartnerOn(Page page) {
    page.context()
        .addCookies(
            List.of(
                new Cookie(editor.cookie.split("=", 2)[0], editor.cookie.split("=", 2)[1])
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
    page.navigate(
        review
            .at(at(review.review.sources().bySlug("harbour-post").orElseThrow()) + "/pages")
            .toString());
    page.fill("#address", far("/story"));
    page.fill("#remove", ".promo");
    assertThat(page.locator(".sifted .dropped").last()).containsText("All rights");
    assertThat(
            page.locator(".sifted .dropped", new Page.LocatorOptions().setHasText("Our readers")))
        .isVisible();
    Screenshots.take(page, "source-pages");
    page.navigate(review.at("/desk/sources").toString());
    Screenshots.take(page, "sources");
    assertThat(page.locator(".desk-list")).containsText("1 feed");
  }
}
