package courant.desk.write;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import courant.edition.FrontSlots;
import courant.platform.web.Role;
import courant.story.Story;
import courant.support.Browser;
import courant.support.Newsperson;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stories in the front page's slots: by buttons, by dragging, and by two editors at once. */
@ExtendWith(Browser.class)
class FrontSlotsTest {
  private static TestReview review;
  private static Newsperson editor;
  private static final List<Story> STORIES = new ArrayList<>();

  @BeforeAll
  static void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
    STORIES.clear();
    for (int i = 1; i <= 11; i++) {
      review.clock.advance(Duration.ofMinutes(1));
      STORIES.add(review.story("Story " + i).publish());
    }
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  @BeforeEach
  void clear() {
    editor.post("/desk/front");
  }

  private static String number(int story) {
    return Long.toString(STORIES.get(story - 1).id().value());
  }

  private static List<String> shown() {
    return Jsoup.parse(editor.get("/desk/front").body())
        .select("[data-front-slots] [data-headline]")
        .eachText();
  }

  private static HttpResponse<String> press(String verb, int story, String... more) {
    List<String> fields = new ArrayList<>(List.of("do", verb + ":" + number(story)));
    fields.addAll(List.of(more));
    return editor.post("/desk/front", fields.toArray(String[]::new));
  }

  @Test
  void buttonsPlaceMoveAndTakeOff() {
    press("to", 1);
    press("to", 2);
    press("to", 3, "slot-" + number(3), "9");
    assertThat(shown()).containsExactly("Story 2", "Story 1", "Story 3");
    press("up", 3);
    press("down", 2);
    assertThat(shown()).containsExactly("Story 3", "Story 2", "Story 1");
    press("up", 3);
    press("to", 1, "slot-" + number(1), "2");
    assertThat(shown()).containsExactly("Story 3", "Story 1", "Story 2");
    String front = Jsoup.parse(review.get("/").body()).select("main").text();
    assertThat(front.indexOf("Story 3")).isLessThan(front.indexOf("Story 11"));
    press("out", 1);
    assertThat(shown()).containsExactly("Story 3", "Story 2");
  }

  @Test
  void everyMoveCanBeUndone() {
    press("to", 1);
    String location = press("to", 2).headers().firstValue("location").orElseThrow();
    Document page = Jsoup.parse(editor.get(location).body());
    assertThat(page.select(".notice").text()).contains("Saved");
    assertThat(page.select(".undo [name=story]").eachAttr("value")).containsExactly(number(1));
    editor.post("/desk/front", "story", number(1));
    assertThat(shown()).containsExactly("Story 1");
    String first = press("out", 1).headers().firstValue("location").orElseThrow();
    editor.post("/desk/front");
    assertThat(Jsoup.parse(editor.get("/desk/front?undo=none").body()).select(".undo")).hasSize(1);
    assertThat(editor.get(first.replaceAll("undo=.*", "undo=%3Cscript%3E")).body())
        .doesNotContain("class=\"undo\"");
  }

  @Test
  void thereIsRoomForNine() {
    for (int i = 1; i <= 10; i++) {
      press("to", i);
    }
    assertThat(shown()).hasSize(FrontSlots.MOST).startsWith("Story 10").doesNotContain("Story 1");
  }

  @Test
  void whatSomeoneElseDidMeanwhileIsNotOverwritten() {
    String was = Jsoup.parse(editor.get("/desk/front").body()).select("[name=was]").val();
    press("to", 1);
    HttpResponse<String> late = press("to", 2, "was", was);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(Jsoup.parse(late.body()).select("[role=alert]").text())
        .contains("someone else changed the front page");
    assertThat(shown()).containsExactly("Story 1");
  }

  @Test
  void onlyWhatIsPublishedFindsASlot() {
    String draft = editor.post("/desk/story").headers().firstValue("location").orElseThrow();
    String number = draft.substring(draft.lastIndexOf('/') + 1);
    editor.post("/desk/front", "do", "to:" + number);
    editor.post("/desk/front", "story", number, "story", "1", "story", "x");
    assertThat(shown()).isEmpty();
    assertThat(editor.post("/desk/front", "do", "jump:" + number(1)).statusCode()).isEqualTo(303);
    assertThat(Jsoup.parse(editor.get("/desk/front").body()).select(".front-empty").text())
        .contains("Nothing is placed");
  }

  @Test
  void aProgramInThePageIsToldTheOrder() {
    HttpResponse<String> told =
        review.send(
            HttpRequest.newBuilder(review.at("/desk/front"))
                .header("Cookie", editor.cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("story=" + number(2))));
    assertThat(new JsonObject(told.body()).getJsonArray("slots")).containsExactly(number(2));
  }

  @Test
  void dragsMovesByButtonsAndUndoes(Page page) {
    SignedIn.as(review, page, "Ed");
    page.navigate(review.at("/desk/front").toString());
    page.locator("[data-story='" + number(11) + "']").dragTo(page.locator(".front-empty"));
    assertThat(page.locator("[data-said]")).hasText("“Story 11” is in slot 1 of 1.");
    page.locator("[data-story='" + number(10) + "']")
        .dragTo(page.locator("[data-story='" + number(11) + "']"));
    assertThat(page.locator("[data-front-slots] > li")).hasCount(2);
    page.locator("[data-story='" + number(9) + "'] button[value^=to]").press("Enter");
    assertThat(page.locator("[data-said]")).hasText("“Story 9” is in slot 1 of 3.");
    page.locator("[data-story='" + number(9) + "'] button[value^=down]").press("Enter");
    assertThat(page.locator("[data-said]")).hasText("“Story 9” is in slot 2 of 3.");
    assertThat(page.locator("[data-story='" + number(9) + "'] button[value^=down]")).isFocused();
    page.waitForCondition(() -> shown().indexOf("Story 9") == 1);
    page.locator("[data-undo]").click();
    assertThat(page.locator("[data-said]")).hasText("As it was before.");
    page.waitForCondition(() -> shown().indexOf("Story 9") == 0);
  }
}
