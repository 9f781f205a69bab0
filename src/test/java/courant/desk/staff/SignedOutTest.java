package courant.desk.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import courant.desk.Member;
import courant.desk.Members;
import courant.platform.web.Role;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.support.VirtualAuthenticator;
import courant.support.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody is signed out while they write; nothing of it is lost. */
@ExtendWith(Browser.class)
class SignedOutTest {
  private TestReview review;
  private Members members;
  private Member author;

  @BeforeEach
  void start() {
    review = TestReview.start();
    members = review.review.members();
    members.add("Olga", Role.OWNER);
    author = members.add("Nadia", Role.AUTHOR);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void signIn(Page page) {
    page.navigate(review.at("/desk/sign-in/" + members.link(author).value()).toString());
    page.click("main button");
    page.waitForURL("**/desk");
  }

  private void writeSignedOut(Page page) {
    page.click("text=New story");
    page.waitForURL("**/desk/story/*");
    members.signOutEverywhere(author.id());
    page.fill("#headline", "Typed while signed out");
    assertThat(page.locator("[data-signed-out]")).isVisible();
  }

  /** What was typed reached the desk: a fresh page shows it. */
  private void isKept(Page page) {
    page.reload();
    assertThat(page.locator("#headline")).hasValue("Typed while signed out");
    assertThat(members.sessions().of(author.id())).hasSize(1);
  }

  @Test
  void signsInAgainWhereTheyAreByAPasskey(Page page) {
    VirtualAuthenticator.of(page);
    signIn(page);
    page.navigate(review.at("/desk/account").toString());
    page.click("text=Add a passkey");
    assertThat(page.locator(".passkey-list li")).hasCount(1);
    page.navigate(review.at("/desk").toString());
    writeSignedOut(page);
    Screenshots.take(page, "signed-out");
    page.waitForResponse(
        answer -> answer.url().endsWith("/autosave") && answer.ok(),
        () -> page.click("[data-signed-out] >> text=Sign in with a passkey"));
    assertThat(page.locator("[data-signed-out]")).isHidden();
    assertThat(page.locator("#headline")).hasValue("Typed while signed out");
    page.evaluate("localStorage.clear()");
    isKept(page);
  }

  @Test
  void signsInAgainByALinkInAnotherWindowAndGoesOnWritingMeanwhile(Page page) {
    signIn(page);
    writeSignedOut(page);
    page.click("text=Go on writing");
    assertThat(page.locator("[data-signed-out]")).isHidden();
    Page other = page.context().newPage();
    other.navigate(review.at("/desk/sign-in/" + members.link(author).value()).toString());
    other.click("main button");
    other.waitForURL("**/desk");
    page.waitForResponse(
        answer -> answer.url().endsWith("/autosave") && answer.ok(),
        new Page.WaitForResponseOptions().setTimeout(20_000),
        () -> page.fill("#standfirst", "More of it."));
    page.evaluate("localStorage.clear()");
    isKept(page);
  }

  @Test
  void aFormThatWasSentSignedOutIsHandedBackWhole() {
    Visitor visitor = new Visitor(review);
    visitor.post("/desk/sign-in", "token", members.link(author).value());
    String story = visitor.post("/desk/story").headers().firstValue("location").orElseThrow();
    members.signOutEverywhere(author.id());
    String typed = "A \"quoted\" <b>headline</b>";
    HttpResponse<String> again =
        review.send(
            HttpRequest.newBuilder(review.at(story))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,*/*")
                .header("Cookie", "desk=" + visitor.cookie("desk"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Visitor.form(
                            "headline",
                            typed,
                            "body",
                            "<p>One.</p>\n<p>Two.</p>",
                            "action",
                            "publish"))));
    assertThat(again.statusCode()).isEqualTo(401);
    Document page = Jsoup.parse(again.body());
    assertThat(page.text()).contains("Nothing of what you typed is lost");
    Element form = page.selectFirst("form[method=post]");
    assertThat(form.attr("action")).isEqualTo(story);
    assertThat(form.select("[name=headline]").attr("value")).isEqualTo(typed);
    assertThat(form.select("[name=body]").attr("value")).isEqualTo("<p>One.</p>\n<p>Two.</p>");
    visitor.post("/desk/sign-in", "token", members.link(author).value());
    String[] fields =
        form.select("input").stream()
            .flatMap(field -> Stream.of(field.attr("name"), field.attr("value")))
            .toArray(String[]::new);
    assertThat(visitor.post(story, fields).statusCode()).isEqualTo(303);
    assertThat(review.get("/feed").body()).contains("&lt;b&gt;headline");
  }

  @Test
  void whoMayNoLongerWriteIsToldAndKeepsTheText(Page page) {
    signIn(page);
    page.click("text=New story");
    page.waitForURL("**/desk/story/*");
    page.route("**/autosave", route -> route.fulfill(new Route.FulfillOptions().setStatus(403)));
    page.fill("#headline", "Typed while signed out");
    assertThat(page.locator("[data-signed-out]")).containsText("your role was changed");
    page.click("text=Go on writing");
    assertThat(page.locator("#headline")).hasValue("Typed while signed out");
  }
}
