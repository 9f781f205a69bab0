package courant.delivery.page;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.story.StoryState;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  @Test
  void anEmptyReviewSaysWhatToDo() {
    Document front = page("/");
    assertThat(front.select("main").text()).contains("Nothing has been published yet");
    assertThat(front.select("main a.button").attr("href")).isEqualTo("/desk");
  }

  @Test
  void aStoryIsOnEveryListItBelongsTo() {
    Story story =
        review
            .story("Ports agree")
            .section("World")
            .topic("Libya")
            .by("Nadia Ferrante")
            .source("Meridian Wire", "https://meridian-wire.example/1")
            .publish();
    assertThat(story.path()).isEqualTo("/2026/11/ports-agree");
    for (String list :
        List.of(
            "/",
            "/section/world",
            "/topic/libya",
            "/author/nadia-ferrante",
            "/source/meridian-wire",
            "/2026",
            "/2026/11",
            "/2026/11/23")) {
      assertThat(page(list).select("article a[href=" + story.path() + "]")).as(list).isNotEmpty();
    }
  }

  @Test
  void aStoryPageTellsAllThereIsToTell() {
    review.section("World");
    Story story =
        review
            .story("Ports agree")
            .standfirst("After a year.")
            .body("<p>They <em>signed</em>.</p>")
            .dateline("Tripoli")
            .section("World")
            .topic("Libya")
            .by("Nadia Ferrante")
            .source("Meridian Wire", "https://meridian-wire.example/1")
            .publish();
    Document page = page(story.path());
    assertThat(page.title()).isEqualTo("Ports agree · Courant");
    assertThat(page.select("h1").eachText()).containsExactly("Ports agree");
    assertThat(page.select(".story .standfirst").text()).isEqualTo("After a year.");
    assertThat(page.select(".body em").text()).isEqualTo("signed");
    assertThat(page.select(".body .dateline").text()).isEqualTo("Tripoli");
    assertThat(page.select(".byline a[rel=author]").text()).isEqualTo("Nadia Ferrante");
    assertThat(page.select(".story time").attr("datetime")).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(page.select(".topics a").eachText()).containsExactly("Libya");
    assertThat(page.select(".source-box").text())
        .contains("Meridian Wire", "An agency.", "1975", "Some Group", "Malta");
    assertThat(page.select("link[rel=canonical]").attr("href"))
        .isEqualTo("https://meridian-wire.example/1");
    assertThat(page.select(".subscribe li")).hasSize(4);
    assertThat(page.select("#replies")).hasSize(1);
  }

  @Test
  void whatChangesIsSeenOnTheNextRequest() {
    Story story = review.story("First words").section("World").publish();
    assertThat(page("/").text()).contains("First words");
    assertThat(page("/section/world").text()).contains("First words");
    review.clock.advance(Duration.ofMinutes(5));
    review.save(
        new Story(
            story.id(),
            story.slug(),
            "Second words",
            story.standfirst(),
            story.body(),
            story.dateline(),
            story.byline(),
            story.section(),
            story.topics(),
            story.origin(),
            story.lead(),
            story.language(),
            new StoryState.Published(story.path(), story.published(), review.clock.instant())));
    assertThat(page("/").text()).contains("Second words").doesNotContain("First words");
    assertThat(page("/section/world").text())
        .contains("Second words")
        .doesNotContain("First words");
    assertThat(page(story.path()).select("h1").text()).isEqualTo("Second words");
    assertThat(page(story.path()).select(".updated time").attr("datetime"))
        .isEqualTo("2026-11-23T12:05:00Z");
  }

  @Test
  void whatComesOutAboutTheSameIsOfferedBeneathOlderStoriesAtOnce() {
    Story first = review.story("Ports agree").section("World").topic("Libya").publish();
    assertThat(page(first.path()).select(".related a").eachText()).isEmpty();
    review.story("Ports open").topic("Libya").publish();
    assertThat(page(first.path()).select(".related").text()).contains("Ports open");
    Story third = review.story("Elsewhere in the world").section("World").publish();
    assertThat(page(first.path()).select(".related").text()).contains("Elsewhere in the world");
    review.save(
        third.in(
            new StoryState.Withdrawn(third.path(), third.published(), review.clock.instant(), "")));
    assertThat(page(first.path()).select(".related").text())
        .doesNotContain("Elsewhere in the world");
  }

  @Test
  void aStoryThatMovesToAnotherSectionLeavesTheFirst() {
    Story story = review.story("Mover").section("World").publish();
    assertThat(page("/section/world").text()).contains("Mover");
    review.save(
        new Story(
            story.id(),
            story.slug(),
            story.headline(),
            "",
            story.body(),
            "",
            List.of(),
            Optional.of(review.section("Culture")),
            List.of(),
            story.origin(),
            story.lead(),
            "en",
            story.state()));
    assertThat(page("/section/world").text()).doesNotContain("Mover");
    assertThat(page("/section/culture").text()).contains("Mover");
  }

  @Test
  void aWithdrawnStoryIsGoneAndSaysSo() {
    Story story = review.story("A mistake").section("World").publish();
    page("/");
    page(story.path());
    review.save(
        story.in(
            new StoryState.Withdrawn(
                story.path(), story.published(), review.clock.instant(), "It was wrong.")));
    HttpResponse<String> gone = review.get(story.path());
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("This story was withdrawn").doesNotContain("A mistake");
    assertThat(page("/").text()).doesNotContain("A mistake");
    assertThat(review.get("/feed.atom").body()).contains("at:deleted-entry", "It was wrong.");
  }

  @Test
  void draftsAndScheduledStoriesAreNowhere() {
    review.save(review.story("Secret draft").section("World").in(new StoryState.Draft()));
    review.save(
        review
            .story("Secret plan")
            .section("World")
            .in(new StoryState.Scheduled(TestReview.NOON.plusSeconds(60))));
    for (String address :
        List.of(
            "/",
            "/section/world",
            "/feed",
            "/feed.atom",
            "/feed.json",
            "/sitemap/news.xml",
            "/archive")) {
      assertThat(review.get(address).body()).as(address).doesNotContain("Secret");
    }
    assertThat(review.get("/2026/11/secret-draft").statusCode()).isEqualTo(404);
    assertThat(review.get("/2026/11/secret-plan").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/section/nowhere",
        "/2026/11/nowhere",
        "/2026/13",
        "/2026/02/31",
        "/topic/x/y",
        "/?page=9",
        "/feed?page=9",
        "/assets/../courant.db",
        "/assets/page.java",
        "/sitemap/2026-99.xml",
        "/%00",
        "/section/%ff",
        "/%2Fevil.example/",
        "/%2F%2Fevil.example/",
        "/%5Cevil.example/"
      })
  void whatIsNotThereIs404(String address) {
    HttpResponse<String> response = review.get(address);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-security-policy")).isPresent();
  }

  @Test
  void oldAddressesLeadToTheStory() {
    Story story = review.story("Moved here").publish();
    review
        .review
        .database()
        .change(
            handle -> {
              review.review.writeStory().redirect(handle, "/2011/05/moved-here/", story.path());
              review.review.writeStory().redirect(handle, "/?p=42", story.path());
            });
    for (String old : List.of("/2011/05/moved-here/", "/2011/05/moved-here", "/?p=42")) {
      HttpResponse<String> response = review.get(old);
      assertThat(response.statusCode()).as(old).isEqualTo(301);
      assertThat(response.headers().firstValue("location")).contains(story.path());
    }
  }

  @Test
  void anOldNumberLeadsToAStoryWhoseNameIsNotLatin() {
    Story story = review.story("مكتبة الميناء").language("ar").publish();
    review
        .review
        .database()
        .change(handle -> review.review.writeStory().redirect(handle, "/?p=7", story.path()));
    HttpResponse<String> response = review.get("/?p=7");
    assertThat(response.statusCode()).isEqualTo(301);
    String there = response.headers().firstValue("location").orElseThrow();
    assertThat(there).matches("[!-~]+");
    assertThat(page(there).select("h1").text()).isEqualTo("مكتبة الميناء");
  }

  @Test
  void twoStoriesOfOneNameHaveAddressesOfTheirOwn() {
    assertThat(review.story("Same").publish().path()).isEqualTo("/2026/11/same");
    assertThat(review.story("Same").publish().path()).isEqualTo("/2026/11/same-2");
    assertThat(
            review.story("Same").published(Instant.parse("2026-10-31T22:00:00Z")).publish().path())
        .isEqualTo("/2026/10/same");
  }

  @Test
  void longListsHavePages() {
    for (int i = 0; i < 31; i++) {
      review
          .story("Story number " + i)
          .section("World")
          .published(TestReview.NOON.minusSeconds(i))
          .publish();
    }
    Document first = page("/section/world");
    assertThat(first.select("main article")).hasSize(30);
    assertThat(first.select(".pager a[rel=next]").attr("href")).isEqualTo("/section/world?page=2");
    Document second = page("/section/world?page=2");
    assertThat(second.select("main article")).hasSize(1);
    assertThat(second.select(".pager a[rel=prev]").attr("href")).isEqualTo("/section/world");
    assertThat(second.select("link[rel=canonical]").attr("href")).endsWith("/section/world?page=2");
  }

  @Test
  void anArabicReviewRunsFromRightToLeft() {
    review.language("ar");
    review.story("مكتبة الميناء").language("ar").publish();
    Document front = page("/");
    assertThat(front.select("html").attr("dir")).isEqualTo("rtl");
    assertThat(front.select("html").attr("lang")).isEqualTo("ar");
    assertThat(front.select(".masthead-line").text()).contains("اشترك");
    assertThat(
            page("/2026/11/" + URLEncoder.encode("مكتبة-الميناء", StandardCharsets.UTF_8))
                .select("h1")
                .text())
        .isEqualTo("مكتبة الميناء");
  }

  @Test
  void machinesFindTheirData() {
    Story story =
        review
            .story("</script><script>alert(1)</script>")
            .topic("Libya")
            .by("Nadia Ferrante")
            .publish();
    Document page = page(story.path());
    assertThat(page.select("script:not([src]):not([type])")).isEmpty();
    String jsonLd = page.select("script[type=application/ld+json]").first().data();
    assertThat(new JsonObject(jsonLd).getString("headline"))
        .isEqualTo("</script><script>alert(1)</script>");
    assertThat(page.select("meta[name=citation_author]").attr("content"))
        .isEqualTo("Nadia Ferrante");
    assertThat(page.select("meta[property=og:type]").attr("content")).isEqualTo("article");
    assertThat(review.get("/sitemap.xml").body()).contains("/sitemap/2026-11.xml");
    assertThat(review.get("/sitemap/2026-11.xml").body()).contains(story.path());
    assertThat(review.get("/sitemap/news.xml").body()).contains("news:publication_date");
    assertThat(review.get("/robots.txt").body()).contains("Sitemap: http://localhost:");
  }

  @Test
  void anUnchangedPageIsNotSentAgain() {
    review.story("Steady").publish();
    HttpResponse<String> first = review.get("/");
    String tag = first.headers().firstValue("etag").orElseThrow();
    assertThat(review.get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(review.get("/", "If-None-Match", "\"x\", " + tag).statusCode()).isEqualTo(304);
    assertThat(review.get("/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    String modified = first.headers().firstValue("last-modified").orElseThrow();
    assertThat(modified).isEqualTo("Mon, 23 Nov 2026 12:00:00 GMT");
    assertThat(review.get("/", "If-Modified-Since", modified).statusCode()).isEqualTo(304);
    review.clock.advance(Duration.ofSeconds(1));
    review.story("Unsteady").publish();
    assertThat(review.get("/", "If-None-Match", tag).statusCode()).isEqualTo(200);
    assertThat(review.get("/", "If-Modified-Since", modified).statusCode()).isEqualTo(200);
  }

  @Test
  void pagesComeCompressedAsAsked() {
    review.story("Small").publish();
    for (int again = 0; again < 2; again++) {
      assertThat(encoding("gzip")).isEqualTo("gzip");
      assertThat(encoding("gzip, br")).isEqualTo("br");
      assertThat(encoding("identity")).isEmpty();
    }
    HttpResponse<String> head =
        review.send(
            HttpRequest.newBuilder(review.at("/"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
  }

  private String encoding(String accepted) {
    return review
        .get("/", "Accept-Encoding", accepted)
        .headers()
        .firstValue("content-encoding")
        .orElse("");
  }

  private Document page(String address) {
    HttpResponse<String> response = review.get(address);
    assertThat(response.statusCode()).as(address).isEqualTo(200);
    return Jsoup.parse(response.body());
  }
}
