package courant.desk.masthead;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import courant.masthead.NavLink;
import courant.platform.web.Role;
import courant.support.BothDatabases;
import courant.support.Browser;
import courant.support.Newsperson;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What leads from every page to the others, and the pages that stand beside the stories. */
@BothDatabases
@ExtendWith(Browser.class)
class NavigationTest {
  private static TestReview review;
  private static Newsperson editor;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
    editor.post("/desk/section", "name", "World");
    editor.post("/desk/section", "name", "Opinion");
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  @BeforeEach
  void asAtFirst() {
    editor.post("/desk/navigation", "action", "sections");
  }

  private static String bar() {
    String page = review.get("/").body();
    return page.substring(page.indexOf("<nav"), page.indexOf("</nav>"));
  }

  private static String foot() {
    String page = review.get("/").body();
    return page.substring(page.indexOf("<footer"));
  }

  private static HttpResponse<String> set(String action, String... labelsAndAddresses) {
    String[] form = new String[labelsAndAddresses.length * 2 + 2];
    form[0] = "action";
    form[1] = action;
    for (int i = 0; i < labelsAndAddresses.length; i++) {
      form[2 + 2 * i] = i % 2 == 0 ? "label" : "address";
      form[3 + 2 * i] = labelsAndAddresses[i];
    }
    return editor.post("/desk/navigation", form);
  }

  @Test
  void sectionsStandInTheBarUntilSomebodyOrdersIt() {
    assertThat(bar()).containsSubsequence(">World<", ">Opinion<");
    set(
        "up-1",
        "",
        "/section/world",
        "Views",
        "/section/opinion",
        "Elsewhere",
        "https://example.org/");
    assertThat(bar()).containsSubsequence(">Views<", ">World<", ">Elsewhere<");
    assertThat(bar()).contains("href=\"https://example.org/\"");
    set("remove-0", "Views", "/section/opinion", "", "/section/world");
    assertThat(bar()).contains(">World<").doesNotContain("Views");
    editor.post("/desk/navigation", "action", "sections");
    assertThat(bar()).containsSubsequence(">World<", ">Opinion<");
  }

  @Test
  void aLineIsAddedAndBadOnesAreRefused() {
    editor.post(
        "/desk/navigation",
        "label",
        "",
        "address",
        "/section/world",
        "new-address",
        "/archive",
        "new-label",
        "All we wrote");
    assertThat(bar()).containsSubsequence(">World<", "href=\"/archive\"", "All we wrote");
    for (String bad :
        List.of(
            "javascript:alert(1)", "//evil.example", "/\\evil.example", "ftp://a", "https://")) {
      HttpResponse<String> answer =
          editor.post("/desk/navigation", "new-label", "Bad", "new-address", bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(422);
      assertThat(answer.body()).contains("needs an address", "value=\"Bad\"");
    }
    assertThat(
            editor
                .post("/desk/navigation", "new-label", "", "new-address", "/nowhere")
                .statusCode())
        .isEqualTo(422);
    assertThat(NavLink.of("x".repeat(81), "/")).isEmpty();
    assertThat(bar()).contains("All we wrote");
  }

  @Test
  void aPageIsWrittenPublishedOrderedAndDeleted() {
    String imprint = begin("Imprint & co");
    String privacy = begin("Privacy");
    assertThat(review.get("/page/imprint-co").statusCode()).isEqualTo(404);
    HttpResponse<String> preview =
        save(
            imprint,
            "preview",
            "Imprint & co",
            "<p>Not yet</p><script>alert(1)</script>",
            "published");
    assertThat(preview.body()).contains("<p>Not yet</p>").doesNotContain("alert(1)");
    assertThat(review.get("/page/imprint-co").statusCode()).isEqualTo(404);
    save(
        imprint,
        "save",
        "Imprint & co",
        "<p>Who <script>x</script>we are</p>",
        "published",
        "footer");
    save(privacy, "save", "Privacy", "<p>Nothing is kept</p>", "published", "footer");
    assertThat(review.get("/page/imprint-co").body()).contains("<p>Who we are</p>");
    assertThat(foot()).containsSubsequence("Imprint &amp; co", "Privacy");
    editor.post("/desk/pages", "action", "up-" + number(privacy));
    assertThat(foot()).containsSubsequence("Privacy", "Imprint &amp; co");
    save(privacy, "save", "Privacy", "<p>Nothing is kept</p>");
    assertThat(foot()).doesNotContain("Privacy");
    assertThat(review.get("/page/privacy").statusCode()).isEqualTo(404);
    editor.post(imprint, "action", "delete");
    assertThat(review.get("/page/imprint-co").statusCode()).isEqualTo(404);
    assertThat(foot()).doesNotContain("Imprint");
  }

  @Test
  void whoWasOvertakenIsToldAndKeepsTheirText() {
    String page = begin("Contact");
    String before = version(page);
    save(page, "save", "Contact", "<p>Theirs</p>", "published");
    HttpResponse<String> late =
        editor.post(
            page, "action", "save", "title", "Contact", "body", "<p>Mine</p>", "version", before);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Somebody saved", "Mine");
    assertThat(review.get("/page/contact").body()).contains("Theirs");
    assertThat(save(page, "save", "", "<p>Mine</p>").statusCode()).isEqualTo(422);
    assertThat(save(page, "save", "Contact", "<p>Mine</p>", "published").statusCode())
        .isEqualTo(303);
    assertThat(review.get("/page/contact").body()).contains("Mine");
  }

  private static String begin(String title) {
    return editor
        .post("/desk/pages", "title", title)
        .headers()
        .firstValue("location")
        .orElseThrow();
  }

  private static String number(String page) {
    return page.replaceAll("\\D", "");
  }

  private static String version(String page) {
    return editor.get(page).body().replaceAll("(?s).*name=\"version\" value=\"([^\"]*)\".*", "$1");
  }

  private static HttpResponse<String> save(
      String page, String action, String title, String body, String... ticks) {
    String[] form = new String[8 + 2 * ticks.length];
    String[] start = {"action", action, "title", title, "body", body, "version", version(page)};
    System.arraycopy(start, 0, form, 0, 8);
    for (int i = 0; i < ticks.length; i++) {
      form[8 + 2 * i] = ticks[i];
      form[9 + 2 * i] = "on";
    }
    return editor.post(page, form);
  }

  @Test
  void thePageIsWrittenInTheEditorOfStories(Page page) {
    String[] cookie = editor.cookie.split("=", 2);
    page.context()
        .addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(review.at("/").toString())));
    page.navigate(review.at("/desk/navigation").toString());
    Screenshots.take(page, "navigation");
    page.navigate(review.at("/desk/pages").toString());
    page.locator("[name=title]").fill("About us");
    page.locator("form.row button").click();
    page.locator(".ProseMirror").click();
    page.keyboard().type("## ");
    page.keyboard().type("Who we are");
    page.keyboard().press("Enter");
    page.keyboard().type("Four people and a press.");
    page.locator("[name=published]").check();
    Screenshots.take(page, "standing-page");
    page.locator("[value=save]").click();
    assertThat(page.locator(".notice")).isVisible();
    assertThat(review.get("/page/about-us").body())
        .contains("<h2>Who we are</h2>", "<p>Four people and a press.</p>");
    page.navigate(review.at("/desk/pages").toString());
    Screenshots.take(page, "standing-pages");
  }
}
