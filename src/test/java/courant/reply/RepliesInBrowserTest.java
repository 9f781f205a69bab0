package courant.reply;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import courant.story.Story;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies as people meet them: a reader with and without scripts, a moderator at the keys. */
@ExtendWith(Browser.class)
class RepliesInBrowserTest {
  private TestReview review;
  private Story story;

  @BeforeEach
  void start() {
    review = TestReview.start();
    story = review.story("Harbour opens").publish();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void write(Page page, String text) {
    page.navigate(review.at(story.path()).toString());
    review.clock.advance(Duration.ofSeconds(20));
    page.fill("#reply-text", text);
    page.fill("#reply-name", "Ada");
    page.fill("#reply-email", "ada@writers.example");
    page.press("#reply-email", "Enter");
    assertThat(page.locator(".replies [role=status]")).isVisible();
  }

  private List<Reply> in(ReplyState state) {
    return review.review.replies().replies().queue(state, 50);
  }

  private void decide(ReplyState state) {
    List<ReplyId> held = in(ReplyState.HELD).stream().map(Reply::id).toList();
    review.review.replies().moderate().decide(held, state, "Desk", "");
  }

  @Test
  void aBrowserWorksForAReplyAndOneWithoutScriptsIsHeld(Page page, BrowserContext context) {
    List<String> complaints = new ArrayList<>();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    write(page, "The old quay\nwas unsafe.");
    assertThat(in(ReplyState.HELD).getFirst().reasons()).containsExactly("first");
    decide(ReplyState.APPROVED);
    write(page, "And the new one\n\nseems fine: ça va.");
    assertThat(page.locator(".replies [role=status]")).containsText("published");
    assertThat(complaints).isEmpty();
    try (BrowserContext plain =
        context.browser().newContext(new NewContextOptions().setJavaScriptEnabled(false))) {
      write(plain.newPage(), "Sent without a script.");
    }
    assertThat(in(ReplyState.HELD).getFirst().reasons()).containsExactly("work");
  }

  /** Browsers that tests drive keep no page as it was left: what they would do is done here. */
  @Test
  void whoComesBackToTheFormAsItWasLeftSendsAnotherReply(Page page) {
    page.navigate(review.at(story.path()).toString());
    review.clock.advance(Duration.ofSeconds(20));
    Locator button = page.locator("#reply-form button");
    String label = button.textContent();
    page.fill("#reply-text", "The first of two.");
    page.fill("#reply-name", "Ada");
    page.fill("#reply-email", "ada@writers.example");
    page.evaluate("document.getElementById('reply-form').submit = () => {}");
    button.click();
    assertThat(page.locator("#reply-form [name=work]")).hasCount(1);
    page.evaluate("delete document.getElementById('reply-form').submit");
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    assertThat(button).hasText(label);
    page.fill("#reply-text", "The second of two.");
    button.click();
    assertThat(page.locator(".replies [role=status]")).isVisible();
    assertThat(in(ReplyState.HELD).getFirst().source()).isEqualTo("The second of two.");
    assertThat(in(ReplyState.HELD).getFirst().reasons()).containsExactly("first");
  }

  @Test
  void aReaderAnswersWithKeysAndIsToldWhatIsMissing(Page page) {
    write(page, "The old quay was unsafe, and [here](https://harbour.example) is why.");
    decide(ReplyState.APPROVED);
    page.navigate(review.at(story.path()).toString());
    Screenshots.take(page, "replies");
    page.locator("a:has-text('Answer')").first().focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#reply-form h3")).containsText("Ada");
    page.locator("#reply-text").focus();
    page.keyboard().type("I disagree.");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().type("not an address");
    page.keyboard().press("Enter");
    assertThat(page.locator("[role=alert]")).isVisible();
    assertThat(page.locator("#reply-text")).hasValue("I disagree.");
    assertThat(page.locator("#reply-name")).hasAttribute("aria-invalid", "true");
    Screenshots.take(page, "reply-problems");
  }

  @Test
  void theFormReadsFromTheRightInArabic(Page page) {
    review.language("ar");
    write(page, "الرصيف القديم لم يكن آمنًا.");
    decide(ReplyState.APPROVED);
    page.navigate(review.at(story.path()).toString());
    assertThat(page.locator("html")).hasAttribute("dir", "rtl");
    Screenshots.take(page, "replies-arabic");
    page.setViewportSize(360, 800);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
  }

  @Test
  void aModeratorWorksThroughTheQueueWithKeys(Page page) {
    for (String text :
        List.of("The first of them.", "Buy my forex course.", "The third of them.")) {
      write(page, text);
    }
    String link = review.review.members().ownersFirstLink("Olga").orElseThrow().value();
    page.navigate(review.at("/desk/sign-in/" + link).toString());
    page.click("button");
    page.navigate(review.at("/desk/replies").toString());
    Screenshots.take(page, "desk-replies");
    assertThat(page.locator("article").first()).isFocused();
    page.keyboard().press("j");
    page.keyboard().press("s");
    page.waitForURL("**/desk/replies?done=*");
    assertThat(page.locator("article")).hasCount(2);
    assertThat(in(ReplyState.SPAM))
        .extracting(Reply::source)
        .containsExactly("Buy my forex course.");
    assertThat(page.locator("article").last()).isFocused();
    page.keyboard().press("x");
    page.keyboard().press("k");
    page.keyboard().press("x");
    page.fill("[name=reason]", "Off topic");
    page.press("[name=reason]", "Enter");
    assertThat(page.locator("article :checked")).hasCount(2);
    page.click("button[value=approve]");
    assertThat(page.locator(".empty")).isVisible();
    assertThat(in(ReplyState.APPROVED)).hasSize(2);
  }
}
