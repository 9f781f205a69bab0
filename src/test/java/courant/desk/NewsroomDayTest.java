package courant.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A day at the desk, as a person spends it. */
@ExtendWith(Browser.class)
class NewsroomDayTest {
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start();
    review.section("World");
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void signIn(Page page) {
    String link = review.review.members().ownersFirstLink("Olga").orElseThrow().value();
    page.navigate(review.at("/desk/sign-in/" + link).toString());
    page.click("button");
  }

  @Test
  void writesPublishesCorrectsAndWithdraws(Page page) {
    signIn(page);
    page.click("text=New story");
    page.fill("#headline", "Ports agree at last");
    page.fill("#standfirst", "After a year of silence.");
    page.selectOption("select[name=section]", "world");
    page.fill("input[name=byline]", "Nadia Ferrante, Youssef Karray");
    page.locator(".ProseMirror").click();
    page.keyboard().type("They signed in a warehouse.");
    assertThat(page.locator("[data-saved]")).containsText("Saved");
    Screenshots.take(page, "desk-writing");
    page.click("button[value=publish]");
    assertThat(page.locator(".notice")).containsText("Published");
    String story = page.getAttribute(".writing-side a[href^='/2026']", "href");
    assertThat(review.get(story).body())
        .contains("Ports agree at last", "<p>They signed in a warehouse.</p>", "Youssef Karray");
    assertThat(review.get("/feed").body()).contains("Ports agree at last");

    review.clock.advance(Duration.ofMinutes(10));
    page.fill("#headline", "Ports agree, for now");
    page.fill("input[name=note]", "An earlier headline promised too much.");
    page.click("button[value=save]");
    assertThat(page.locator(".notice")).containsText("Saved");
    assertThat(review.get(story).body())
        .contains("Ports agree, for now", "An earlier headline promised too much.");
    page.click("text=Revisions");
    assertThat(page.locator(".diff ins").first()).containsText("for now");
    Screenshots.take(page, "desk-revisions");
    page.click("text=Back to the story");

    page.click("summary:has-text('Withdraw')");
    page.fill("input[name=reason]", "It was not true.");
    page.click("button[value=withdraw]");
    assertThat(page.locator(".notice")).containsText("Withdrawn");
    assertThat(review.get(story).statusCode()).isEqualTo(410);
    assertThat(review.get("/feed.atom").body()).contains("It was not true.");
  }

  /** From the owner's invitation to the tombstone, each as they meet it. */
  @Test
  void anInvitedAuthorsWholeDay(Page page) {
    signIn(page);
    page.navigate(review.at("/desk/staff").toString());
    page.fill("[name=name]", "Nadia Ferrante");
    page.check("input[name=role][value=AUTHOR]");
    page.click("main form button:has-text('Invite')");
    String invitation = page.locator("main code").first().innerText();
    page.context().clearCookies();

    page.navigate(invitation);
    page.click("main button");
    page.click("text=Go on to the desk");
    page.click("text=New story");
    page.fill("#headline", "The ferry sails again");
    page.locator(".ProseMirror").click();
    page.keyboard().type("It left at noon.");
    page.click("summary:has-text('Schedule')");
    page.fill("input[name=due]", "2026-11-23T18:00");
    page.click("button[value=schedule]");
    assertThat(page.locator(".notice")).containsText("Scheduled");
    String written = page.url();
    String story = "/2026/11/the-ferry-sails-again";
    assertThat(review.get(story).statusCode()).isEqualTo(404);
    review.clock.set(Instant.parse("2026-11-23T18:00:00Z"));
    review.review.publishDue().run();
    assertThat(review.get(story).body()).contains("It left at noon.");

    page.navigate(written);
    page.fill("#headline", "The ferry sails once more");
    page.fill("input[name=note]", "It had sailed before.");
    page.click("button[value=save]");
    assertThat(page.locator(".notice")).containsText("Saved");
    assertThat(review.get(story).body())
        .contains("The ferry sails once more", "It had sailed before.");
    page.click("summary:has-text('Withdraw')");
    page.fill("input[name=reason]", "It never left.");
    page.click("button[value=withdraw]");
    assertThat(page.locator(".notice")).containsText("Withdrawn");
    assertThat(review.get(story).statusCode()).isEqualTo(410);
    assertThat(review.get("/feed.atom").body()).contains("It never left.");
    signInAgain(page);
    page.navigate(review.at("/desk/audit").toString());
    assertThat(page.locator(".staff-deeds")).containsText("Nadia Ferrante");
  }

  @Test
  void whatIsTypedOutlivesTheSession(Page page) {
    signIn(page);
    page.click("text=New story");
    String address = page.url();
    review.review.database().change(handle -> handle.execute("delete from staff_session"));
    page.fill("#headline", "Typed while signed out");
    assertThat(page.locator("[data-saved]")).containsText("kept in this browser");
    signInAgain(page);
    page.navigate(address);
    assertThat(page.locator("#headline")).hasValue("Typed while signed out");
    assertThat(page.locator("[data-saved]")).containsText("Saved");
  }

  private void signInAgain(Page page) {
    Members members = review.review.members();
    page.navigate(
        review.at("/desk/sign-in/" + members.link(members.all().getFirst()).value()).toString());
    page.click("button");
  }

  @Test
  void aScheduledStoryGoesOutOnItsHourAndNotBefore(Page page) {
    signIn(page);
    page.click("text=New story");
    page.fill("#headline", "Under embargo");
    page.click("summary:has-text('Schedule')");
    page.fill("input[name=due]", "2026-11-23T18:00");
    page.click("button[value=schedule]");
    assertThat(page.locator(".notice")).containsText("Scheduled");
    review.review.publishDue().run();
    assertThat(review.get("/2026/11/under-embargo").statusCode()).isEqualTo(404);
    review.clock.set(Instant.parse("2026-11-23T18:00:00Z"));
    review.review.publishDue().run();
    assertThat(review.get("/2026/11/under-embargo").statusCode()).isEqualTo(200);
    assertThat(review.get("/").body()).contains("Under embargo");
  }

  @Test
  void theMastheadRefusesAnIssnThatCannotBe(Page page) {
    signIn(page);
    page.click("nav >> text=Masthead");
    page.fill("#title", "The Test Review");
    page.fill("#issn-online", "2330-7171");
    page.click("button:has-text('Save') >> nth=0");
    assertThat(page.locator("#issn-online-problem"))
        .containsText("the check digit of 2330-7171 should be X");
    assertThat(page.locator("#title")).hasValue("The Test Review");
    Screenshots.take(page, "desk-masthead");
    page.fill("#issn-online", "2330-717x");
    page.click("button:has-text('Save') >> nth=0");
    assertThat(page.locator(".notice")).containsText("Saved");
    assertThat(review.get("/").body()).contains("ISSN 2330-717X", "The Test Review");
  }
}
