package courant.delivery.page.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import courant.reply.ReplyState;
import courant.support.Await;
import courant.support.Browser;
import courant.support.Cable;
import courant.support.SampleReview;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The review as an app, in a real browser, with the network cut. */
@ExtendWith(Browser.class)
@Browser.Whole
class WebAppTest {
  private TestReview review;
  private Cable cable;

  @BeforeEach
  void start() {
    review = SampleReview.start();
    cable = new Cable(review.review.port());
  }

  @AfterEach
  void stop() throws IOException {
    cable.close();
    review.close();
  }

  private void keepTheEdition(Page page) {
    page.navigate(cable.at("/"));
    assertThat(page.locator("html")).hasAttribute("data-kept", "edition");
  }

  @Test
  void canBeInstalled(Page page) {
    keepTheEdition(page);
    CDPSession session = page.context().newCDPSession(page);
    JsonObject manifest = session.send("Page.getAppManifest");
    assertThat(manifest.getAsJsonArray("errors")).isEmpty();
    JsonObject answer = session.send("Page.getInstallabilityErrors");
    List<String> faults =
        answer.getAsJsonArray("installabilityErrors").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .map(fault -> fault.get("errorId").getAsString())
            .filter(fault -> !fault.equals("in-incognito")) // a test's window always is
            .toList();
    assertThat(faults).isEmpty();
  }

  @Test
  void theLastEditionIsReadWithoutANetwork(Page page) {
    keepTheEdition(page);
    assertThat(page.locator("[data-offline]")).isHidden();
    cable.cut();
    page.navigate(cable.at("/"));
    assertThat(page.locator("[data-offline]")).isVisible();
    page.click(".front-lead h2 a");
    assertThat(page.locator("h1")).containsText("Rival ports");
    assertThat(page.locator("[data-offline]")).isVisible();
    page.evaluate("document.querySelector('.lead img').decode()");

    page.navigate(cable.at("/archive"));
    assertThat(page.locator("h1")).containsText("You are offline");
    assertThat(page.locator("[data-kept=edition] li")).hasCount(SampleReview.STORIES);
    Screenshots.take(page, "offline");
    cable.mend();
    page.click("main .button");
    assertThat(page.locator(".front-lead h2")).containsText("Rival ports");
    assertThat(page.locator("[data-offline]")).isHidden();
  }

  @Test
  void savedStoriesAreReadWithoutANetwork(Page page) {
    keepTheEdition(page);
    page.navigate(cable.at("/section/world"));
    page.waitForResponse(
        "**/my/follow", () -> page.locator(".list-head [data-toggle]").first().click());
    page.navigate(cable.at("/my"));
    page.waitForResponse("**/my/mark", () -> page.locator("[name=saved]").first().click());
    page.navigate(cable.at("/my/saved"));
    assertThat(page.locator("html")).hasAttribute("data-kept", "saved");
    String headline = page.locator(".my-item h2").first().innerText();
    cable.cut();
    page.navigate(cable.at("/my/saved"));
    page.locator(".my-item h2 a").first().click();
    assertThat(page.locator("h1")).hasText(headline);
  }

  @Test
  void aReplyWrittenOfflineIsSentLater(Page page) {
    keepTheEdition(page);
    page.click(".front-lead h2 a");
    review.clock.advance(Duration.ofMinutes(2));
    cable.cut();
    write(page, "Written in a tunnel.");
    assertThat(page.locator("[data-waiting] .reply-text")).containsText("Written in a tunnel.");
    Screenshots.take(page, "offline-reply");
    cable.mend();
    page.navigate(cable.at("/"));
    Await.until(() -> held("Written in a tunnel.") == 1);
    page.navigate(cable.at("/offline"));
    assertThat(page.locator("[data-waiting]")).isHidden();
  }

  /**
   * All that a lost answer leaves behind: the reply is here, and its writer's device does not know.
   */
  @Test
  void aReplyThatArrivedThoughItsAnswerWasLostIsNotToldToBeRefused(Page page) {
    keepTheEdition(page);
    page.click(".front-lead h2 a");
    review.clock.advance(Duration.ofMinutes(2));
    String form = page.inputValue("#reply-form [name=form]");
    new Visitor(review)
        .post(
            URI.create(page.url()).getRawPath() + "/replies",
            "form",
            form,
            "text",
            "Twice sent.",
            "name",
            "Ann",
            "email",
            "ann@example.org");
    assertThat(held("Twice sent.")).isEqualTo(1);
    cable.cut();
    write(page, "Twice sent.");
    assertThat(page.locator("[data-waiting] .reply-text")).containsText("Twice sent.");
    cable.mend();
    page.navigate(cable.at("/offline"));
    String waiting = "async () => (await (await fetch('/offline/replies.json')).json()).length";
    Await.until(() -> page.evaluate(waiting).equals(0));
    assertThat(held("Twice sent.")).isEqualTo(1);
  }

  private static void write(Page page, String text) {
    page.fill("#reply-text", text);
    page.fill("#reply-name", "Ann");
    page.fill("#reply-email", "ann@example.org");
    page.click(".reply-form button");
  }

  private int held(String text) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from reply where source = :text and state = :state")
                    .bind("text", text)
                    .bind("state", ReplyState.HELD.word())
                    .mapTo(Integer.class)
                    .one());
  }
}
