package courant.delivery.page.my;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import courant.support.BothDatabases;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.SoftPasskey;
import courant.support.TestReview;
import courant.support.VirtualAuthenticator;
import courant.support.Visitor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers sign in by passkeys, beside links. */
@BothDatabases
@ExtendWith(Browser.class)
class PasskeyTest {
  private TestReview review;
  private String origin;

  @BeforeEach
  void start() {
    review = TestReview.start();
    origin = review.at("").toString();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private static JsonObject ask(Visitor visitor, String path) {
    return new JsonObject(visitor.post(path).body());
  }

  private static HttpResponse<String> give(Visitor visitor, String credential) {
    return visitor.post("/my/passkey", "credential", credential, "next", "/my/account");
  }

  private SoftPasskey add(Visitor reader, String name) {
    SoftPasskey device = new SoftPasskey(origin);
    String credential = device.create(ask(reader, "/my/account/passkey/options"));
    reader.post("/my/account/passkey", "credential", credential, "name", name);
    return device;
  }

  private JsonArray exported(Visitor reader) {
    return new JsonObject(reader.get("/my/account/data.json").body()).getJsonArray("passkeys");
  }

  @Test
  void signsInByAPasskeyAndTellsOfItByMail() {
    Visitor reader = new Visitor(review).signIn("someone@example.org");
    SoftPasskey device = add(reader, "My phone");
    assertThat(reader.get("/my/account").body()).contains("My phone", "never used");
    assertThat(review.review.outbox().newest(1).getFirst().message().subject())
        .isEqualTo("A passkey was added to your account at Courant");
    Visitor elsewhere = new Visitor(review);
    HttpResponse<String> in = give(elsewhere, device.get(ask(elsewhere, "/my/passkey/options")));
    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().firstValue("location")).contains("/my/account");
    assertThat(elsewhere.get("/my/account").body())
        .contains("someone@example.org", "My phone", "last used November 23, 2026");
    assertThat(exported(elsewhere).getJsonObject(0).getString("name")).isEqualTo("My phone");
  }

  @Test
  void whatWasFollowedInTheBrowserComesAlong() {
    review.story("Port reopens").topic("Libya").publish();
    SoftPasskey device = add(new Visitor(review).signIn("someone@example.org"), "Phone");
    Visitor elsewhere = new Visitor(review);
    elsewhere.post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow");
    String before = elsewhere.get("/my/state.json").body();
    give(elsewhere, device.get(ask(elsewhere, "/my/passkey/options")));
    assertThat(elsewhere.get("/my/state.json").body()).isEqualTo(before);
  }

  @Test
  void forgedReplayedLateAndForeignAnswersAreRefusedAlike() {
    Visitor reader = new Visitor(review).signIn("someone@example.org");
    SoftPasskey device = add(reader, "Phone");
    Visitor visitor = new Visitor(review);
    String good = device.get(ask(visitor, "/my/passkey/options"));
    Visitor thief = new Visitor(review);
    thief.post("/my/passkey/options");
    String refused = refused(give(thief, good), "taken to another browser");
    assertThat(give(visitor, good).statusCode()).isEqualTo(303);
    Map<String, HttpResponse<String>> attempts =
        new LinkedHashMap<>(Map.of("replayed", give(visitor, good)));
    attempts.put("nothing", visitor.post("/my/passkey"));
    attempts.put("nonsense", give(visitor, "{\"id\":\"AAAA\"}"));
    attempts.put("asked by nobody", give(visitor, device.get(challenge("A".repeat(43)))));
    String late = device.get(ask(visitor, "/my/passkey/options"));
    review.clock.advance(Duration.ofMinutes(10));
    attempts.put("late", give(visitor, late));
    device.origin = "https://evil.example";
    attempts.put("another origin", give(visitor, device.get(ask(visitor, "/my/passkey/options"))));
    device.origin = origin;
    device.site = "evil.example";
    attempts.put("another site", give(visitor, device.get(ask(visitor, "/my/passkey/options"))));
    device.site = null;
    device.verified = false;
    attempts.put("not verified", give(visitor, device.get(ask(visitor, "/my/passkey/options"))));
    device.verified = true;
    device.owner = new byte[] {1};
    attempts.put("another's", give(visitor, device.get(ask(visitor, "/my/passkey/options"))));
    SoftPasskey unknown = new SoftPasskey(origin);
    attempts.put("unknown", give(visitor, unknown.get(ask(visitor, "/my/passkey/options"))));
    String registering =
        device.get(ask(reader, "/my/account/passkey/options").put("rpId", "localhost"));
    attempts.put("asked for something else", give(reader, registering));
    attempts.forEach((why, answer) -> assertThat(refused(answer, why)).as(why).isEqualTo(refused));
  }

  private static JsonObject challenge(String challenge) {
    return new JsonObject().put("challenge", challenge).put("rpId", "localhost");
  }

  private static String refused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as(why).isEqualTo(403);
    assertThat(answer.headers().firstValue("set-cookie")).as(why).isEmpty();
    assertThat(answer.body()).as(why).contains("This passkey did not let you in");
    return answer.body();
  }

  @Test
  void aPasskeyIsAddedOnlyByWhoAskedForIt() {
    Visitor reader = new Visitor(review).signIn("someone@example.org");
    Visitor other = new Visitor(review).signIn("other@example.org");
    String credential = new SoftPasskey(origin).create(ask(reader, "/my/account/passkey/options"));
    other.cookie("reader-passkey", reader.cookie("reader-passkey"));
    HttpResponse<String> refused = other.post("/my/account/passkey", "credential", credential);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("The passkey was not added");
    assertThat(reader.post("/my/account/passkey", "credential", credential).statusCode())
        .isEqualTo(303);
    assertThat(reader.post("/my/account/passkey", "credential", credential).statusCode())
        .as("again")
        .isEqualTo(422);
  }

  @Test
  void isNamedAndRemovedByItsReaderOnlyAndErasedWithThem() {
    Visitor reader = new Visitor(review).signIn("someone@example.org");
    Visitor stranger = new Visitor(review).signIn("stranger@example.org");
    SoftPasskey device = add(reader, "Phone");
    String address =
        reader.get("/my/account").body().replaceAll("(?s).*(/my/account/passkey/\\d+).*", "$1");
    stranger.post(address, "remove", "true");
    stranger.post(address, "name", "Mine");
    reader.post(address, "name", "  Blue\nphone ");
    assertThat(reader.get("/my/account").body()).contains("Blue phone").doesNotContain("Mine");
    reader.post(address, "remove", "true");
    assertThat(exported(reader)).isEmpty();
    Visitor elsewhere = new Visitor(review);
    refused(give(elsewhere, device.get(ask(elsewhere, "/my/passkey/options"))), "removed");

    add(reader, "Another");
    reader.post("/my/account/passkey/options");
    reader.post("/my/account/erase");
    long left =
        review
            .review
            .database()
            .read(
                handle ->
                    handle
                        .createQuery(
                            "select (select count(*) from passkey) + (select count(*) from"
                                + " passkey_challenge where owner <> 0)")
                        .mapTo(Long.class)
                        .one());
    assertThat(left).isZero();
  }

  @Test
  void whereTheAddressIsNotEncryptedTheLinksRemain() {
    try (TestReview plain = TestReview.start(Map.of("url", "http://review.example"))) {
      Visitor reader = new Visitor(plain).signIn("someone@example.org");
      assertThat(plain.get("/my/sign-in").body()).doesNotContain("passkey.js");
      assertThat(reader.get("/my/account").body()).contains("encrypted address");
      assertThat(reader.post("/my/account/passkey/options").statusCode()).isEqualTo(404);
      assertThat(reader.post("/my/passkey/options").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void inARealBrowser(Page page) {
    VirtualAuthenticator device = VirtualAuthenticator.of(page);
    Visitor mail = new Visitor(review);
    mail.post("/my/sign-in", "email", "someone@example.org");
    page.navigate(review.at("/my/sign-in/" + mail.token()).toString());
    page.click("main button");
    page.navigate(review.at("/my/account").toString());
    page.fill("[data-passkey=create] [name=name]", "My laptop");
    page.click("text=Add a passkey");
    assertThat(page.locator(".passkey-list li")).containsText("My laptop");
    assertThat(device.count()).isEqualTo(1);
    page.click("text=Add a passkey");
    assertThat(page.locator("[data-passkey=create] [data-fault]"))
        .hasText("This device has a passkey for you already.");
    Screenshots.take(page, "passkey-account");

    device.absent();
    page.click("text=Sign out >> nth=0");
    page.navigate(review.at("/my/sign-in").toString());
    page.click("text=Sign in with a passkey");
    assertThat(page.locator("[data-fault]")).containsText("No passkey was given");
    Screenshots.take(page, "passkey-sign-in");
    device.present();
    page.click("text=Sign in with a passkey");
    page.waitForURL("**/my");
    page.navigate(review.at("/my/account").toString());
    assertThat(page.locator(".passkey-list li")).containsText("last used");
  }

  @Test
  void offersItWhereTheAddressIsTyped(Page page) {
    VirtualAuthenticator.of(page);
    new Visitor(review).signIn("someone@example.org");
    Visitor mail = new Visitor(review);
    mail.post("/my/sign-in", "email", "someone@example.org");
    page.navigate(review.at("/my/sign-in/" + mail.token()).toString());
    page.click("main button");
    page.navigate(review.at("/my/account").toString());
    page.click("text=Add a passkey");
    assertThat(page.locator(".passkey-list li")).hasCount(1);
    page.click("text=Sign out >> nth=0");
    page.navigate(review.at("/my/sign-in?next=/my/saved").toString());
    page.waitForURL("**/my/saved"); // the device agrees to what the field offers
  }

  @Test
  void inArabic(Page page) {
    review.language("ar");
    VirtualAuthenticator.of(page).absent();
    page.navigate(review.at("/my/sign-in").toString());
    assertThat(page.locator(".passkey button")).isVisible();
    Screenshots.take(page, "passkey-sign-in-ar");
  }
}
