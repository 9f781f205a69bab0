package courant.desk.write;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.support.Visitor;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was typed and not saved, as page, mail, feed and notification; seen by nobody else. */
class PreviewTest {
  private static TestReview review;
  private static Newsperson editor;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    review.section("World");
    review.topic("Ports");
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  private static String begun() {
    return editor.post("/desk/story").headers().firstValue("location").orElseThrow();
  }

  private static HttpResponse<String> typed(String story) {
    return editor.post(
        story + "/preview",
        "headline",
        "Ferries <stop> & go",
        "standfirst",
        "Not all of them.",
        "body",
        "<p>The harbour is quiet.</p><script>alert(1)</script>",
        "byline",
        "Nadia Ferrante",
        "topics",
        "Ports, Ferries",
        "section",
        "world",
        "revision",
        "1");
  }

  @Test
  void theFourChannelsShowWhatIsTyped() {
    String story = begun();
    HttpResponse<String> taken = typed(story);
    assertThat(taken.statusCode()).isEqualTo(303);
    assertThat(taken.headers().firstValue("location")).contains(story + "/preview");
    Document all = Jsoup.parse(editor.get(story + "/preview").body());
    assertThat(all.select(".preview").eachAttr("data-channel"))
        .containsExactly("page", "mail", "feed", "push");
    assertThat(all.select(".as-feed").text())
        .contains("Ferries <stop> & go", "Nadia Ferrante", "The harbour is quiet.", "Ferries");
    assertThat(all.select(".as-push").text())
        .contains("Ferries <stop> & go", "Not all of them.", "Save");
    assertThat(all.select("main script")).isEmpty();
    HttpResponse<String> page = editor.get(story + "/preview/page");
    assertThat(page.body())
        .contains("Ferries &lt;stop&gt; &amp; go", "The harbour is quiet.", "Nadia Ferrante");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("script-src 'none'", "form-action 'none'", "frame-ancestors 'self'");
    HttpResponse<String> mail = editor.get(story + "/preview/mail");
    assertThat(mail.body()).contains("Ferries &lt;stop&gt; &amp; go", "The harbour is quiet.");
    for (String path : new String[] {"/preview", "/preview/page", "/preview/mail"}) {
      assertThat(editor.get(story + path).headers().firstValue("cache-control"))
          .as(path)
          .contains("no-store");
    }
  }

  @Test
  void nothingOfItIsSavedOrOutside() {
    String story = begun();
    typed(story);
    editor.get(story + "/preview/page");
    editor.get(story + "/preview/mail");
    assertThat(
            Jsoup.parse(new Newsperson(review, Role.EDITOR).get(story).body())
                .select("#body")
                .text())
        .as("another member sees the story as it is saved")
        .isEmpty();
    assertThat(review.review.topics().bySlug("ferries")).isEmpty();
    assertThat(review.review.authors().bySlug("nadia-ferrante")).isEmpty();
    for (String path :
        new String[] {"/", "/feed", "/preview", "/topic/ports", "/sitemap/news.xml"}) {
      assertThat(review.get(path).body()).as(path).doesNotContain("Ferries");
    }
    Visitor stranger = new Visitor(review);
    assertThat(stranger.get(story + "/preview/page").statusCode()).isEqualTo(303);
  }

  @Test
  void lookingAtWhatIsSavedLeavesNothingUnsaved() {
    String story = begun();
    editor.post(story, "action", "save", "headline", "Saved", "body", "<p>So.</p>");
    editor.post(story + "/preview", "headline", "Saved", "body", "<p>So.</p>", "language", "en");
    assertThat(editor.get(story).body()).doesNotContain(story + "/discard");
  }

  @Test
  void aStoryThatIsNotThereHasNone() {
    assertThat(editor.get("/desk/story/1/preview").statusCode()).isEqualTo(404);
    assertThat(editor.post("/desk/story/1/preview").statusCode()).isEqualTo(404);
    assertThat(editor.get("/desk/story/x/preview/mail").statusCode()).isEqualTo(404);
  }
}
