package courant.delivery.feed;

import static org.assertj.core.api.Assertions.assertThat;

import courant.edition.Audience;
import courant.edition.Edition;
import courant.edition.Window;
import courant.masthead.Issn;
import courant.masthead.Masthead;
import courant.reader.ReaderId;
import courant.story.Picture;
import courant.support.Golden;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedsTest {
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start(Map.of("url", "https://review.example"));
    masthead(true);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void masthead(boolean fullText) {
    review.masthead(
        new Masthead(
            "The Review",
            "News & ideas",
            Optional.empty(),
            Optional.of(new Issn("2330-717X")),
            "Press",
            "",
            "",
            Locale.ENGLISH,
            ZoneId.of("UTC"),
            Optional.empty(),
            fullText));
  }

  private void twoStories() {
    review
        .story("Ports agree, “at last”")
        .standfirst("After a year & a day.")
        .body("<p>They <a href=\"/topic/libya\">signed</a> \u0001 it ]]&gt;.</p>")
        .section("World")
        .topic("Libya")
        .by("Nadia Ferrante")
        .lead(
            new Picture(
                "/assets/harbour.svg", 1200, 675, "A harbour", "The harbour at dusk", "A. Painter"))
        .publish();
    review.clock.advance(Duration.ofMinutes(1));
    review
        .story("مكتبة")
        .language("ar")
        .source("Meridian Wire", "https://meridian-wire.example/1?a=1&b=2")
        .publish();
  }

  @Test
  void rssIsAsItWas() {
    twoStories();
    Golden.check("feed/two-stories.rss.xml", ids(review.get("/feed").body()));
  }

  @Test
  void atomIsAsItWas() {
    twoStories();
    Golden.check("feed/two-stories.atom.xml", ids(review.get("/feed.atom").body()));
  }

  @Test
  void jsonFeedIsAsItWas() {
    twoStories();
    Golden.check(
        "feed/two-stories.json",
        ids(new JsonObject(review.get("/feed.json").body()).encodePrettily() + "\n"));
  }

  /** Story numbers differ from run to run, and their ids with them. */
  private static String ids(String feed) {
    return feed.replaceAll("urn:uuid:[0-9a-f-]{36}", "urn:uuid:STORY");
  }

  @Test
  void everyListHasItsFeedsAndItsPageNamesThem() {
    twoStories();
    for (String list :
        List.of(
            "",
            "/section/world",
            "/topic/libya",
            "/author/nadia-ferrante",
            "/source/meridian-wire")) {
      var alternates =
          Jsoup.parse(review.get(list.isEmpty() ? "/" : list).body())
              .select("link[rel=alternate]")
              .eachAttr("href");
      assertThat(alternates)
          .containsExactly(list + "/feed", list + "/feed.atom", list + "/feed.json");
      for (String feed : alternates) {
        assertThat(review.get(feed).statusCode()).as(feed).isEqualTo(200);
        assertThat(review.get(feed).headers().firstValue("link").orElse(""))
            .contains("rel=\"hub\"", "https://review.example" + feed + ">; rel=\"self\"");
      }
    }
  }

  @Test
  void summariesWhereTheMastheadOrTheTermsWantNoMore() {
    twoStories();
    masthead(false);
    assertThat(review.get("/feed").body())
        .doesNotContain("content:encoded>")
        .contains("After a year &amp; a day.");
    assertThat(review.get("/feed.json").body()).doesNotContain("content_html");
  }

  @Test
  void olderStoriesAreOnFurtherPages() {
    for (int i = 0; i < 61; i++) {
      review.story("Story " + i).published(TestReview.NOON.minusSeconds(i)).publish();
    }
    String second = review.get("/feed.atom?page=2").body();
    assertThat(second)
        .contains(
            "rel=\"previous\" type=\"application/atom+xml\" href=\"https://review.example/feed.atom\"");
    assertThat(second)
        .contains(
            "rel=\"next\" type=\"application/atom+xml\" href=\"https://review.example/feed.atom?page=3\"");
    assertThat(second)
        .contains("<title>Story 30</title>", "<title>Story 59</title>")
        .doesNotContain("<title>Story 60</title>");
    assertThat(new JsonObject(review.get("/feed.json").body()).getString("next_url"))
        .isEqualTo("https://review.example/feed.json?page=2");
  }

  @Test
  void aFeedIsFreshTheMomentAStoryIsOut() {
    assertThat(review.get("/section/world/feed").statusCode()).isEqualTo(404);
    review.section("World");
    assertThat(review.get("/section/world/feed").body()).doesNotContain("<item>");
    review.story("Now").section("World").publish();
    assertThat(review.get("/section/world/feed").body()).contains("<title>Now</title>");
  }

  @Test
  void aReadersOwnFeedTellsOfTheNextPageAndOfNoLastOne() {
    for (int i = 0; i < 61; i++) {
      review
          .story("Story " + i)
          .section("World")
          .published(TestReview.NOON.minusSeconds(i))
          .publish();
    }
    Visitor reader = new Visitor(review).signIn("someone@example.org");
    reader.post("/my/follow", "kind", "section", "key", "world", "stance", "follow");
    reader.post("/my/feed", "renew", "true");
    String following = reader.get("/my/following").body();
    String key = following.replaceAll("(?s).*/my/feed\\?key=([\\w-]+)\".*", "$1");
    String feed = "/my/feed.atom?key=" + key;
    assertThat(relations(review.get(feed).body())).contains("first", "next").doesNotContain("last");
    assertThat(relations(review.get(feed + "&page=3").body()))
        .contains("first", "previous")
        .doesNotContain("last", "next");
    assertThat(review.get(feed + "&page=101").statusCode()).isEqualTo(404);
    assertThat(relations(review.get("/section/world/feed.atom").body())).contains("next", "last");
  }

  @Test
  void aReadersOwnFeedEndsAtItsHundredthPage() {
    Audience own = new Audience.OfReader(new ReaderId(1));
    assertThat(relations(page(own, 99, FeedFormat.ATOM))).contains("next");
    assertThat(relations(page(own, 100, FeedFormat.ATOM))).doesNotContain("next");
    assertThat(new JsonObject(page(own, 99, FeedFormat.JSON)).getString("next_url"))
        .endsWith("page=100");
    assertThat(new JsonObject(page(own, 100, FeedFormat.JSON)).getString("next_url")).isNull();
    assertThat(relations(page(new Audience.Everyone(), 100, FeedFormat.ATOM))).contains("next");
  }

  /** A page of a feed that has so many stories that there is one more page. */
  private String page(Audience audience, int page, FeedFormat format) {
    Edition edition = new Edition(audience, new Window(page, 30), List.of(), page * 30L + 1);
    Channel channel =
        new Channel(
            review.review.mastheads().masthead(),
            URI.create("https://review.example"),
            "The Review",
            "",
            audience.path(),
            "",
            edition,
            List.of(),
            Map.of());
    return new String(ListFeed.response(channel, format).body(), StandardCharsets.UTF_8);
  }

  private static List<String> relations(String feed) {
    return Jsoup.parse(feed, Parser.xmlParser()).select("feed > link").eachAttr("rel");
  }
}
