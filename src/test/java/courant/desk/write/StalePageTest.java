package courant.desk.write;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Buttons of a page that shows a story as it was before its hour came, or somebody else did. */
@BothDatabases
class StalePageTest {
  private static TestReview review;
  private static Newsperson editor;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  private static String address(Story story) {
    return "/desk/story/" + story.id().value();
  }

  private static Story now(StoryId story) {
    return review.review.stories().byId(story).orElseThrow();
  }

  private static Story scheduled(String headline) {
    return review.save(
        review
            .story(headline)
            .in(new StoryState.Scheduled(review.clock.instant().plus(Duration.ofHours(1)))));
  }

  private static void itsHourComes() {
    review.clock.advance(Duration.ofHours(2));
    review.review.publishDue().run();
  }

  private static Document page(Newsperson who, Story story) {
    return Jsoup.parse(who.get(address(story)).body());
  }

  @Test
  void whatHasGoneOutMeanwhileIsNotMadeADraft() {
    Story story = scheduled("Ferries sail");
    Document before = page(editor, story);
    itsHourComes();
    HttpResponse<String> answer = WritingPage.press(editor, before, "unschedule");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text())
        .contains("no longer what the page showed");
    assertThat(now(story.id()).state()).isInstanceOf(StoryState.Published.class);
    assertThat(review.get(now(story.id()).path()).statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasTypedMeanwhileIsShownBesideIt() {
    Story story = scheduled("Bridge opens");
    Document before = page(editor, story);
    itsHourComes();
    HttpResponse<String> answer =
        WritingPage.press(editor, before, "unschedule", "headline", "Bridge opens late");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo("Two texts of one story");
    assertThat(page(editor, story).select("#headline").text()).isEqualTo("Bridge opens late");
  }

  @Test
  void aContributorSavesDraftsAlone() {
    Newsperson contributor = new Newsperson(review, Role.CONTRIBUTOR);
    Story story = review.save(review.story("Budget").in(new StoryState.Draft()));
    Document draft = page(contributor, story);
    assertThat(draft.select("button[value=save]")).hasSize(1);
    assertThat(
            WritingPage.press(contributor, draft, "save", "headline", "Budget passes").statusCode())
        .isEqualTo(303);
    WritingPage.press(editor, page(editor, story), "schedule", "due", "2027-01-01T08:00");
    assertThat(
            WritingPage.press(contributor, draft, "save", "headline", "Nobody read this")
                .statusCode())
        .isEqualTo(403);
    Document scheduled = page(contributor, story);
    assertThat(scheduled.select("button[name=action]")).isEmpty();
    WritingPage.press(contributor, scheduled, "save", "headline", "Nor this");
    assertThat(now(story.id()).headline()).isEqualTo("Budget passes");
    assertThat(page(editor, story).select("button[value=save]")).hasSize(1);
  }

  @Test
  void buttonsThatDoNotSaveKeepWhatWasTyped() {
    Story coming = scheduled("Market");
    Story out = review.story("Harbour").publish();
    for (String[] step :
        new String[][] {
          {address(coming), "unschedule"}, {address(out), "withdraw"}, {address(out), "reinstate"}
        }) {
      String typed = "Typed before " + step[1];
      Document page = Jsoup.parse(editor.get(step[0]).body());
      assertThat(WritingPage.press(editor, page, step[1], "headline", typed).statusCode())
          .as(step[1])
          .isEqualTo(303);
      Document after = Jsoup.parse(editor.get(step[0]).body());
      assertThat(after.select("#headline").text()).isEqualTo(typed);
      assertThat(after.text()).doesNotContain("Someone saved this story after you began");
    }
    assertThat(now(coming.id()).headline()).isEqualTo("Market");
    assertThat(WritingPage.press(editor, page(editor, coming), "save").statusCode()).isEqualTo(303);
    assertThat(now(coming.id()).headline()).isEqualTo("Typed before unschedule");
    assertThat(page(editor, coming).text()).doesNotContain("Discard");
  }

  @Test
  void whatIsDoneElsewhereKeepsWhatIsBeingTyped() {
    review.section("Sport");
    Story draft = review.save(review.story("Cup").in(new StoryState.Draft()));
    Story coming = scheduled("Final");
    for (Story story : List.of(draft, coming)) {
      editor.post(address(story) + "/autosave", "headline", "Half typed", "revision", "1");
    }
    String number = Long.toString(draft.id().value());
    editor.post("/desk/stories", "story", number, "action", "section", "section", "sport");
    editor.post(
        "/desk/plan/move", "story", Long.toString(coming.id().value()), "day", "2027-02-01");
    for (Story story : List.of(draft, coming)) {
      assertThat(page(editor, story).select("#headline").text()).isEqualTo("Half typed");
    }
    assertThat(now(draft.id()).section().orElseThrow().name()).isEqualTo("Sport");
    assertThat(now(coming.id()).state())
        .isInstanceOfSatisfying(
            StoryState.Scheduled.class,
            state -> assertThat(state.due()).isAfter(Instant.parse("2027-01-31T00:00:00Z")));
  }

  @Test
  void filingSeveralLosesNothingThatSomebodySavesMeanwhile() throws Exception {
    review.section("World");
    review.section("Sport");
    Story story = review.save(review.story("Version 0").in(new StoryState.Draft()));
    String number = Long.toString(story.id().value());
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<?> filing =
          both.submit(
              () -> {
                for (int i = 0; i < 40; i++) {
                  String section = i % 2 == 0 ? "world" : "sport";
                  editor.post(
                      "/desk/stories", "story", number, "action", "section", "section", section);
                }
              });
      for (int i = 1; !filing.isDone(); i++) {
        String headline = "Version " + i;
        assertThat(editor.post(address(story), "action", "save", "headline", headline).statusCode())
            .isEqualTo(303);
        assertThat(now(story.id()).headline()).isEqualTo(headline);
      }
      filing.get();
    }
  }
}
