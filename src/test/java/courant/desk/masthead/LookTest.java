package courant.desk.masthead;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import courant.masthead.Colour;
import courant.masthead.Look;
import courant.masthead.Theme;
import courant.platform.web.Role;
import courant.support.Browser;
import courant.support.SampleReview;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.support.Visitor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Choosing how the review looks. */
@ExtendWith(Browser.class)
class LookTest {
  private TestReview review;
  private Visitor editor;

  @BeforeEach
  void start() {
    review = TestReview.start();
    editor = new Visitor(review);
    editor.post(
        "/desk/sign-in",
        "token",
        review.review.members().link(review.review.members().add("Ed", Role.EDITOR)).value());
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private HttpResponse<String> choose(String theme, String accent, String dark) {
    return editor.post("/desk/look", "theme", theme, "accent", accent, "accent-dark", dark);
  }

  @Test
  void contrastIsTheStandards() {
    Colour white = new Colour(255, 255, 255);
    assertThat(new Colour(0, 0, 0).contrast(white)).isEqualTo(21);
    assertThat(Colour.of("#767676").orElseThrow().contrast(white)).isBetween(4.54, 4.55);
    for (Theme theme : Theme.values()) {
      assertThat(theme.usual().readable()).as(theme.word()).isTrue();
    }
    Look pale = Look.of("gazette", "#ffee99", "#111111", "system").orElseThrow();
    assertThat(pale.readable()).isFalse();
    assertThat(pale.readableOne().readable()).isTrue();
  }

  @Test
  void aChosenTypeComesWithThePagesAndIsLight() {
    editor.post(
        "/desk/look",
        "theme",
        "gazette",
        "accent",
        "#9c2414",
        "accent-dark",
        "#ff9a80",
        "typeface",
        "newsreader");
    String page = review.get("/").body();
    assertThat(page).contains("/look/gazette-9c2414-ff9a80-newsreader.css");
    String css = review.get("/look/gazette-9c2414-ff9a80-newsreader.css").body();
    assertThat(css).contains("--serif: \"Newsreader\"", "font-display: swap");
    List<String> files =
        Pattern.compile("url\\(\"([^\"]+)\"")
            .matcher(css)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(files).hasSize(8);
    int weight = 0;
    for (String file : files) {
      HttpResponse<String> answer = review.get(file);
      assertThat(answer.headers().firstValue("content-type")).contains("font/woff2");
      assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("immutable");
      if (file.contains("-latin-4") || file.contains("-latin-7")) {
        weight += Integer.parseInt(answer.headers().firstValue("content-length").orElseThrow());
      }
    }
    assertThat(weight).as("all a page in English can ask for").isLessThan(72 << 10);
    assertThat(review.get("/look/gazette-9c2414-ff9a80.css").body()).doesNotContain("@font-face");
    assertThat(review.get("/look/gazette-9c2414-ff9a80-comic.css").statusCode()).isEqualTo(404);
  }

  @Test
  void aChosenLookIsOnEveryPageAtOnceAndCanBeUndone() {
    String before = review.get("/").body();
    assertThat(before).contains("/look/" + Look.FIRST.code() + ".css");
    assertThat(choose("studio", "#0b6e4f", "#6fe0b5").statusCode()).isEqualTo(303);
    assertThat(review.get("/").body()).contains("theme-studio", "/look/studio-0b6e4f-6fe0b5.css");
    assertThat(review.get("/look/studio-0b6e4f-6fe0b5.css").body())
        .contains("light-dark(#0b6e4f, #6fe0b5)");
    editor.post("/desk/look", "action", "undo");
    assertThat(review.get("/").body()).contains("/look/" + Look.FIRST.code() + ".css");
  }

  @Test
  void whatCannotBeReadIsRefusedWithWhatWouldPass() {
    HttpResponse<String> refused = choose("gazette", "#ffdd88", "#ff9a80");
    assertThat(refused.statusCode()).isEqualTo(422);
    Look better = Look.of("gazette", "#ffdd88", "#ff9a80", "system").orElseThrow().readableOne();
    assertThat(refused.body()).contains(better.accent().hex());
    assertThat(review.get("/").body()).contains("/look/" + Look.FIRST.code() + ".css");
  }

  @Test
  void onlyLooksAreStyleSheets() {
    for (String bad :
        new String[] {"x", "gazette-9c2414.css", "gazette-zzzzzz-ff9a80.css", "..%2f..css"}) {
      assertThat(review.get("/look/" + bad).statusCode()).as(bad).isEqualTo(404);
    }
    assertThat(choose("gazette", "red;}body{", "#ff9a80").statusCode()).isEqualTo(400);
  }

  @Test
  void aPreviewShowsItToNobodyElse() {
    String page =
        editor.get("/desk/look/preview?theme=studio&accent=%230b6e4f&accent-dark=%236fe0b5").body();
    assertThat(page).contains("/look/studio-0b6e4f-6fe0b5.css");
    assertThat(review.get("/").body()).doesNotContain("studio");
  }

  @Test
  void bothThemesLookGood(Page page) {
    try (TestReview sample = SampleReview.start()) {
      sample.review.mastheads();
      Visitor other = new Visitor(sample);
      other.post(
          "/desk/sign-in",
          "token",
          sample.review.members().link(sample.review.members().add("Ed", Role.EDITOR)).value());
      other.post("/desk/look", "theme", "studio", "accent", "#1d4ed8", "accent-dark", "#8fb4ff");
      page.navigate(sample.at("/").toString());
      Screenshots.take(page, "studio-front");
      page.locator(".card.leading h2 a").click();
      Screenshots.take(page, "studio-story");
    }
  }
}
