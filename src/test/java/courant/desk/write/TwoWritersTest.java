package courant.desk.write;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import courant.desk.Member;
import courant.desk.Members;
import courant.platform.web.Role;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people in two browsers, one story; and one person whose network goes away. */
@ExtendWith(Browser.class)
class TwoWritersTest {
  private TestReview review;
  private Page amal;

  @BeforeEach
  void start(BrowserContext context) {
    review = TestReview.start();
    amal = context.newPage();
    SignedIn.as(review, amal, "Amal");
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private static void type(Page page, String block, String text) {
    page.locator(".ProseMirror > " + block).click();
    page.keyboard().press("End");
    page.keyboard().type(text);
    assertThat(page.locator("[data-saved=kept]")).isVisible();
  }

  @Test
  void whoComesSecondReadsTakesOverAndLosesNothing() {
    Story story =
        review.save(
            review
                .story("Ports")
                .body("<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>")
                .in(new StoryState.Draft()));
    String address = review.at("/desk/story/" + story.id().value()).toString();
    amal.navigate(address);
    type(amal, "p >> nth=1", " By Amal.");
    try (BrowserContext other = amal.context().browser().newContext()) {
      Page bruno = other.newPage();
      SignedIn.as(review, bruno, "Bruno");
      bruno.navigate(address);
      assertThat(bruno.locator(".presence").first()).containsText("Amal is writing here since");
      assertThat(bruno.locator(".ProseMirror")).hasAttribute("contenteditable", "false");
      bruno.click("text=Take over");
      assertThat(bruno.locator(".ProseMirror")).hasAttribute("contenteditable", "true");
      type(bruno, "p >> nth=0", " By Bruno.");
      type(bruno, "p >> nth=1", " Bruno too.");
      bruno.click("button[value=save]");
      assertThat(bruno.locator(".notice").first()).containsText("Saved");

      amal.locator(".ProseMirror > p >> nth=2").click();
      amal.keyboard().press("End");
      amal.keyboard().type(" Late.");
      assertThat(amal.locator("[data-saved]")).containsText("Bruno took over");
      amal.click("[data-taken-over] a");
      assertThat(amal.locator(".choice")).hasCount(1);
      assertThat(amal.locator(".choice .side").first()).containsText("Two. Bruno too.");
      assertThat(amal.locator(".choice .side").nth(1)).containsText("Two. By Amal.");
      Screenshots.take(amal, "desk-merge");
      amal.check("input[value=both]");
      amal.click("text=Take this into the editor");
      assertThat(amal.locator(".notice").first()).containsText("Both texts are together");
    }
    review.clock.advance(Duration.ofMinutes(2));
    amal.reload();
    amal.click("button[value=save]");
    assertThat(amal.locator(".notice").first()).containsText("Saved");
    assertThat(review.review.stories().byId(story.id()).orElseThrow().body())
        .isEqualToIgnoringNewLines(
            "<p>One. By Bruno.</p><p>Two. Bruno too.</p><p>Two. By Amal.</p><p>Three. Late.</p>");
  }

  /** Amal begins in one page and goes on in another one, which this is. */
  private Page goesOnElsewhere() {
    Story story = review.save(review.story("Ports").body("<p>One.</p>").in(new StoryState.Draft()));
    String address = review.at("/desk/story/" + story.id().value()).toString();
    amal.navigate(address);
    type(amal, "p", " Office.");
    Page home = amal.context().newPage();
    home.navigate(address);
    review.clock.advance(Duration.ofMinutes(5));
    type(home, "p", " Home.");
    return home;
  }

  @Test
  void whoWentOnElsewhereLosesNothingToAPageThatWasLeftOpen() {
    Page home = goesOnElsewhere();

    amal.locator(".ProseMirror > p").click();
    amal.keyboard().press("End");
    amal.keyboard().type(" Late.");
    assertThat(amal.locator("[data-saved]")).containsText("in another page");
    amal.click("[data-elsewhere] a");
    assertThat(amal.locator(".ProseMirror")).hasText("One. Office. Home.");
    assertThat(amal.locator("[data-notice]")).containsText("an older text of yours");
    // The newer page is saved; what was typed in the other one is not in anybody's way, and not
    // lost.
    type(home, "p", " More.");
    home.click("button[value=save]");
    assertThat(home.locator(".notice").first()).containsText("Saved");
    assertThat(home.locator(".ProseMirror")).hasText("One. Office. Home. More.");
    assertThat(home.locator("[data-notice]")).containsText("an older text of yours");
    home.close();
    amal.reload();
    amal.click("text=Use the older text");
    assertThat(amal.locator(".ProseMirror")).hasText("One. Office. Late.");
    assertThat(amal.locator("[data-saved=kept]")).isVisible();
    amal.reload();
    assertThat(amal.locator(".ProseMirror")).hasText("One. Office. Late.");
    assertThat(amal.locator("[data-notice]")).isHidden();
  }

  @Test
  void anOlderTextIsOfferedUntilItIsThrownAway() {
    Page home = goesOnElsewhere();
    amal.locator(".ProseMirror > p").click();
    amal.keyboard().type("Late.");
    assertThat(amal.locator("[data-saved]")).containsText("in another page");
    amal.close();
    home.reload();
    home.click("text=Throw it away");
    assertThat(home.locator("[data-notice]")).isHidden();
    home.reload();
    assertThat(home.locator(".ProseMirror")).hasText("One. Office. Home.");
    assertThat(home.locator("[data-notice]")).isHidden();
  }

  @Test
  void longTextsInEveryScriptAreKept() {
    Story story =
        review.save(
            review
                .story("موانئ")
                .body("<p>" + "ميناء طرابلس ".repeat(1_000) + "</p>")
                .in(new StoryState.Draft()));
    amal.navigate(review.at("/desk/story/" + story.id().value()).toString());
    type(amal, "p", " واحد.");
  }

  @Test
  void savingOverSomeonesNewerTextIsAskedFirst() {
    Story story = review.story("Ports").body("<p>One.</p>").publish();
    amal.navigate(review.at("/desk/story/" + story.id().value()).toString());
    amal.fill("#headline", "Ports, by Amal");
    Member bruno = review.review.members().add("Bruno", Role.EDITOR);
    HttpResponse<String> saved =
        review.send(
            HttpRequest.newBuilder(review.at("/desk/story/" + story.id().value()))
                .header("Cookie", Members.COOKIE + "=" + session(bruno))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("headline=Ports,+by+Bruno&body=One.&action=save")));
    assertThat(saved.statusCode()).isEqualTo(303);
    amal.click("button[value=save]");
    assertThat(amal.locator("h1")).hasText("Two texts of one story");
    assertThat(review.get(story.path()).body()).contains("Ports, by Bruno");
  }

  private String session(Member member) {
    Members members = review.review.members();
    return members.comeIn(members.link(member), "test").orElseThrow().value();
  }

  @Test
  void whatIsTypedOutlivesALostNetworkAndACrash() {
    Story story = review.save(review.story("Ports").body("<p>One.</p>").in(new StoryState.Draft()));
    String address = review.at("/desk/story/" + story.id().value()).toString();
    amal.navigate(address);
    amal.context().setOffline(true);
    amal.locator(".ProseMirror > p").click();
    amal.keyboard().press("End");
    amal.keyboard().type(" Typed in a tunnel.");
    assertThat(amal.locator("[data-saved]"))
        .containsText("Not saved: offline, kept in this browser");
    // The tab dies without a word.
    amal.close();
    Page again = amal.context().newPage();
    amal.context().setOffline(false);
    again.navigate(address);
    assertThat(again.locator(".ProseMirror")).containsText("Typed in a tunnel.");
    assertThat(again.locator("[data-notice]")).containsText("Taken up from this browser");
    assertThat(again.locator("[data-saved=kept]")).isVisible();
    assertThat(review.review.stories().byId(story.id()).orElseThrow().body())
        .isEqualTo("<p>One.</p>");
    again.context().setOffline(true);
    again.locator(".ProseMirror > p").click();
    again.keyboard().type("X");
    assertThat(again.locator("[data-saved]")).containsText("offline");
    again.context().setOffline(false);
    assertThat(again.locator("[data-saved=kept]")).isVisible();
  }
}
