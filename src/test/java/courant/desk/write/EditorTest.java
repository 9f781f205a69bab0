package courant.desk.write;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import courant.platform.html.Policy;
import courant.story.Story;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The editor of a story's body, as a person uses it. */
@ExtendWith(Browser.class)
class EditorTest {
  private static TestReview review;
  private Page page;

  @BeforeAll
  static void serve() {
    review = TestReview.start();
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  @BeforeEach
  void open(BrowserContext context) {
    page = context.newPage();
    SignedIn.as(review, page, "Olga");
  }

  private void newStory(String language) {
    page.navigate(review.at("/desk").toString());
    page.click("text=New story");
    page.fill("[name=language]", language);
    page.click(".ProseMirror");
  }

  /** What is posted, once it has reached the desk. */
  private String kept() {
    assertThat(page.locator("[data-saved=kept]")).isVisible();
    return page.inputValue("#body");
  }

  private void paste(String html) {
    page.evaluate(
        """
        html => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          document.querySelector(".ProseMirror")
            .dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        html);
  }

  private static String fixture(String name) throws IOException {
    try (InputStream in = EditorTest.class.getResourceAsStream("/desk/write/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void writesHeadingsListsQuotationsAndTables() {
    List<String> complaints = new ArrayList<>();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    newStory("en");
    page.keyboard().type("## The port\nIt opened.\n- pilots\nships\n\n> The sea is one.\n");
    page.keyboard().press("Enter");
    page.keyboard().type("Salma Trabelsi, pilot\nAfter it.\n");
    page.click("[data-do=table]");
    page.keyboard().type("Port");
    page.keyboard().press("Tab");
    page.keyboard().type("Ships");
    assertThat(kept())
        .isEqualToIgnoringNewLines(
            "<h2>The port</h2><p>It opened.</p><ul><li>pilots</li><li>ships</li></ul>"
                + "<figure><blockquote><p>The sea is one.</p></blockquote>"
                + "<figcaption>Salma Trabelsi, pilot</figcaption></figure><p>After it.</p>"
                + "<table><thead><tr><th>Port</th><th>Ships</th><th></th></tr></thead><tbody>"
                + "<tr><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td></tr></tbody></table>");
    assertThat(Policy.ARTICLE.sanitise(page.inputValue("#body")))
        .as("the sanitiser leaves it as it is")
        .isEqualToIgnoringNewLines(page.inputValue("#body"));
    assertThat(page.locator("[data-words]")).containsText("Words: 17");
    assertThat(complaints).isEmpty();
  }

  @Test
  void picturesHaveCaptionCreditAndWordsForWhoCannotSee() {
    newStory("en");
    page.click("[data-do=picture]");
    page.click("[data-pick-elsewhere]");
    page.fill("dialog[open] [name=address]", "nowhere");
    page.click("dialog[open] form button");
    assertThat(page.locator("dialog[open] [data-problem]")).isVisible();
    page.fill("dialog[open] [name=address]", "/assets/sample-harbour.svg");
    page.click("dialog[open] form button");
    page.keyboard().type("The harbour at dusk\nPhoto: R. Ali\nTwo cranes and a ship\nAfter it.");
    assertThat(kept())
        .isEqualToIgnoringNewLines(
            "<figure><img src=\"/assets/sample-harbour.svg\" alt=\"Two cranes and a ship\">"
                + "<figcaption>The harbour at dusk <small class=\"credit\">Photo: R. Ali</small>"
                + "</figcaption></figure><p>After it.</p>");
    Screenshots.take(page, "desk-editor");
  }

  @Test
  void embedsLoadNothingBeforeTheReadersClick() {
    newStory("en");
    page.fill("#headline", "A film");
    page.click("[data-do=embed]");
    page.fill("dialog[open] [name=address]", "https://tracker.example/frame");
    page.click("dialog[open] form button");
    assertThat(page.locator("dialog[open] [data-problem]")).isVisible();
    page.fill(
        "dialog[open] [name=address]",
        "<iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ?si=x\"></iframe>");
    page.fill("dialog[open] [name=title]", "The port opens");
    page.click("dialog[open] form button");
    assertThat(kept())
        .isEqualTo(
            "<p class=\"embed\"><a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\">"
                + "YouTube: The port opens</a></p>");
    page.click("button[value=publish]");
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.click(".writing-side a[href^='/2026']");
    page.locator("p.embed button").waitFor();
    assertThat(asked).noneMatch(url -> url.contains("youtube"));
    page.click("p.embed button");
    assertThat(page.locator("iframe"))
        .hasAttribute("src", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ");
  }

  @Test
  void cleansWhatWordGoogleDocsAndPagesLeaveInTheClipboard() throws IOException {
    newStory("en");
    paste(fixture("word.html"));
    assertThat(kept())
        .isEqualToIgnoringNewLines(
            "<h2>The port</h2><p><strong>Bold</strong> and <em>slanted</em> words, with a "
                + "<a href=\"https://example.org/a?id=7\">link</a>.</p><ul><li>First<ul><li>Under it</li></ul></li>"
                + "<li>Second</li></ul><ol><li>Numbered</li></ol>"
                + "<table><tbody><tr><td><strong>Port</strong></td><td>Ships</td></tr></tbody></table>");
    assertThat(page.locator("[data-notice]")).containsText("Pictures of a paste");
    newStory("en");
    paste(fixture("gdocs.html"));
    assertThat(kept())
        .isEqualToIgnoringNewLines(
            "<h2>Heading of a doc</h2><p>Plain, <strong>bold</strong><em>, slanted</em> "
                + "<a href=\"https://example.org/page\">a link</a></p><ul><li>One</li><li>Two</li></ul>");
    newStory("en");
    paste(fixture("web.html"));
    assertThat(kept())
        .isEqualToIgnoringNewLines(
            "<h2>A page's title</h2><p>Words <strong>that matter</strong> and "
                + "<a href=\"https://example.org/s#p\">go on</a>.</p><p>Loose line</p>"
                + "<figure><img src=\"https://example.org/pic.jpg\" alt=\"A pier\">"
                + "<figcaption>The pier at dusk <small class=\"credit\">Photo: R. Ali</small></figcaption></figure>"
                + "<figure><blockquote><p>We will come back.</p></blockquote><figcaption>Salma T.</figcaption></figure>");
  }

  @Test
  void quotesAreTypographicByLanguageWhileTyping() {
    assertThat(typed("en", "\"It's 'fine',\" she said..."))
        .isEqualTo("<p>“It’s ‘fine’,” she said…</p>");
    assertThat(typed("fr", "\"L'eau est \"claire\"\" dit-il : non !"))
        .isEqualTo("<p>«\u202fL’eau est “claire”\u202f» dit-il&nbsp;: non\u202f!</p>");
    assertThat(typed("es", "\"Hola\"")).isEqualTo("<p>«Hola»</p>");
    assertThat(typed("ar", "\"مرحبا\"")).isEqualTo("<p>«مرحبا»</p>");
    assertThat(typed("de", "\"Geht's 'gut'?\"")).isEqualTo("<p>„Geht’s ‚gut‘?“</p>");
  }

  private String typed(String language, String text) {
    newStory(language);
    page.keyboard().type(text);
    return kept();
  }

  @Test
  void straightQuotesOfAPasteAreSetByAnAction() {
    newStory("fr");
    page.fill("#headline", "Un \"mot\"");
    paste("<p>\"L'eau\" <code>\"x\"</code> est <em>\"claire\"</em> !</p>");
    page.click("[data-do=quotes]");
    assertThat(kept())
        .isEqualTo(
            "<p>«\u202fL’eau\u202f» <code>\"x\"</code> est <em>«\u202fclaire\u202f»</em> !</p>");
    assertThat(page.locator("#headline")).hasValue("Un «\u202fmot\u202f»");
  }

  @Test
  void whatHasNoFormOfItsOwnIsKeptAsItIs() {
    String body =
        Policy.ARTICLE.sanitise(
            """
            <p id="a">One <abbr title="x">two</abbr> <mark>three</mark> H<sub>2</sub>O</p>
            <details open><summary>More</summary><blockquote>Within</blockquote></details>
            <dl><dt>Term</dt><dd>Meaning</dd></dl><pre><code class="language-java">int x;
              int y;</code></pre><ol start="3"><li>three</li></ol><aside><p>Beside</p></aside>
            <figure><video src="/film.mp4"></video><figcaption>Film</figcaption></figure>
            <table><caption>Ships</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
            <blockquote>Bare</blockquote><p>End <img src="/a.png" alt="dot"> <audio src="/a.mp3"></audio></p>""");
    Story story = review.story("Imported").body(body).publish();
    page.navigate(review.at("/desk/story/" + story.id().value()).toString());
    page.click(".ProseMirror > p >> nth=-1", new Page.ClickOptions().setPosition(2, 10));
    page.keyboard().press("End");
    page.keyboard().type("!");
    String after = Policy.ARTICLE.sanitise(kept());
    assertThat(flat(after)).isEqualTo(flat(body).replaceFirst("</p>$", "!</p>"));
  }

  private static String flat(String html) {
    return html.replaceAll("\\n(?=<)", "")
        .replace("<blockquote>Bare</blockquote>", "<blockquote><p>Bare</p></blockquote>");
  }

  @Test
  void shortcutsAreListedAndTheTextCanStandAlone() {
    newStory("en");
    page.keyboard().press("Control+/");
    assertThat(page.locator("[data-dialog=keys]")).isVisible();
    page.keyboard().press("Escape");
    page.keyboard().press("Control+Shift+F");
    assertThat(page.locator(".writing-side")).isHidden();
    page.keyboard().press("Escape");
    assertThat(page.locator(".writing-side")).isVisible();
  }
}
