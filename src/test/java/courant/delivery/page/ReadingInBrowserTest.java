package courant.delivery.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import courant.support.Browser;
import courant.support.SampleReview;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a newcomer does with the sample review, in a browser. */
@ExtendWith(Browser.class)
class ReadingInBrowserTest {
  private static TestReview review;

  @BeforeAll
  static void start() {
    review = SampleReview.start();
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  @Test
  void readsTheFrontPageOpensAStorySearchesAndFindsTheFeed(Page page) {
    List<String> complaints = new ArrayList<>();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.navigate(review.at("/").toString());
    assertThat(page.locator(".front-lead h2")).containsText("Rival ports");
    Screenshots.take(page, "front");
    page.click(".front-lead h2 a");
    assertThat(page.locator("h1")).containsText("Rival ports");
    Screenshots.take(page, "story");
    page.keyboard().press("/");
    page.keyboard().type("aquifer");
    page.keyboard().press("Enter");
    assertThat(page.locator(".results h2")).hasCount(1);
    assertThat(page.locator(".results mark").first()).containsText("aquifer");
    Screenshots.take(page, "search");
    String feed = page.getAttribute("link[type='application/atom+xml']", "href");
    assertThat(review.get(feed).body()).contains("The desert aquifer");
    assertThat(complaints).isEmpty();
  }

  @Test
  void keepsTheReadersChoiceOfTypeAndTheme(Page page) {
    page.navigate(review.at("/").toString());
    page.click("[data-size-choice=larger]");
    page.click("[data-theme-choice]");
    page.navigate(review.at("/colophon").toString());
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.evaluate("document.documentElement.style.getPropertyValue('--scale')"))
        .isEqualTo("1.10");
  }

  /** Document, styles, scripts and pictures, as they cross the wire. */
  @Test
  void aStoryFitsAPhoneInAnyTypeAndIsLight(Page page) {
    page.setViewportSize(360, 740);
    page.navigate(review.at("/").toString());
    String story = page.getAttribute(".front-lead h2 a", "href");
    page.navigate(review.at(story).toString());
    Object bytes =
        page.evaluate(
            """
            () => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
              .filter((entry) => new URL(entry.name).origin === location.origin)
              .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
            """);
    assertThat(((Number) bytes).intValue()).isBetween(10_000, 100_000);
    for (int step = 0; step < 6; step++) {
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
      page.click("[data-size-choice=larger]");
    }
    page.click("[data-theme-choice]");
    Object chosen = page.evaluate("document.documentElement.style.getPropertyValue('--scale')");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.evaluate("document.documentElement.style.getPropertyValue('--scale')"))
        .isEqualTo(chosen);
    for (String address : List.of(story, "/", "/archive", "/subscribe")) {
      page.navigate(review.at(address).toString());
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(address).isEqualTo(360);
    }
  }

  @Test
  void nothingOverflowsAPhone(Page page) {
    page.setViewportSize(360, 740);
    for (String address :
        List.of(
            "/",
            "/section/world",
            "/source/meridian-wire",
            "/search?q=port",
            "/archive",
            "/subscribe",
            "/nowhere")) {
      page.navigate(review.at(address).toString());
      Object wider =
          page.evaluate(
              "document.documentElement.scrollWidth > document.documentElement.clientWidth");
      assertThat(wider).as(address).isEqualTo(false);
    }
  }
}
