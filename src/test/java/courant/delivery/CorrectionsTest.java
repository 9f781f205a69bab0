package courant.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A correction reaches who had the old version wherever they read: page, feeds, own edition. */
@BothDatabases
class CorrectionsTest {
  private TestReview review;
  private Newsperson editor;
  private Story story;

  @BeforeEach
  void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
    story = review.story("Port reopens").topic("Libya").body("<p>Nine ships.</p>").publish();
    review.clock.advance(Duration.ofMinutes(5));
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void save(String body, String note) {
    HttpResponse<String> done =
        editor.post(
            "/desk/story/" + story.id().value(),
            "action",
            "save",
            "headline",
            story.headline(),
            "body",
            body,
            "topics",
            "Libya",
            "note",
            note);
    assertThat(done.statusCode()).isEqualTo(303);
  }

  private void withdraw(String reason) {
    String page = "/desk/story/" + story.id().value();
    assertThat(editor.post(page, "action", "withdraw", "reason", reason).statusCode())
        .isEqualTo(303);
  }

  @Test
  void feedsKeepTheIdAndTellTheNoteAndWhen() {
    JsonObject before = item();
    String atomBefore = review.get("/feed.atom").body();
    String id = before.getString("id");
    save("<p>Ten ships.</p>", "There were <ten> ships, not nine.");
    assertThat(review.get("/feed").body())
        .contains("<guid isPermaLink=\"false\">" + id, "<atom:updated>2026-11-23T12:05:00Z")
        .contains("Correction, ", "There were &lt;ten&gt; ships, not nine.");
    assertThat(atomBefore).contains("<id>" + id, "<updated>2026-11-23T12:00:00Z");
    assertThat(review.get("/feed.atom").body())
        .contains("<id>" + id, "<updated>2026-11-23T12:05:00Z", "ships, not nine.", "Ten ships");
    assertThat(item().getString("id")).isEqualTo(id);
    assertThat(item().getString("date_modified")).isEqualTo("2026-11-23T12:05:00Z");
    assertThat(item().getString("content_html"))
        .startsWith("<p><strong>Correction, ")
        .contains("There were &lt;ten&gt; ships, not nine.</p>", "Ten ships");
  }

  private JsonObject item() {
    return new JsonObject(review.get("/feed.json").body()).getJsonArray("items").getJsonObject(0);
  }

  @Test
  void thePageShowsTheNoteWithItsDateAndASmallChangeNone() {
    save("<p>Nine ships!</p>", " ");
    assertThat(review.get(story.path()).body()).doesNotContain("class=\"corrections\"");
    assertThat(item().getString("content_html")).doesNotContain("Correction");
    save("<p>Ten ships.</p>", "There were ten ships.");
    assertThat(review.get(story.path()).body())
        .contains("datetime=\"2026-11-23T12:05:00Z\"", "There were ten ships.");
  }

  @Test
  void whatWasTakenBackSaysWhyAtItsAddressAndInEveryFeed() {
    String id = item().getString("id");
    withdraw("It was a hoax.");
    HttpResponse<String> page = review.get(story.path());
    assertThat(page.statusCode()).isEqualTo(410);
    assertThat(page.body())
        .contains("It was a hoax.", "datetime=\"2026-11-23T12:05:00Z\"")
        .doesNotContain("Port reopens", "Nine ships");
    assertThat(review.get("/feed").body())
        .contains("at:deleted-entry", "ref=\"" + id, "It was a hoax.")
        .doesNotContain("<item>");
    assertThat(review.get("/feed.atom").body())
        .contains("<at:deleted-entry ref=\"" + id, "It was a hoax.");
    assertThat(
            new JsonObject(review.get("/feed.json").body())
                .getJsonArray("_withdrawn")
                .getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("ref", id)
                .put("when", "2026-11-23T12:05:00Z")
                .put("comment", "It was a hoax."));
    editor.post("/desk/story/" + story.id().value(), "action", "reinstate");
    assertThat(review.get(story.path()).body())
        .contains("Nine ships")
        .as("why it was away for a while is no correction of what it says")
        .doesNotContain("It was a hoax.");
  }

  @Test
  void whoReadItFindsItUnreadAgainWithTheNote() {
    Visitor one = reader();
    Visitor all = reader();
    one.post("/my/mark", "story", Long.toString(story.id().value()), "read", "true");
    all.post("/my/read", "until", Long.toString(review.clock.millis()));
    assertThat(one.get("/my").body()).contains("is-read");
    assertThat(all.get("/my").body()).contains("is-read");
    review.clock.advance(Duration.ofMinutes(1));
    save("<p>Ten ships.</p>", "There were ten ships.");
    Await.until(() -> !one.get("/my").body().contains("is-read"));
    assertThat(one.get("/my").body()).contains("my-corrected", "There were ten ships.");
    assertThat(all.get("/my").body()).doesNotContain("is-read");
    one.post("/my/mark", "story", Long.toString(story.id().value()), "read", "true");
    all.post("/my/read", "until", Long.toString(review.clock.millis()));
    assertThat(one.get("/my").body()).contains("is-read");
    assertThat(all.get("/my").body()).contains("is-read");
  }

  private Visitor reader() {
    Visitor visitor = new Visitor(review);
    visitor.post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow", "next", "/my");
    return visitor;
  }
}
