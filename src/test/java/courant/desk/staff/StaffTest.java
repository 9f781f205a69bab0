package courant.desk.staff;

import static org.assertj.core.api.Assertions.assertThat;

import courant.desk.Member;
import courant.desk.Members;
import courant.platform.crypto.TimedCode;
import courant.platform.crypto.Token;
import courant.platform.web.Role;
import courant.reader.EmailAddress;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import courant.support.SoftPasskey;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who works here, how they come in, and what is written down of it. */
@BothDatabases
class StaffTest {
  private TestReview review;
  private Members members;
  private Visitor owner;

  @BeforeEach
  void start() {
    review = TestReview.start();
    members = review.review.members();
    owner = new Visitor(review);
    owner.post("/desk/sign-in", "token", members.ownersFirstLink("Olga").orElseThrow().value());
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private Visitor in(String name, Role role) {
    Visitor visitor = new Visitor(review);
    visitor.post("/desk/sign-in", "token", members.link(members.add(name, role)).value());
    return visitor;
  }

  private Member named(String name) {
    return members.all().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String page(String name) {
    return "/desk/staff/" + named(name).id();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElse("");
  }

  /** The link in the newest mail. */
  private String mailed() {
    String text = review.review.outbox().newest(1).getFirst().message().text();
    return text.replaceAll("(?s).*/desk/sign-in/([\\w-]+).*", "$1");
  }

  private List<String> log() {
    Matcher lines =
        Pattern.compile("</time> <span><strong><bdi>(.*?)</bdi></strong> (.*?)</span>")
            .matcher(owner.get("/desk/audit").body());
    List<String> found = new ArrayList<>();
    while (lines.find()) {
      found.add(lines.group(1) + " " + lines.group(2).replaceAll("<[^>]*>", ""));
    }
    return found;
  }

  @Test
  void invitesByMailAndShowsTheLinkWhereNoneIsSent() {
    HttpResponse<String> invited =
        owner.post("/desk/staff", "name", "Ed", "email", "ed@example.org", "role", "EDITOR");
    assertThat(invited.body()).contains("/desk/sign-in/" + mailed());
    Visitor ed = new Visitor(review);
    assertThat(ed.get("/desk/sign-in/" + mailed()).body()).contains("Open the desk");
    HttpResponse<String> in = ed.post("/desk/sign-in", "token", mailed());
    assertThat(location(in)).isEqualTo("/desk/welcome");
    assertThat(ed.get("/desk/welcome").body()).contains("Welcome, Ed", "Add a passkey");
    assertThat(ed.get("/desk/masthead").statusCode()).isEqualTo(200);
    assertThat(ed.get("/desk/staff").statusCode()).isEqualTo(403);
    assertThat(log()).contains("Olga invited Ed · Editor", "Ed came in");
    assertThat(owner.get("/desk/staff").body()).contains("ed@example.org");
  }

  @Test
  void aMailedInvitationIsNotShown() throws IOException {
    try (SmtpSink sink = SmtpSink.start();
        TestReview relayed = TestReview.start(Map.of("smtp", "smtp://localhost:" + sink.port()))) {
      Visitor boss = new Visitor(relayed);
      Members there = relayed.review.members();
      boss.post("/desk/sign-in", "token", there.ownersFirstLink("Olga").orElseThrow().value());
      HttpResponse<String> invited =
          boss.post("/desk/staff", "name", "Ed", "email", "ed@example.org", "role", "EDITOR");
      assertThat(invited.body())
          .contains("on its way to ed@example.org")
          .doesNotContainPattern("/desk/sign-in/[\\w-]{43}");
      Await.until(() -> sink.mails().size() == 1);
      assertThat(sink.mails().getFirst().text()).contains("Olga invites you", "/desk/sign-in/");
    }
  }

  @Test
  void anInvitationThatCannotBeIsHandedBackWithAReason() {
    owner.post("/desk/staff", "name", "Ed", "email", "ed@example.org", "role", "EDITOR");
    HttpResponse<String> twice =
        owner.post("/desk/staff", "name", "Eddy", "email", "Ed@Example.org", "role", "AUTHOR");
    assertThat(twice.statusCode()).isEqualTo(422);
    assertThat(twice.body()).contains("Somebody else of the newsroom", "value=\"Eddy\"");
    assertThat(owner.post("/desk/staff", "name", " ", "role", "AUTHOR").statusCode())
        .isEqualTo(422);
    assertThat(owner.post("/desk/staff", "name", "X", "role", "KING").statusCode()).isEqualTo(422);
    assertThat(owner.post("/desk/staff", "name", "X", "role", "READER").statusCode())
        .isEqualTo(422);
    assertThat(
            owner
                .post("/desk/staff", "name", "X", "email", "nowhere", "role", "AUTHOR")
                .statusCode())
        .isEqualTo(422);
    assertThat(members.all()).hasSize(2);
  }

  @Test
  void linksEndAfterTheirTimeAndAllAtOnce() {
    Member ed = members.add("Ed", Role.EDITOR);
    String first = members.link(ed).value();
    String second = members.link(ed).value();
    new Visitor(review).post("/desk/sign-in", "token", second);
    String late = members.link(ed).value();
    review.clock.advance(Duration.ofDays(3));
    HttpResponse<String> forged = new Visitor(review).post("/desk/sign-in", "token", "forged");
    for (String token : List.of(first, second, late)) {
      HttpResponse<String> answer = new Visitor(review).post("/desk/sign-in", "token", token);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo(forged.body());
    }
  }

  @Test
  void mailsALinkToStaffAndAnswersStrangersAlike() {
    owner.post(page("Olga"), "action", "save", "role", "OWNER", "email", "olga@example.org");
    HttpResponse<String> stranger =
        new Visitor(review).post("/desk/sign-in/link", "email", "who@example.org");
    HttpResponse<String> known =
        new Visitor(review)
            .post("/desk/sign-in/link", "email", "Olga@example.org", "next", "/desk/mail?x=1");
    assertThat(known.body().replace("Olga@", "").replace("/desk/mail?x=1", "/desk"))
        .isEqualTo(stranger.body().replace("who@", ""));
    Await.until(() -> !review.review.outbox().newest(1).isEmpty());
    HttpResponse<String> in = new Visitor(review).post("/desk/sign-in", "token", mailed());
    assertThat(location(in)).isEqualTo("/desk/mail?x=1");
    assertThat(review.review.outbox().newest(5)).hasSize(1);
  }

  @Test
  void anAddressThatIsTakenAwayTakesItsLinksWithIt() {
    owner.post("/desk/staff", "name", "Ed", "email", "ed@example.org", "role", "EDITOR");
    owner.post(page("Ed"), "action", "save", "role", "EDITOR", "email", " ");
    long ed = named("Ed").id();
    assertThat(members.address(ed)).isEmpty();
    assertThat(owner.get(page("Ed")).body()).doesNotContain("ed@example.org");
    assertThat(new Visitor(review).post("/desk/sign-in", "token", mailed()).statusCode())
        .isEqualTo(403);
    assertThat(log()).contains("Olga changed the mail address of Ed");
    owner.post("/desk/staff", "name", "Eve", "email", "ed@example.org", "role", "AUTHOR");
    assertThat(members.byAddress(new EmailAddress("ed@example.org")))
        .as("free for another")
        .hasValue(named("Eve"));
  }

  @Test
  void linksToAnAddressThatWasChangedOpenNothing() {
    Member ed = members.add("Ed", Role.EDITOR);
    String handed = members.link(ed).value();
    owner.post(page("Ed"), "action", "save", "role", "EDITOR", "email", "ed@example.org");
    assertThat(new Visitor(review).post("/desk/sign-in", "token", handed).statusCode())
        .as("a first address had no links")
        .isEqualTo(303);
    String before = members.link(ed).value();
    owner.post(page("Ed"), "action", "save", "role", "AUTHOR", "email", "ed@example.org");
    owner.post(page("Ed"), "action", "save", "role", "AUTHOR");
    assertThat(members.links().find(new Token(before))).as("nothing changed").isPresent();
    owner.post(page("Ed"), "action", "save", "role", "AUTHOR", "email", "ed@example.net");
    assertThat(members.address(ed.id())).hasValue(new EmailAddress("ed@example.net"));
    assertThat(new Visitor(review).post("/desk/sign-in", "token", before).statusCode())
        .isEqualTo(403);
  }

  @Test
  void anAddressAndANetworkAreNotFlooded() {
    owner.post(page("Olga"), "action", "save", "role", "OWNER", "email", "olga@example.org");
    for (int i = 0; i < 5; i++) {
      assertThat(
              new Visitor(review)
                  .post("/desk/sign-in/link", "email", "olga@example.org")
                  .statusCode())
          .isEqualTo(200);
    }
    Await.until(() -> review.review.outbox().newest(9).size() == 3);
    for (int i = 5; i < 20; i++) {
      new Visitor(review).post("/desk/sign-in/link", "email", "n" + i + "@example.org");
    }
    assertThat(
            new Visitor(review).post("/desk/sign-in/link", "email", "x@example.org").statusCode())
        .isEqualTo(429);
    for (int i = 0; i < 60; i++) {
      new Visitor(review).post("/desk/sign-in", "token", "guess" + i);
    }
    String good = members.link(named("Olga")).value();
    assertThat(new Visitor(review).post("/desk/sign-in", "token", good).statusCode())
        .as("whoever guesses waits")
        .isEqualTo(403);
    review.clock.advance(Duration.ofMinutes(15));
    assertThat(new Visitor(review).post("/desk/sign-in", "token", good).statusCode())
        .isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/desk",
        "/desk\\evil",
        "/deskevil",
        "/my",
        "/desk@x"
      })
  void nobodyIsSentAnywhereButTheDesk(String next) {
    String page = new Visitor(review).get("/desk/sign-in?" + Visitor.form("next", next)).body();
    assertThat(page).contains("name=\"next\" value=\"/desk\"").doesNotContain("evil");
  }

  @Test
  void comesBackToWhereOneWas() {
    Visitor visitor = new Visitor(review);
    String door = location(visitor.get("/desk/audit?what=publish"));
    assertThat(door).isEqualTo("/desk/sign-in?next=%2Fdesk%2Faudit%3Fwhat%3Dpublish");
    assertThat(visitor.get(door).body()).contains("value=\"/desk/audit?what=publish\"");
  }

  @Test
  void signsInByAPasskeyThatIsNoUseToReaders() {
    SoftPasskey device = new SoftPasskey(review.at("").toString());
    owner.post(
        "/desk/account/passkey",
        "credential",
        device.create(new JsonObject(owner.post("/desk/account/passkey/options").body())),
        "name",
        "Key");
    Visitor elsewhere = new Visitor(review);
    HttpResponse<String> in =
        elsewhere.post(
            "/desk/sign-in/passkey",
            "credential",
            device.get(new JsonObject(elsewhere.post("/desk/sign-in/passkey/options").body())),
            "next",
            "/desk/staff");
    assertThat(location(in)).isEqualTo("/desk/staff");
    assertThat(in.headers().allValues("set-cookie").getFirst())
        .contains("HttpOnly", "SameSite=Strict", "Path=/desk");
    assertThat(elsewhere.get("/desk/account").body()).contains("Key", "by a passkey");
    assertThat(
            elsewhere
                .post(
                    "/my/passkey",
                    "credential",
                    device.get(new JsonObject(elsewhere.post("/my/passkey/options").body())))
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> forged =
        elsewhere.post("/desk/sign-in/passkey", "credential", "{}", "next", "/desk");
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body())
        .isEqualTo(new Visitor(review).post("/desk/sign-in", "token", "forged").body());
    assertThat(log()).contains("Olga added a passkey Key");
  }

  @Test
  void aRemovedMemberIsOutAtOnceAndKeepsTheNameInTheLog() {
    Visitor ed = in("Ed", Role.EDITOR);
    SoftPasskey device = new SoftPasskey(review.at("").toString());
    ed.post(
        "/desk/account/passkey",
        "credential",
        device.create(new JsonObject(ed.post("/desk/account/passkey/options").body())));
    String link = members.link(named("Ed")).value();
    assertThat(location(owner.post(page("Ed"), "action", "remove"))).contains("done=removed");
    assertThat(location(ed.get("/desk"))).isEqualTo("/desk/sign-in");
    assertThat(ed.post("/desk/story").statusCode()).isEqualTo(401);
    assertThat(new Visitor(review).post("/desk/sign-in", "token", link).statusCode())
        .isEqualTo(403);
    Visitor back = new Visitor(review);
    assertThat(
            back.post(
                    "/desk/sign-in/passkey",
                    "credential",
                    device.get(new JsonObject(back.post("/desk/sign-in/passkey/options").body())))
                .statusCode())
        .isEqualTo(403);
    assertThat(log()).contains("Olga removed Ed", "Ed came in");
  }

  @Test
  void theLastOwnerStays() {
    HttpResponse<String> gone = owner.post(page("Olga"), "action", "remove");
    assertThat(gone.statusCode()).isEqualTo(422);
    assertThat(gone.body()).contains("The last owner cannot be removed.");
    assertThat(owner.post(page("Olga"), "action", "save", "role", "EDITOR").statusCode())
        .isEqualTo(422);
    assertThat(named("Olga").role()).isEqualTo(Role.OWNER);
    in("Second", Role.OWNER);
    assertThat(owner.post(page("Olga"), "action", "save", "role", "EDITOR").statusCode())
        .isEqualTo(303);
    assertThat(owner.get("/desk/staff").statusCode()).as("at once").isEqualTo(403);
  }

  @Test
  void sessionsAreListedAndEndedByTheirMemberAndByTheOwner() {
    Visitor ed = in("Ed", Role.AUTHOR);
    Visitor there = new Visitor(review);
    there.post("/desk/sign-in", "token", members.link(named("Ed")).value());
    String session =
        ed.get("/desk/account")
            .body()
            .replaceAll("(?s).*name=\"session\" value=\"(\\d+)\".*", "$1");
    assertThat(ed.get("/desk/account").body()).contains("127.0.0.1", "this browser");
    in("Mallory", Role.EDITOR).post("/desk/account/session", "session", session);
    assertThat(there.get("/desk").statusCode()).isEqualTo(200);
    ed.post("/desk/account/session", "session", session);
    assertThat(there.get("/desk").statusCode()).isEqualTo(303);
    assertThat(owner.get(page("Ed")).body()).contains("127.0.0.1");
    owner.post(page("Ed"), "action", "session");
    assertThat(ed.get("/desk").statusCode()).isEqualTo(303);
    assertThat(owner.get("/desk").statusCode()).isEqualTo(200);
  }

  @Test
  void sessionsEndUnusedAndInTheEnd() {
    review.clock.advance(Duration.ofDays(13));
    assertThat(owner.get("/desk").statusCode()).isEqualTo(200);
    review.clock.advance(Duration.ofDays(13));
    assertThat(owner.get("/desk").statusCode()).isEqualTo(200);
    review.clock.advance(Duration.ofDays(4));
    assertThat(owner.get("/desk").statusCode()).as("after a month").isEqualTo(303);
    Visitor ed = in("Ed", Role.AUTHOR);
    review.clock.advance(Duration.ofDays(14));
    assertThat(ed.get("/desk").statusCode()).as("after a fortnight unused").isEqualTo(303);
  }

  private String setUpCodes(Visitor visitor) {
    visitor.post("/desk/account/code", "action", "begin");
    String page = visitor.get("/desk/account").body();
    assertThat(page).contains("<svg class=\"staff-scan\"");
    return page.replaceAll("(?s).*staff-secret\" dir=\"ltr\">([A-Z2-7]+)<.*", "$1");
  }

  @Test
  void aLinkAsksForACodeWhereItsMemberWantsOne() {
    Visitor ed = in("Ed", Role.EDITOR);
    String secret = setUpCodes(ed);
    assertThat(ed.post("/desk/account/code", "action", "confirm", "code", "000000").statusCode())
        .isEqualTo(422);
    String confirmed =
        ed.post(
                "/desk/account/code",
                "action",
                "confirm",
                "code",
                TimedCode.at(secret, review.clock.instant()))
            .body();
    List<String> kept =
        Pattern.compile("<li><code>([^<]+)</code>")
            .matcher(confirmed)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(kept).hasSize(10);
    assertThat(ed.get("/desk/account").body())
        .contains("10 codes to keep are left")
        .doesNotContain(kept.getFirst())
        .doesNotContain(secret);

    String link = members.link(named("Ed")).value();
    Visitor again = new Visitor(review);
    assertThat(again.get("/desk/sign-in/" + link).body()).contains("one-time-code");
    String used = TimedCode.at(secret, review.clock.instant());
    assertThat(again.post("/desk/sign-in", "token", link).statusCode()).isEqualTo(403);
    assertThat(again.post("/desk/sign-in", "token", link, "code", used).statusCode())
        .as("taken once already")
        .isEqualTo(403);
    review.clock.advance(Duration.ofSeconds(30));
    String fresh = TimedCode.at(secret, review.clock.instant());
    HttpResponse<String> in = again.post("/desk/sign-in", "token", link, "code", fresh);
    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(again.get("/desk/account").body()).contains("by a link and a code");

    String lost = members.link(named("Ed")).value();
    Visitor rainy = new Visitor(review);
    String first = kept.getFirst().toUpperCase(Locale.ROOT);
    assertThat(rainy.post("/desk/sign-in", "token", lost, "code", first).statusCode())
        .isEqualTo(303);
    String once = members.link(named("Ed")).value();
    assertThat(rainy.post("/desk/sign-in", "token", once, "code", first).statusCode())
        .isEqualTo(403);
    assertThat(rainy.get("/desk/account").body()).contains("9 codes to keep are left");
    assertThat(log()).contains("Ed came in by a code that was kept");
  }

  @Test
  void codesAreGuessedFiveTimesAndTheOwnerHelps() {
    Visitor ed = in("Ed", Role.EDITOR);
    String secret = setUpCodes(ed);
    String code = TimedCode.at(secret, review.clock.instant());
    ed.post("/desk/account/code", "action", "confirm", "code", code);
    review.clock.advance(Duration.ofMinutes(1));
    String link = members.link(named("Ed")).value();
    Visitor guesser = new Visitor(review);
    for (int i = 0; i < 5; i++) {
      assertThat(guesser.post("/desk/sign-in", "token", link, "code", "12345" + i).statusCode())
          .isEqualTo(403);
    }
    String right = TimedCode.at(secret, review.clock.instant());
    assertThat(guesser.post("/desk/sign-in", "token", link, "code", right).statusCode())
        .isEqualTo(403);
    owner.post(page("Ed"), "action", "code");
    String other = members.link(named("Ed")).value();
    assertThat(guesser.post("/desk/sign-in", "token", other).statusCode()).isEqualTo(303);
  }

  @Test
  void ofManyGuessesAtOnceFiveAreLookedAt() throws Exception {
    Visitor ed = in("Ed", Role.EDITOR);
    String secret = setUpCodes(ed);
    String code = TimedCode.at(secret, review.clock.instant());
    ed.post("/desk/account/code", "action", "confirm", "code", code);
    String link = members.link(named("Ed")).value();
    List<Callable<String>> guesses =
        IntStream.range(0, 40)
            .<Callable<String>>mapToObj(
                i ->
                    () ->
                        new Visitor(review)
                            .post("/desk/sign-in", "token", link, "code", "x" + i)
                            .body())
            .toList();
    int looked = 0;
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : together.invokeAll(guesses)) {
        looked += answer.get().contains("one-time-code") ? 1 : 0;
      }
    }
    assertThat(looked).isEqualTo(5);
  }

  @Test
  void secretsAreNotInTheDatabaseInClear() throws IOException {
    if (review.filesWhere(file -> file.startsWith("SQLite format 3")).isEmpty()) {
      return; // the files of a PostgreSQL server are not ours
    }
    owner.post(page("Olga"), "action", "save", "role", "OWNER", "email", "olga@example.org");
    String secret = setUpCodes(owner);
    assertThat(
            review.filesWhere(
                file ->
                    file.contains(secret)
                        || file.contains("olga@example.org")
                        || file.contains(owner.cookie("desk"))))
        .isEmpty();
  }

  @Test
  void theLogIsFilteredAndPagedAndNamesNoReader() {
    Visitor ed = in("Ed", Role.EDITOR);
    for (int i = 0; i < 60; i++) {
      review.clock.advance(Duration.ofSeconds(1));
      members.audit().record(named("Ed").id(), "publish", "Story " + i);
    }
    ed.post("/desk/mail/lift", "email", "reader@example.org", "address", "reader@example.org");
    ed.post("/desk/front");
    ed.post("/desk/front");
    owner.get("/desk/outbox");
    assertThat(log())
        .startsWith(
            "Olga looked at: Outbox /desk/outbox",
            "Ed changed something at: Front page /desk/front")
        .hasSize(50);
    String first = owner.get("/desk/audit?what=publish").body();
    String older =
        first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
    assertThat(older).contains("what=publish&before=");
    assertThat(first).contains("Story 59", "Story 10").doesNotContain(">Story 9<");
    assertThat(owner.get(older).body())
        .contains(">Story 9<", ">Story 0<")
        .doesNotContain("Story 59");
    assertThat(owner.get("/desk/audit?who=" + named("Olga").id()).body())
        .doesNotContain("Story 59");
    assertThat(owner.get("/desk/audit?what=role").body()).contains("No such line");
    List<String> subjects =
        review
            .review
            .database()
            .read(
                handle ->
                    handle.createQuery("select subject from audit").mapTo(String.class).list());
    assertThat(subjects).noneMatch(subject -> subject.contains("@"));
  }
}
