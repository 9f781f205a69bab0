package courant.delivery.page.my;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import courant.story.Story;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.support.Visitor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Browser.class)
class MyBrowserTest {
  private TestReview review;
  private Story port;

  @BeforeEach
  void start() {
    review = TestReview.start();
    port =
        review
            .story("Port of Tripoli reopens after three days")
            .standfirst("Ships wait outside the harbour while crews clear the basin.")
            .section("World")
            .topic("Libya")
            .topic("Tripoli")
            .by("A. Writer")
            .source("Wire Agency", "")
            .publish();
    review.story("Cup final tonight").section("Sport").topic("Football").publish();
    review
        .story("Sabha airport hit by shelling")
        .standfirst("The third attack this month leaves the runway closed.")
        .section("World")
        .topic("Libya")
        .publish();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void go(Page page, String path) {
    page.navigate(review.at(path).toString());
  }

  @Test
  void followsSignsUpAndSeesThePageChange(Page page) {
    go(page, "/my");
    Screenshots.take(page, "my-begin");
    go(page, "/topic/libya");
    Screenshots.take(page, "topic-follow");
    page.waitForResponse(
        "**/my/follow",
        () -> page.locator("[data-toggle='topic:libya'][data-stance=follow]").click());
    assertThat(page.locator("[data-toggle='topic:libya'].is-on")).containsText("Following");
    go(page, "/topic/libya");
    assertThat(page.locator("[data-toggle='topic:libya'].is-on")).containsText("Following");
    go(page, "/my");
    assertThat(page.locator("[data-story]")).hasCount(2);

    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("My news"))
        .getByText("Sign in")
        .click();
    Screenshots.take(page, "my-sign-in");
    page.getByLabel("E-mail address").fill("someone@example.org");
    page.getByText("Send me the link").click();
    assertThat(page.locator("h1")).hasText("Look into your mail");
    Screenshots.take(page, "my-sent");
    go(page, "/my/sign-in/" + new Visitor(review).token());
    page.getByText("Sign me in").click();
    assertThat(page.locator("[data-story]")).hasCount(2);
    assertThat(page.locator(".my-tabs")).containsText("Your account");
    review.story("Road to Sirte cleared").section("World").topic("Libya").publish();
    page.reload();
    assertThat(page.locator("[data-story]")).hasCount(3);
    assertThat(page.locator("[data-story] .my-why").first())
        .containsText("Because you follow Libya");
    Screenshots.take(page, "my-page");
    go(page, "/my/following");
    page.locator("#key").fill("oil AND (Sabha");
    page.locator("#search-title ~ form [value=follow]").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("At character 9");
    page.locator("[name=renew]").click();
    Screenshots.take(page, "my-following");
    go(page, "/my/account");
    Screenshots.take(page, "my-account");
  }

  @Test
  void followButtonsStandWhereverTheThingIsNamed(Page page) {
    String[][] places = {
      {"/topic/libya", "topic:libya"},
      {"/author/a-writer", "author:a-writer"},
      {"/source/wire-agency", "source:wire-agency"},
      {"/section/world", "section:world"},
      {"/search?q=harbour", "search:harbour"},
      {port.path(), "topic:tripoli"},
      {port.path(), "author:a-writer"},
      {port.path(), "source:wire-agency"},
      {port.path(), "section:world"}
    };
    for (String[] place : places) {
      go(page, place[0]);
      Locator button =
          page.locator("[data-toggle='%s'][data-stance=follow]".formatted(place[1])).first();
      page.waitForResponse("**/my/follow", button::click);
      assertThat(button).hasAttribute("aria-pressed", "true");
      go(page, "/my/following");
      assertThat(
              page.locator(
                  ".my-list input[name=key][value='%s']".formatted(place[1].split(":")[1])))
          .hasCount(1);
      go(page, place[0]);
      assertThat(button).hasAttribute("aria-pressed", "true");
      page.waitForResponse("**/my/follow", button::click);
      assertThat(button).hasAttribute("aria-pressed", "false");
    }
  }

  @Test
  void readsByKeys(Page page) {
    go(page, "/section/world");
    page.waitForResponse(
        "**/my/follow",
        () -> page.locator("[data-toggle='section:world'][data-stance=follow]").click());
    assertThat(page.locator(".is-on")).hasCount(1);
    go(page, "/my");
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("k");
    assertThat(page.locator("[data-story]").first()).hasClass(Pattern.compile("is-here"));
    page.waitForResponse("**/my/mark", () -> page.keyboard().press("s"));
    page.waitForResponse("**/my/mark", () -> page.keyboard().press("m"));
    page.keyboard().press("?");
    assertThat(page.locator("dialog")).isVisible();
    Screenshots.take(page, "my-keys");
    page.reload();
    assertThat(page.locator("[data-story]").first()).hasClass(Pattern.compile("is-read is-saved"));
    page.keyboard().press("j");
    page.keyboard().press("o");
    page.waitForURL("**/2026/11/**");
    Screenshots.take(page, "story-follow");
  }

  @Test
  void whatWasNotKeptIsNotShownAsDoneAndWhyIsSaid(Page page) {
    follow(page, "/section/world", "section:world");
    go(page, "/my");
    Locator first = page.locator("[data-story]").first();
    Locator why = page.locator("[data-unkept]");
    page.context().setOffline(true);
    first.locator("[name=saved]").click();
    assertThat(why).containsText("there is no connection");
    assertThat(first.locator("[name=saved]")).hasText("Save");
    assertThat(first.locator("[name=saved]")).hasAttribute("value", "true");
    Screenshots.take(page, "my-unkept");
    page.keyboard().press("j");
    page.keyboard().press("m");
    assertThat(first.locator("[name=read]")).hasText("Mark read");
    assertThat(first).not().hasClass(Pattern.compile("is-read|is-saved"));
    page.context().setOffline(false);
    page.waitForResponse("**/my/mark", () -> page.keyboard().press("m"));
    assertThat(why).isEmpty();
    assertThat(first).hasClass(Pattern.compile("is-read"));
    page.context().clearCookies();
    first.locator("[name=read]").click();
    assertThat(why).containsText("sign in again");
    assertThat(first).hasClass(Pattern.compile("is-read"));
  }

  @Test
  void aFollowThatWasNotKeptIsNotShownAsDone(Page page) {
    go(page, "/topic/libya");
    Locator button = page.locator("[data-toggle='topic:libya'][data-stance=follow]");
    page.context().setOffline(true);
    button.click();
    assertThat(page.locator("[data-unkept]")).containsText("there is no connection");
    assertThat(button).hasAttribute("aria-pressed", "false");
    assertThat(button).hasAttribute("value", "follow");
    page.context().setOffline(false);
    follow(page, "/topic/libya", "topic:libya");
    page.route("**/my/follow", route -> route.fulfill(new Route.FulfillOptions().setStatus(429)));
    button.click();
    assertThat(page.locator("[data-unkept]")).containsText("wait a moment");
    assertThat(button).hasAttribute("aria-pressed", "true");
  }

  private void follow(Page page, String path, String what) {
    go(page, path);
    page.waitForResponse(
        "**/my/follow",
        () -> page.locator("[data-toggle='%s'][data-stance=follow]".formatted(what)).click());
    assertThat(page.locator("[data-toggle='%s'].is-on".formatted(what))).hasCount(1);
  }

  @Test
  void aSearchThatCannotBeFollowedIsRefusedWhereverItsButtonStands(Page page) {
    go(page, "/search?q=-football");
    page.locator("[data-stance=follow]").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("At character 1: Nearly every story");
  }

  @Test
  void inArabic(Page page) {
    review.language("ar");
    go(page, "/my");
    Screenshots.take(page, "my-begin-ar");
  }
}
