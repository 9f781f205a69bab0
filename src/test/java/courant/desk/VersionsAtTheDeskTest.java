package courant.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import courant.story.Story;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The desk has the last word on what is one story. */
@ExtendWith(Browser.class)
class VersionsAtTheDeskTest {
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
  void takesAStoryOutLeadsWithAnotherAndJoinsAThird(Page page) {
    String copy =
        new Random(3)
            .ints(90, 0, 900)
            .mapToObj(word -> "word" + word)
            .collect(Collectors.joining(" "));
    Story first =
        review
            .story("Harbour opens")
            .source("Alpha Wire", "")
            .body("<p>" + copy + "</p>")
            .publish();
    review.story("Port is open").source("Beta Press", "").body("<p>" + copy + "</p>").publish();
    review.story("Ships sail again").source("Gamma News", "").body("<p>New.</p>").publish();
    String link = review.review.members().ownersFirstLink("Olga").orElseThrow().value();
    page.navigate(review.at("/desk/sign-in/" + link).toString());
    page.click("button");
    page.navigate(review.at("/desk/story/" + first.id().value()).toString());
    page.click("text=Other versions of this story");
    assertThat(page.locator(".versions li")).hasCount(2);
    Screenshots.take(page, "desk-versions");

    page.click("text=Lead with this one");
    assertThat(page.locator(".versions li").first()).containsText("Port is open");
    page.fill("input[name=words]", "ships");
    page.click("main button:has-text('Search')");
    page.click("text=It is the same story");
    assertThat(page.locator(".versions li")).hasCount(3);
    assertThat(review.get("/").body()).doesNotContain(">Ships sail again</a></h");

    page.locator(".versions li:has-text('Harbour opens') button:has-text('another')").click();
    assertThat(page.locator(".empty")).containsText("stands alone");
    assertThat(review.get("/").body()).contains(">Harbour opens</a></h", ">Port is open</a></h");
    page.navigate(review.at("/").toString());
    Screenshots.take(page, "front-versions");
  }
}
