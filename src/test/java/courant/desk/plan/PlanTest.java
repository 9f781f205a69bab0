package courant.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;

import courant.desk.Member;
import courant.platform.web.Role;
import courant.reader.EmailAddress;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes, on which day, and how drafts get from a contributor through an editor's hands. */
@BothDatabases
class PlanTest {
  private static TestReview review;
  private static Newsperson writer;
  private static Newsperson editor;
  private static Newsperson author;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    review.section("World");
    writer = new Newsperson(review, Role.CONTRIBUTOR);
    editor = new Newsperson(review, Role.EDITOR);
    author = new Newsperson(review, Role.AUTHOR);
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  @BeforeEach
  void clear() {
    review.clock.set(TestReview.NOON);
    review.zone(ZoneId.of("UTC"));
    for (String table : List.of("submission", "story_plan", "story_author", "story", "outbox")) {
      review.review.database().change(handle -> handle.execute("delete from " + table));
    }
  }

  private static String begun(Newsperson who) {
    return who.post("/desk/story").headers().firstValue("location").orElseThrow();
  }

  private static String number(String story) {
    return story.substring(story.lastIndexOf('/') + 1);
  }

  private String handedIn(String headline, String... more) {
    String story = begun(writer);
    List<String> fields =
        new ArrayList<>(List.of("action", "submit", "headline", headline, "body", "<p>Text.</p>"));
    fields.addAll(List.of(more));
    assertThat(done(writer.post(story, fields.toArray(String[]::new)))).isEqualTo("submitted");
    return story;
  }

  private static String done(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("location")
        .orElse("?done=" + response.statusCode())
        .replaceAll(".*[?&]done=([a-z0-9-]+).*", "$1");
  }

  private static Document page(Newsperson who, String path) {
    HttpResponse<String> answer = who.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }

  private static String waiting(Newsperson who) {
    return page(who, "/desk").select(".desk-menu a[href='/desk/plan'] .waiting").text();
  }

  private void addressOf(Role role, String address) {
    Member member =
        review.review.members().all().stream()
            .filter(one -> one.role() == role)
            .findFirst()
            .orElseThrow();
    review
        .review
        .database()
        .change(
            handle ->
                review
                    .review
                    .members()
                    .address(handle, member.id(), Optional.of(new EmailAddress(address))));
  }

  private List<String> mails() {
    return review.review.outbox().newest(9).stream()
        .map(one -> one.message().to().value() + ": " + one.message().subject())
        .toList();
  }

  @Test
  void aDraftIsHandedInSentBackHandedInAgainAndPublished() {
    addressOf(Role.CONTRIBUTOR, "writer@example.org");
    assertThat(waiting(editor)).isEmpty();
    String story =
        handedIn("Ferries stop", "for-editors", "Please look at\nthe date.", "mail-me", "on");
    assertThat(waiting(editor)).isEqualTo("Waiting for you: 1");
    assertThat(waiting(writer)).as("it is not their turn").isEmpty();
    Document plan = page(editor, "/desk/plan");
    assertThat(plan.select(".reviews").text())
        .contains("Ferries stop", "Handed in by CONTRIBUTOR", "Please look at the date.");

    assertThat(done(editor.post("/desk/plan/review", "story", number(story), "action", "take-up")))
        .isEqualTo("take-up");
    assertThat(page(writer, "/desk").select(".in-review").text())
        .contains("EDITOR is reviewing it");
    assertThat(
            done(
                editor.post(
                    "/desk/plan/review",
                    "story",
                    number(story),
                    "action",
                    "send-back",
                    "answer",
                    "Who says so?")))
        .isEqualTo("send-back");
    assertThat(waiting(editor)).isEmpty();
    assertThat(waiting(writer)).isEqualTo("Waiting for you: 1");
    assertThat(page(writer, "/desk").select(".in-review .returned").text())
        .contains("EDITOR sent it back", "Who says so?");
    assertThat(page(writer, story).select(".review").text()).contains("Who says so?");
    assertThat(mails()).containsExactly("writer@example.org: Sent back: Ferries stop");
    assertThat(review.review.outbox().newest(1).getFirst().message().text())
        .contains("EDITOR", "Who says so?", review.review.site() + story);

    writer.post(
        story, "action", "submit", "headline", "Ferries stop, says the port", "mail-me", "on");
    assertThat(page(writer, "/desk").select(".in-review").text())
        .as("who had it has it again")
        .contains("EDITOR is reviewing it");
    editor.post(story, "action", "publish", "headline", "Ferries stop, says the port");
    assertThat(page(editor, "/desk/plan").text()).contains("Nothing awaits review.");
    assertThat(page(writer, "/desk").select(".in-review")).isEmpty();
    assertThat(mails()).contains("writer@example.org: Published: Ferries stop, says the port");
    assertThat(review.get("/").body()).contains("Ferries stop, says the port");
  }

  @Test
  void everythingIsInTheLog() {
    String story = handedIn("Logged");
    editor.post(story, "action", "take-up", "headline", "Logged", "body", "<p>Text.</p>");
    editor.post(story, "action", "leave", "headline", "Logged", "body", "<p>Text.</p>");
    writer.post(story, "action", "take-back", "headline", "Logged", "body", "<p>Text.</p>");
    List<String> log =
        review
            .review
            .database()
            .read(
                handle ->
                    handle
                        .createQuery(
                            "select action from audit where subject = 'Logged' order by at, id")
                        .mapTo(String.class)
                        .list());
    assertThat(log).containsExactly("submit", "review", "unreview", "unsubmit");
    assertThat(mails()).as("nobody who takes back their own is mailed").isEmpty();
  }

  @Test
  void whatGoesBackGoesWithWhatTheEditorTyped() {
    String story = handedIn("As handed in");
    editor.post(
        story,
        "action",
        "send-back",
        "headline",
        "As edited",
        "body",
        "<p>Better.</p>",
        "answer",
        "See");
    assertThat(page(writer, story).select("#headline").text()).isEqualTo("As edited");
    assertThat(mails()).as("no wish, no mail").isEmpty();
  }

  @Test
  void whetherToBeMailedIsOfferedAsTheLastTime() {
    String first = handedIn("First", "mail-me", "on");
    editor.post(
        "/desk/plan/review", "story", number(first), "action", "send-back", "answer", "Who?");
    review.clock.advance(Duration.ofMinutes(1));
    handedIn("Second");
    assertThat(page(writer, begun(writer)).select("[name=mail-me]").hasAttr("checked")).isFalse();
  }

  @Test
  void onlyEditorsReviewAndOnlyWritersTakeBack() {
    String story = handedIn("Mine");
    for (String action : List.of("take-up", "leave", "send-back")) {
      assertThat(writer.post(story, "action", action).statusCode()).as(action).isEqualTo(403);
      assertThat(
              author
                  .post("/desk/plan/review", "story", number(story), "action", action)
                  .statusCode())
          .as(action)
          .isEqualTo(403);
    }
    assertThat(author.post(story, "action", "take-back").statusCode()).isEqualTo(403);
    assertThat(writer.post(story, "action", "publish", "headline", "Mine").statusCode())
        .isEqualTo(403);
    assertThat(page(editor, "/desk/plan").select(".reviews li")).hasSize(1);
  }

  @Test
  void whatCannotBeHandedInSaysWhy() {
    String empty = begun(writer);
    assertThat(writer.post(empty, "action", "submit", "headline", "").statusCode()).isEqualTo(422);
    String out = begun(editor);
    editor.post(out, "action", "publish", "headline", "Out");
    assertThat(editor.post(out, "action", "submit", "headline", "Out").statusCode()).isEqualTo(400);
    String gone = handedIn("Once");
    editor.post(gone, "action", "send-back", "headline", "Once", "body", "<p>Text.</p>");
    assertThat(done(editor.post("/desk/plan/review", "story", number(gone), "action", "send-back")))
        .isEqualTo("reviewed");
    assertThat(done(editor.post("/desk/plan/review", "story", "1", "action", "take-up")))
        .isEqualTo("reviewed");
  }

  private String scheduled(String headline, String due) {
    String story = begun(editor);
    assertThat(done(editor.post(story, "action", "schedule", "headline", headline, "due", due)))
        .isEqualTo("scheduled");
    return story;
  }

  private Instant due(String story) {
    return review
                .review
                .stories()
                .byId(new StoryId(Long.parseLong(number(story))))
                .orElseThrow()
                .state()
            instanceof StoryState.Scheduled(var due)
        ? due
        : Instant.EPOCH;
  }

  private static String day(Document plan, String day) {
    return plan.select(".plan-day[data-day=" + day + "]").text();
  }

  @Test
  void aScheduledStoryIsMovedKeepsItsHourAndIsMovedBack() {
    String story = scheduled("Budget", "2026-11-25T18:30");
    for (String view : List.of("list", "week", "month")) {
      assertThat(day(page(editor, "/desk/plan?view=" + view), "2026-11-25"))
          .as(view)
          .contains("Budget", "6:30");
    }
    HttpResponse<String> moved =
        editor.post(
            "/desk/plan/move",
            "story",
            number(story),
            "day",
            "2026-11-27",
            "view",
            "week",
            "at",
            "2026-11-25");
    String location = moved.headers().firstValue("location").orElseThrow();
    assertThat(location).startsWith("/desk/plan?view=week&at=2026-11-25&done=plan-moved&undo=");
    assertThat(due(story)).isEqualTo("2026-11-27T18:30:00Z");
    Document after = page(editor, location.replaceFirst("#.*", ""));
    assertThat(day(after, "2026-11-27")).contains("Budget");
    assertThat(after.select(".undo [name=day]").val()).isEqualTo("2026-11-25");
    editor.post(
        "/desk/plan/move",
        "story",
        number(story),
        "day",
        after.select(".undo [name=day]").val(),
        "time",
        after.select(".undo [name=time]").val());
    assertThat(due(story)).isEqualTo("2026-11-25T18:30:00Z");
    editor.post("/desk/plan/move", "story", number(story), "day", "2026-11-26", "time", "07:15");
    assertThat(due(story)).isEqualTo("2026-11-26T07:15:00Z");
  }

  @Test
  void theHourIsTheReviewsAlsoWhereClocksChange() {
    review.zone(ZoneId.of("Europe/Rome"));
    String story = scheduled("Vote", "2027-03-26T09:00");
    assertThat(due(story)).isEqualTo("2027-03-26T08:00:00Z");
    editor.post("/desk/plan/move", "story", number(story), "day", "2027-03-29");
    assertThat(due(story)).isEqualTo("2027-03-29T07:00:00Z");
  }

  @Test
  void noStoryIsMovedToWhereItCannotBe() {
    String story = scheduled("Budget", "2026-11-25T18:30");
    for (String bad : List.of("2026-11-23T", "tomorrow", "", "2026-02-30", "99999-01-01")) {
      assertThat(done(editor.post("/desk/plan/move", "story", number(story), "day", bad)))
          .as(bad)
          .isEqualTo("plan-day");
    }
    assertThat(done(editor.post("/desk/plan/move", "story", number(story), "day", "2026-11-22")))
        .isEqualTo("plan-past");
    assertThat(
            writer
                .post("/desk/plan/move", "story", number(story), "day", "2026-11-26")
                .statusCode())
        .isEqualTo(403);
    assertThat(editor.post("/desk/plan/move", "story", "1", "day", "2026-11-26").statusCode())
        .isEqualTo(404);
    assertThat(due(story)).isEqualTo("2026-11-25T18:30:00Z");
    String out = begun(editor);
    editor.post(out, "action", "publish", "headline", "Out");
    assertThat(done(editor.post("/desk/plan/move", "story", number(out), "day", "2026-11-26")))
        .isEqualTo("plan-out");
  }

  @Test
  void aDraftIsMeantForADay() {
    String story = begun(writer);
    writer.post(story, "action", "save", "headline", "Portrait");
    assertThat(page(writer, "/desk/plan").select("[data-day=''] .plan-item").text())
        .contains("Portrait");
    writer.post("/desk/plan/move", "story", number(story), "day", "2026-11-26");
    Document plan = page(writer, "/desk/plan?view=month&undo=nonsense");
    assertThat(day(plan, "2026-11-26")).contains("Portrait");
    assertThat(plan.select(".undo")).isEmpty();
    assertThat(page(writer, "/desk/plan").text()).contains("No draft is without a day.");
    review.clock.set(Instant.parse("2026-11-28T09:00:00Z"));
    assertThat(page(writer, "/desk/plan").select("#late + ul").text()).contains("Portrait");
    writer.post("/desk/plan/move", "story", number(story), "day", "");
    assertThat(page(writer, "/desk/plan").select("[data-day=''] .plan-item").text())
        .contains("Portrait");
  }

  @Test
  void anEmptyPlanSaysSo() {
    for (String view : List.of("list", "week", "month", "nonsense&at=never")) {
      assertThat(page(editor, "/desk/plan?view=" + view).text())
          .contains(
              "Nothing awaits review.",
              "Nothing is scheduled or meant for these days.",
              "No draft is without a day.");
    }
    assertThat(page(editor, "/desk/plan?view=month&at=2026-03-10").select(".plan-day"))
        .as("whole weeks")
        .hasSize(35);
  }
}
