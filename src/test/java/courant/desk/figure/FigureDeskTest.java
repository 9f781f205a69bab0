package courant.desk.figure;

import static courant.figure.FigureKind.PUBLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import courant.figure.FigureKind;
import courant.platform.web.Role;
import courant.story.Story;
import courant.support.Await;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.support.Visitor;
import java.net.http.HttpRequest;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the newsroom sees of its figures. */
@ExtendWith(Browser.class)
class FigureDeskTest {
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

  private TestReview review;
  private Story story;
  private Visitor author;

  @BeforeEach
  void start() {
    review = TestReview.start();
    story = review.story("Seen by some").body("<p>Word</p>".repeat(120)).publish();
    Await.until(
        () -> review.review.figures().figures().ever(story.id().value()).containsKey(PUBLISH));
    author = new Visitor(review);
    author.post("/desk/sign-in", "token", link());
  }

  private String link() {
    return review.review.members().link(review.review.members().add("Ann", Role.EDITOR)).value();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void read(int times, String from) {
    for (int i = 0; i < times; i++) {
      review.get(story.path(), "User-Agent", FIREFOX, "Referer", from);
    }
    review.review.figures().settle();
  }

  @Test
  void todayDaysStoriesAndSitesAreShownAndTold() {
    read(7, "https://friend.example/x");
    String page = author.get("/desk/figures").body();
    assertThat(page)
        .contains("Seen by some", "friend.example", "role=\"img\"", "<desc", "As a table");
    assertThat(page).containsPattern("<dt>Views</dt><dd>7</dd>");
    for (String span : List.of("7", "90", "365", "730", "nonsense")) {
      assertThat(author.get("/desk/figures?days=" + span).statusCode()).isEqualTo(200);
    }
    String own = author.get("/desk/figures/story/" + story.id().value()).body();
    assertThat(own).contains("Seen by some", "friend.example", "<dd>7</dd>");
    assertThat(author.get("/desk/figures/story/1").statusCode()).isEqualTo(404);
    assertThat(author.get("/desk/figures.csv").body())
        .isEqualTo(
            "day,view,read25,read50,read75,read100,feed,mail,push,follow,unfollow,subscribe,unsubscribe,reply,publish\r\n"
                + "2026-11-23,7,0,0,0,0,0,0,0,0,0,0,0,0,1\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns"})
  void aViewIsInOneHourOfTheDay(String zone) {
    review.zone(ZoneId.of(zone));
    read(7, "https://friend.example/x");
    String page = author.get("/desk/figures").body();
    String hours = page.substring(page.indexOf("<figure"), page.indexOf("</figure>"));
    assertThat(hours).containsPattern("<desc[^>]*>[^<]*\\b7\\b");
    assertThat(hours).containsOnlyOnce("<td>7</td>");
  }

  @Test
  void anEmptyReviewSaysSo() {
    review.close();
    start();
    assertThat(author.get("/desk/figures").body()).contains("Nobody was here yet.");
  }

  @Test
  void aBrowserTellsHowFarAStoryWasReadUnlessItsReaderObjects(BrowserContext any) {
    for (boolean objects : List.of(false, true)) {
      try (BrowserContext reader =
          any.browser().newContext(new NewContextOptions().setUserAgent(FIREFOX))) {
        if (objects) {
          reader.addInitScript(
              "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
        }
        Page page = reader.newPage();
        page.navigate(review.at(story.path()).toString());
        page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })");
        page.waitForFunction(
            "document.querySelector('[data-story]').getBoundingClientRect().bottom < innerHeight");
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        // What a browser does when its reader leaves.
        page.evaluate(
            """
            () => {
              Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """);
        page.navigate(review.at("/colophon").toString());
      }
      Await.until(
          () -> {
            review.review.figures().settle();
            return ever(FigureKind.WHOLE) == 1;
          });
    }
    assertThat(ever(FigureKind.VIEW)).isEqualTo(2);
    assertThat(ever(FigureKind.WHOLE)).isEqualTo(1);
  }

  private long ever(FigureKind kind) {
    return review.review.figures().figures().ever(story.id().value()).getOrDefault(kind, 0L);
  }

  @Test
  void looksGood(Page page) {
    read(40, "https://friend.example/x");
    read(9, "https://search.example/");
    read(3, "https://social.example/");
    for (int i = 0; i < 8; i++) {
      Story other = review.story("Another story that some people read, number " + i).publish();
      for (int n = 0; n < 30 - 3 * i; n++) {
        review.get(other.path(), "User-Agent", FIREFOX);
      }
    }
    for (String far : List.of("25", "25", "50", "75", "100", "100", "100")) {
      review.send(
          HttpRequest.newBuilder(review.at("/read"))
              .header("User-Agent", FIREFOX)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "story=" + story.id().value() + "&read=" + far)));
    }
    review.review.figures().settle();
    page.navigate(review.at("/desk/sign-in/" + link()).toString());
    page.locator("main button").click();
    page.navigate(review.at("/desk/figures").toString());
    Screenshots.take(page, "figures");
    page.navigate(review.at("/desk/api").toString());
    Screenshots.take(page, "api");
    review.language("ar");
    page.navigate(review.at("/desk/figures").toString());
    Screenshots.take(page, "figures-ar");
  }
}
