package courant.delivery.page.my;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.platform.web.Routes;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BothDatabases
class SignInTest {
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
  void signsUpByTheLinkInTheMailAndComesBackToWhereOneWas() {
    Visitor visitor = new Visitor(review);
    HttpResponse<String> asked = visitor.get("/my/account");
    assertThat(location(asked)).isEqualTo("/my/sign-in?next=%2Fmy%2Faccount");
    assertThat(visitor.get(location(asked)).body()).contains("value=\"/my/account\"");
    HttpResponse<String> sent =
        visitor.post("/my/sign-in", "email", "someone@example.org", "next", "/my/account");
    assertThat(sent.body()).contains("Look into your mail");
    assertThat(visitor.get("/my/sign-in/" + visitor.token()).body()).contains("Sign me in");
    HttpResponse<String> in = visitor.post("/my/sign-in/link", "token", visitor.token());
    assertThat(location(in)).isEqualTo("/my/account");
    assertThat(in.headers().firstValue("set-cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
    HttpResponse<String> account = visitor.get("/my/account");
    assertThat(account.body()).contains("someone@example.org", "this browser");
    assertThat(account.headers().firstValue("cache-control")).contains("private, no-store");
  }

  @Test
  void theCookieIsSecureWhereTheSiteIs() {
    try (TestReview https = TestReview.start(Map.of("url", "https://review.example"))) {
      Visitor visitor = new Visitor(https);
      visitor.post("/my/sign-in", "email", "someone@example.org");
      HttpResponse<String> in = visitor.post("/my/sign-in/link", "token", visitor.token());
      assertThat(in.headers().firstValue("set-cookie").orElse("")).endsWith("; Secure");
    }
  }

  @Test
  void answersTheSameWhetherAnAddressIsKnownOrNot() {
    new Visitor(review).signIn("known@example.org");
    HttpResponse<String> known =
        new Visitor(review).post("/my/sign-in", "email", "known@example.org");
    HttpResponse<String> unknown =
        new Visitor(review).post("/my/sign-in", "email", "other@example.org");
    assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
    assertThat(known.body().replace("known@", "@"))
        .isEqualTo(unknown.body().replace("other@", "@"));
    assertThat(subjects()).startsWith("Confirm your address for Courant", "Your link to Courant");
  }

  @Test
  void hasOneAccountHoweverTheAddressIsWritten() {
    new Visitor(review).signIn("Someone@Example.org");
    new Visitor(review).signIn("someone@example.ORG");
    assertThat(subjects())
        .containsExactly("Your link to Courant", "Confirm your address for Courant");
  }

  @Test
  void usedExpiredAndForgedLinksAnswerAlike() {
    Visitor visitor = new Visitor(review).signIn("someone@example.org");
    HttpResponse<String> used =
        new Visitor(review).post("/my/sign-in/link", "token", visitor.token());
    visitor.post("/my/sign-in", "email", "someone@example.org");
    review.clock.advance(Duration.ofMinutes(15));
    HttpResponse<String> expired =
        new Visitor(review).post("/my/sign-in/link", "token", visitor.token());
    HttpResponse<String> forged = new Visitor(review).post("/my/sign-in/link", "token", "forged");
    HttpResponse<String> none = new Visitor(review).post("/my/sign-in/link");
    for (HttpResponse<String> refused : List.of(used, expired, forged, none)) {
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo(forged.body()).contains("This link does not work");
      assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
    }
  }

  @Test
  void oneLinkUsedMakesTheOthersUseless() {
    Visitor visitor = new Visitor(review);
    visitor.post("/my/sign-in", "email", "someone@example.org");
    String first = visitor.token();
    visitor.signIn("someone@example.org");
    assertThat(new Visitor(review).post("/my/sign-in/link", "token", first).statusCode())
        .isEqualTo(403);
  }

  @Test
  void anAddressIsNotFloodedAndNobodyLearnsThatItWasTried() {
    for (int i = 0; i < 6; i++) {
      assertThat(new Visitor(review).post("/my/sign-in", "email", "someone@example.org").body())
          .contains("Look into your mail");
    }
    assertThat(subjects()).hasSize(3);
    review.clock.advance(Duration.ofMinutes(15));
    new Visitor(review).post("/my/sign-in", "email", "someone@example.org");
    assertThat(subjects()).hasSize(4);
  }

  @Test
  void aNetworkThatAsksForManyIsToldToWait() {
    for (int i = 0; i < 20; i++) {
      assertThat(ask("10.0.0.1", i).statusCode()).isEqualTo(200);
    }
    assertThat(ask("10.0.0.1", 20).statusCode()).isEqualTo(429);
    assertThat(ask("10.0.0.2", 20).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> ask(String network, int number) {
    return review.send(
        HttpRequest.newBuilder(review.at("/my/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Forwarded-For", "198.51.100.7, " + network)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Visitor.form("email", "reader" + number + "@example.org"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "javascript:alert(1)",
        "/my\r\nSet-Cookie: a=b",
        "my/account"
      })
  void nobodyIsSentToAnotherSite(String next) {
    Visitor visitor = new Visitor(review);
    visitor.post("/my/sign-in", "email", "someone@example.org", "next", next);
    HttpResponse<String> in = visitor.post("/my/sign-in/link", "token", visitor.token());
    assertThat(location(in)).isEqualTo("/my");
    String page = visitor.get("/my/sign-in?" + Visitor.form("next", next)).body();
    assertThat(page).doesNotContain("evil.example");
  }

  @Test
  void aSessionIsRevokedByItsReaderOnly() {
    Visitor here = new Visitor(review).signIn("someone@example.org");
    Visitor there = new Visitor(review).signIn("someone@example.org");
    Visitor stranger = new Visitor(review).signIn("stranger@example.org");
    String session =
        here.get("/my/account")
            .body()
            .replaceAll("(?s).*name=\"session\" value=\"(\\d+)\".*", "$1");
    stranger.post("/my/account/session", "session", session);
    assertThat(there.get("/my/account").statusCode()).isEqualTo(200);
    here.post("/my/account/session", "session", session);
    assertThat(there.get("/my/account").statusCode()).isEqualTo(303);
    assertThat(here.get("/my/account").statusCode()).isEqualTo(200);
    String secret = here.cookie("reader");
    here.post("/my/sign-out");
    here.cookie("reader", secret);
    assertThat(here.get("/my/account").statusCode()).isEqualTo(303);
  }

  @Test
  void sessionsEndUnseen() {
    Visitor visitor = new Visitor(review).signIn("someone@example.org");
    review.clock.advance(Duration.ofDays(179));
    assertThat(visitor.get("/my/account").statusCode()).isEqualTo(200);
    review.clock.advance(Duration.ofDays(179));
    assertThat(visitor.get("/my/account").statusCode()).isEqualTo(200);
    review.clock.advance(Duration.ofDays(180));
    assertThat(visitor.get("/my/account").statusCode()).isEqualTo(303);
  }

  @Test
  void aBrowserIsGivenItsCookieAgainOnceADayAndByNoPublishedPage() {
    String story = review.story("Harbour opens").publish().path();
    Visitor visitor = new Visitor(review).signIn("someone@example.org");
    String secret = visitor.cookie("reader");
    assertThat(cookies(visitor.get("/my/state.json"))).isEmpty();
    review.clock.advance(Duration.ofDays(2));
    assertThat(cookies(visitor.get(story))).isEmpty();
    assertThat(cookies(visitor.get("/my/state.json")))
        .singleElement()
        .asString()
        .startsWith("reader=" + secret + ";")
        .contains("HttpOnly", "SameSite=Lax");
    assertThat(cookies(visitor.get("/my/state.json"))).isEmpty();
    review.clock.advance(Duration.ofDays(2));
    assertThat(cookies(visitor.post("/my/sign-out")))
        .singleElement()
        .asString()
        .contains("Max-Age=0");
  }

  private static List<String> cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("set-cookie");
  }

  @Test
  void exportsWhatThereIs() {
    Visitor visitor = new Visitor(review).signIn("someone@example.org");
    HttpResponse<String> file = visitor.get("/my/account/data.json");
    assertThat(file.headers().firstValue("content-disposition").orElse(""))
        .startsWith("attachment");
    JsonObject data = new JsonObject(file.body());
    assertThat(data.getString("address")).isEqualTo("someone@example.org");
    assertThat(data.getJsonArray("sessions")).hasSize(1);
  }

  @Test
  void anotherSitesPageCannotAct() {
    Visitor visitor = new Visitor(review).signIn("someone@example.org");
    for (Routes.Route route : review.review.routes().all()) {
      if (route.path().startsWith("/my") && route.method().equals("POST")) {
        HttpResponse<String> forged =
            review.send(
                HttpRequest.newBuilder(review.at(route.path()))
                    .header("Cookie", "reader=" + visitor.cookie("reader"))
                    .header("Sec-Fetch-Site", "cross-site")
                    .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(forged.statusCode()).as(route.path()).isEqualTo(403);
      }
    }
    assertThat(visitor.get("/my/account").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsForReadersIsForThemAlone() {
    for (Routes.Route route : review.review.routes().all()) {
      if (route.role() == Role.READER) {
        HttpResponse<String> refused =
            review.send(
                HttpRequest.newBuilder(review.at(route.path().replaceAll(":[a-z]+", "1")))
                    .header("Cookie", "reader=guess")
                    .method(route.method(), HttpRequest.BodyPublishers.noBody()));
        assertThat(location(refused)).as(route.path()).startsWith("/my/sign-in?next=%2Fmy");
      }
    }
  }

  @Test
  void mailLeavesByTheRelayAndIsTriedAgain() throws IOException {
    try (SmtpSink sink = SmtpSink.start();
        TestReview relayed = TestReview.start(Map.of("smtp", "smtp://localhost:" + sink.port()))) {
      sink.once("GREETING", SmtpSink.say("421 4.3.2 come back later"));
      new Visitor(relayed).post("/my/sign-in", "email", "someone@example.org");
      Await.until(() -> relayed.review.outbox().newest(1).getFirst().tries() == 1);
      relayed.clock.advance(Duration.ofHours(1));
      Await.until(() -> relayed.review.outbox().newest(1).isEmpty());
      assertThat(sink.mails()).hasSize(1);
      assertThat(sink.mails().getFirst().to()).isEqualTo("someone@example.org");
      assertThat(sink.mails().getFirst().text()).contains("Subject: Confirm your address");
    }
  }

  private List<String> subjects() {
    return review.review.outbox().newest(50).stream()
        .map(waiting -> waiting.message().subject())
        .toList();
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("location").orElse("");
  }
}
