package courant.delivery.page.my;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.time.Duration;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The personal page, longer than one page. */
@ExtendWith(Browser.class)
@Browser.Whole
class MyScrollTest {
  private static final int STORIES = 65;
  private static TestReview review;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    for (int i = 1; i <= STORIES; i++) {
      review.clock.advance(Duration.ofMinutes(1));
      review.story("Dispatch number " + i).section("World").publish();
    }
    for (int i = 1; i <= 32; i++) {
      review.story("Match number " + i).section("Sport").publish();
    }
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  private static Locator items(Page page) {
    return page.locator("[data-story]");
  }

  private static void follower(Page page, String section) {
    page.navigate(review.at("/section/" + section).toString());
    page.waitForResponse(
        "**/my/follow",
        () ->
            page.locator("[data-toggle='section:%s'][data-stance=follow]".formatted(section))
                .click());
    page.navigate(review.at("/my").toString());
  }

  private static void toTheEnd(Page page) {
    page.evaluate("scrollTo(0, document.body.scrollHeight)");
  }

  @Test
  void theNextPageComesNearTheEndAndSaysHowManyCame(Page page) {
    follower(page, "world");
    assertThat(items(page)).hasCount(30);
    page.keyboard().press("j");
    toTheEnd(page);
    assertThat(items(page)).hasCount(60);
    assertThat(page.locator("[data-came]")).hasText("More stories: 30.");
    Assertions.assertThat(page.evaluate("document.activeElement.closest('[data-story]').innerText"))
        .asString()
        .contains("Dispatch number 65");
    toTheEnd(page);
    assertThat(items(page)).hasCount(STORIES);
    assertThat(page.locator("[data-came]")).hasText("More stories: 5. That is all there is.");
    assertThat(page.locator("[rel=next]")).hasCount(0);
    assertThat(items(page).last()).containsText("Dispatch number 1");
    Screenshots.take(page, "my-end");
  }

  @Test
  void keysWorkOverWhatCameAndTheBackButtonReturnsToThePlace(Page page) {
    follower(page, "world");
    for (int i = 0; i < 30; i++) {
      page.keyboard().press("j");
    }
    assertThat(items(page)).hasCount(60);
    for (int i = 0; i < 5; i++) {
      page.keyboard().press("j");
    }
    page.keyboard().press("k");
    Locator here = items(page).nth(33);
    assertThat(here).hasClass(Pattern.compile("is-here"));
    page.waitForResponse("**/my/mark", () -> page.keyboard().press("s"));
    assertThat(here).hasClass(Pattern.compile("is-saved"));
    page.waitForResponse("**/my/mark", () -> page.keyboard().press("m"));
    assertThat(here).hasClass(Pattern.compile("is-read"));
    page.keyboard().press("?");
    assertThat(page.locator("dialog")).isVisible();
    page.keyboard().press("Escape");
    page.keyboard().press("o");
    page.waitForURL("**/2026/11/**");
    page.goBack();
    assertThat(items(page).nth(33)).isInViewport();
    assertThat(items(page).nth(33)).hasClass(Pattern.compile("is-here"));
    assertThat(items(page).nth(33)).hasClass(Pattern.compile("is-read"));
    page.keyboard().press("j");
    assertThat(items(page).nth(34)).hasClass(Pattern.compile("is-here"));
  }

  @Test
  void whatStandsHereAlreadyDoesNotComeTwice(Page page) {
    follower(page, "sport");
    review.story("Match come late").section("Sport").publish();
    toTheEnd(page);
    assertThat(page.locator("[data-came]")).hasText("More stories: 2. That is all there is.");
    assertThat(items(page)).hasCount(32);
  }

  @Test
  void marksAllReadAndTakesItBack(Page page) {
    follower(page, "world");
    page.getByText("Mark all read").click();
    assertThat(page.locator(".my-item.is-read")).hasCount(30);
    Screenshots.take(page, "my-undo");
    page.getByText("Undo").click();
    assertThat(page.locator(".my-item.is-read")).hasCount(0);
    assertThat(page.getByText("Undo")).hasCount(0);
  }
}
