package courant.delivery.page;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.story.StoryState;
import courant.support.TestReview;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchPageTest {
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start();
    review
        .story("Oil flows again in Sabha")
        .section("Economy")
        .body("<p>The pumps run.</p>")
        .publish();
    review.clock.advance(Duration.ofDays(1));
    review
        .story("Football and oil")
        .section("Culture")
        .source("Meridian Wire", "")
        .body("<p>Sabha <script>won</script> &lt;b&gt;two&lt;/b&gt; nil.</p>")
        .publish();
    review.awaitIndex(2);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  @Test
  void wordsQuotesAndMinusFindAsTyped() {
    assertThat(headlines("oil"))
        .containsExactlyInAnyOrder("Oil flows again in Sabha", "Football and oil");
    assertThat(headlines("oil -football")).containsExactly("Oil flows again in Sabha");
    assertThat(headlines("\"pumps run\"")).containsExactly("Oil flows again in Sabha");
    assertThat(headlines("pump running")).containsExactly("Oil flows again in Sabha");
  }

  @Test
  void filtersNarrow() {
    assertThat(page("/search?q=oil&section=culture").select(".results h2").eachText())
        .containsExactly("Football and oil");
    assertThat(page("/search?q=oil&source=meridian-wire").select(".results h2").eachText())
        .containsExactly("Football and oil");
    assertThat(page("/search?q=oil&until=2026-11-23").select(".results h2").eachText())
        .containsExactly("Oil flows again in Sabha");
    assertThat(page("/search?q=oil&sort=newest").select(".results h2").eachText())
        .containsExactly("Football and oil", "Oil flows again in Sabha");
  }

  @Test
  void whatIsFoundIsMarkedAndHarmless() {
    Document page = page("/search?q=" + encoded("sabha two"));
    assertThat(page.select(".results mark").eachText()).contains("Sabha");
    assertThat(page.select(".results b, .results script")).isEmpty();
    Document hostile = page("/search?q=" + encoded("\"><script>alert(1)</script>"));
    assertThat(hostile.select("script:not([src])")).isEmpty();
    assertThat(hostile.select("#words").attr("value")).isEqualTo("\"><script>alert(1)</script>");
  }

  @Test
  void nothingFoundOffersWhatWasMeant() {
    Document page = page("/search?q=foootbll");
    assertThat(page.select("[role=status]").text()).contains("Nothing found for foootbll");
    assertThat(page.select(".empty a").attr("href")).isEqualTo("/search?q=football");
  }

  @Test
  void everySearchHasItsFeed() {
    String feed =
        page("/search?q=" + encoded("oil -football"))
            .select("link[type=application/rss+xml]")
            .attr("href");
    assertThat(feed).isEqualTo("/search/feed?q=oil+-football");
    assertThat(review.get(feed).body())
        .contains("<title>Oil flows again in Sabha</title>")
        .doesNotContain("Football and oil");
    assertThat(review.get("/search/feed").statusCode()).isEqualTo(404);
  }

  @Test
  void aWithdrawnStoryIsNotFound() {
    Story story = review.story("Oil that never was").publish();
    review.awaitIndex(3);
    assertThat(headlines("never")).hasSize(1);
    review.save(
        story.in(
            new StoryState.Withdrawn(story.path(), story.published(), review.clock.instant(), "")));
    review.awaitIndex(2);
    assertThat(headlines("never")).isEmpty();
  }

  private List<String> headlines(String typed) {
    return page("/search?q=" + encoded(typed)).select(".results h2").eachText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Document page(String address) {
    return Jsoup.parse(review.get(address).body());
  }
}
