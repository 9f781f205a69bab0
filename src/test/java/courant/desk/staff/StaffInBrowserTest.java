package courant.desk.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import courant.platform.crypto.TimedCode;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.support.VirtualAuthenticator;
import courant.support.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody is invited, comes in, and comes in again. */
@ExtendWith(Browser.class)
class StaffInBrowserTest {
  private TestReview review;
  private Visitor owner;

  @BeforeEach
  void start() {
    review = TestReview.start();
    owner = new Visitor(review);
    String link = review.review.members().ownersFirstLink("Olga").orElseThrow().value();
    owner.post("/desk/sign-in", "token", link);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void go(Page page, String path) {
    page.navigate(review.at(path).toString());
  }

  private void enterInvited(Page page) {
    owner.post(
        "/desk/staff", "name", "Nadia Ferrante", "email", "nadia@example.org", "role", "OWNER");
    String text = review.review.outbox().newest(1).getFirst().message().text();
    go(page, text.replaceAll("(?s).*(/desk/sign-in/[\\w-]+).*", "$1"));
    page.click("main button");
  }

  @Test
  void setsUpAPasskeyFirstAndComesInByIt(Page page) {
    VirtualAuthenticator device = VirtualAuthenticator.of(page);
    // A device that is always there would take what the field for addresses offers, and the button
    // would be gone before it is pressed.
    page.addInitScript("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
    enterInvited(page);
    assertThat(page.locator("h1")).hasText("Welcome, Nadia Ferrante");
    Screenshots.take(page, "staff-welcome");
    page.fill("[data-passkey=create] [name=name]", "Laptop");
    page.click("text=Add a passkey");
    assertThat(page.locator(".notice")).containsText("The passkey is there.");
    assertThat(page.locator(".passkey-list li")).containsText("Laptop");
    device.absent();
    page.click(".desk-who >> text=Sign out");
    go(page, "/desk/staff");
    assertThat(page.locator("h1")).hasText("The desk");
    Screenshots.take(page, "staff-door");
    device.present();
    page.click("text=Sign in with a passkey");
    page.waitForURL("**/desk/staff");
    Screenshots.take(page, "staff-people");
    page.click(".staff-people >> text=Nadia Ferrante");
    Screenshots.take(page, "staff-member");
    go(page, "/desk/audit");
    assertThat(page.locator(".staff-deeds li").first()).containsText("came in");
    Screenshots.take(page, "staff-audit");
  }

  @Test
  void goesOnByLinkAndAsksForACode(Page page) {
    enterInvited(page);
    page.click("text=Go on to the desk");
    page.click("text=Nadia Ferrante");
    page.click("text=Set up an app");
    assertThat(page.locator(".staff-scan")).isVisible();
    Screenshots.take(page, "staff-account-code");
    String secret = page.locator(".staff-secret").innerText();
    page.fill("#code", TimedCode.at(secret, review.clock.instant()));
    page.click("text=Turn it on");
    assertThat(page.locator(".staff-kept li")).hasCount(10);
    Screenshots.take(page, "staff-account-kept");
    page.click(".desk-who >> text=Sign out");
    go(page, "/desk/sign-in");
    page.fill("#email", "nobody@example.org");
    page.click("text=Send me the link");
    assertThat(page.locator("h1")).hasText("Look into your mail");
    Screenshots.take(page, "staff-sent");
    var members = review.review.members();
    go(page, "/desk/sign-in/" + members.link(members.all().getLast()).value());
    page.fill("#code", "123456");
    page.click("main button");
    assertThat(page.locator("[role=alert]")).containsText("does not hold");
    Screenshots.take(page, "staff-code");
    go(page, "/desk/sign-in/nonsense");
    page.click("main button");
    assertThat(page.locator("h1")).hasText("This did not let you in");
    Screenshots.take(page, "staff-refused");
  }

  @Test
  void inArabic(Page page) {
    VirtualAuthenticator.of(page).absent();
    review.language("ar");
    go(page, "/desk/sign-in");
    assertThat(page.locator(".passkey button")).isVisible();
    Screenshots.take(page, "staff-door-ar");
    enterInvited(page);
    go(page, "/desk/staff");
    Screenshots.take(page, "staff-people-ar");
  }
}
