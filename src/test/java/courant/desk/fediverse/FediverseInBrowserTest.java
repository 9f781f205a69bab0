package courant.desk.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import courant.support.Await;
import courant.support.Browser;
import courant.support.FediverseServer;
import courant.support.SampleReview;
import courant.support.Screenshots;
import courant.support.SettableClock;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the desk and readers see of the fediverse, on a telephone and from right to left too. */
@ExtendWith(Browser.class)
class FediverseInBrowserTest {
  private static FediverseServer there;
  private static TestReview review;

  @BeforeAll
  static void start() {
    there = new FediverseServer(new SettableClock(TestReview.NOON));
    review = SampleReview.start(Map.of("fediverse", "on", "allow-private", there.address()));
  }

  @AfterAll
  static void stop() {
    review.close();
    there.close();
  }

  @Test
  void fitsEveryScreenEmptyAndBusy(Page page) {
    String link = review.review.members().ownersFirstLink("Owner").orElseThrow().value();
    page.navigate(review.at("/desk/sign-in/" + link).toString());
    page.locator("main button").click();
    look(page, "/desk/fediverse", "fediverse-empty");
    happen();
    for (String language : List.of("en", "ar")) {
      review.language(language);
      look(page, "/desk/fediverse", "fediverse-" + language);
      look(page, "/subscribe", "fediverse-subscribe-" + language);
      page.navigate(review.at("/section/world").toString());
      page.locator("details.mail-this summary").last().click();
      look(page, "fediverse-section-" + language);
    }
    review.language("en");
  }

  private static void look(Page page, String path, String name) {
    page.navigate(review.at(path).toString());
    look(page, name);
  }

  private static void look(Page page, String name) {
    Screenshots.take(page, name);
    page.setViewportSize(360, 800);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).as(name).isEqualTo(360);
    page.setViewportSize(1280, 800);
  }

  /** Two follow, one delivery is refused, one server is blocked, and somebody forges. */
  private static void happen() {
    String actor = review.at("/fediverse/review").toString();
    for (String name : List.of("ana", "ben")) {
      FediverseServer.Account one = there.account(name);
      send(one, one.key(), one.activity("Follow", actor));
    }
    Await.until(() -> there.delivered("Accept").size() == 2);
    there.status = 400;
    review.story("Refused there, with a headline that is rather long").publish();
    Await.until(() -> !there.delivered("Create").isEmpty());
    review.review.fediverse().block("a-server-with-a-very-long-name.social.example", "Owner");
    FediverseServer.Account forger = there.account("forger", 1);
    send(forger, there.account("ana").key(), forger.activity("Like", actor));
    send(forger, forger.key(), there.account("ana").activity("Like", actor));
  }

  private static void send(FediverseServer.Account by, String key, JsonObject activity) {
    there.post(by, review.at("/fediverse/inbox"), activity).key(key).send(review);
  }
}
