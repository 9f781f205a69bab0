package courant.delivery.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.ActivityJson;
import courant.story.Picture;
import courant.story.Story;
import courant.support.BothDatabases;
import courant.support.FediverseServer;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server like Mastodon's finds here. */
@BothDatabases
class FediverseTest extends BesideAServer {
  @Test
  void actorsAreFoundByNameAndByPage() {
    Story story = review.story("Found").section("World").by("Ana López").topic("Libya").publish();

    JsonObject courant = actor("courant");
    assertThat(courant.getString("type")).isEqualTo("Organization");
    assertThat(courant.getString("preferredUsername")).isEqualTo("courant");
    assertThat(courant.getJsonObject("publicKey").getString("publicKeyPem"))
        .startsWith("-----BEGIN PUBLIC KEY-----");
    assertThat(courant.getJsonObject("endpoints").getString("sharedInbox"))
        .isEqualTo(review.at("/fediverse/inbox").toString());

    assertThat(actor("world").getString("name")).isEqualTo("World · Courant");
    assertThat(actor("ana-lopez").getString("type")).isEqualTo("Person");
    assertThat(actor("libya").getString("type")).isEqualTo("Service");

    HttpResponse<String> page = FediverseServer.ask(review, "/section/world");
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("location")).contains(actor("world").getString("id"));
    assertThat(page.headers().firstValue("vary").orElse("")).contains("accept,");

    String byAddress = review.at(story.byline().getFirst().path()).toString();
    JsonObject found =
        new JsonObject(review.get("/.well-known/webfinger?resource=" + byAddress).body());
    assertThat(found.getString("subject")).isEqualTo("acct:ana-lopez@" + host());

    for (String nobody :
        List.of("acct:nobody@" + host(), "acct:courant@elsewhere.example", "https://x.example/")) {
      assertThat(review.get("/.well-known/webfinger?resource=" + nobody).statusCode())
          .isEqualTo(404);
    }
    assertThat(review.get("/.well-known/webfinger").statusCode()).isEqualTo(400);
  }

  @Test
  void saysWhatItIs() {
    JsonObject links = new JsonObject(review.get("/.well-known/nodeinfo").body());
    String address = links.getJsonArray("links").getJsonObject(0).getString("href");
    JsonObject info =
        new JsonObject(review.get(address.substring(review.at("").toString().length())).body());
    assertThat(info.getString("version")).isEqualTo("2.1");
    assertThat(info.getJsonObject("software").getString("name")).isEqualTo("courant");
    assertThat(info.getJsonArray("protocols")).containsExactly("activitypub");
  }

  @Test
  void aStoryIsAnArticleAtTheAddressOfItsPage() {
    Story story =
        review
            .story("The bridge is open")
            .standfirst("After ten years & 2 < 3 tries.")
            .body("<p>See <a href=\"/colophon\">us</a>.</p>")
            .topic("Public Works")
            .section("World")
            .lead(new Picture("/bridge.jpg", 800, 600, "A bridge", "", ""))
            .publish();

    assertThat(review.get(story.path()).body()).contains("<!doctype html>");
    HttpResponse<String> answer = FediverseServer.ask(review, story.path());
    assertThat(answer.headers().firstValue("content-type")).contains(ActivityJson.TYPE);
    JsonObject article = new JsonObject(answer.body());
    assertThat(article.getString("id")).isEqualTo(review.at(story.path()).toString());
    assertThat(article.getString("type")).isEqualTo("Article");
    assertThat(article.getString("name")).isEqualTo("The bridge is open");
    assertThat(article.getString("summary")).isEqualTo("After ten years & 2 &lt; 3 tries.");
    assertThat(article.getString("content")).contains("href=\"" + review.at("/colophon") + "\"");
    assertThat(article.getString("attributedTo")).isEqualTo(actor("courant").getString("id"));
    assertThat(article.getJsonArray("attachment").getJsonObject(0).getString("name"))
        .isEqualTo("A bridge");
    assertThat(article.getJsonArray("tag").getJsonObject(0).getString("name"))
        .isEqualTo("#PublicWorks");

    // Both forms are kept now; neither is answered for the other.
    assertThat(review.get(story.path()).body()).contains("<!doctype html>");
    assertThat(FediverseServer.ask(review, story.path()).body()).isEqualTo(answer.body());
    assertThat(review.get(story.path(), "Accept", "application/ld+json").body())
        .as("JSON-LD alone is asked for by others")
        .contains("<!doctype html>");
  }

  @Test
  void theOutboxIsReadPageByPage() {
    for (int i = 0; i < 25; i++) {
      review.story("Story " + i).section("World").publish();
    }
    JsonObject outbox = json(actor("world").getString("outbox"));
    assertThat(outbox.getInteger("totalItems")).isEqualTo(25);
    JsonObject first = json(outbox.getString("first"));
    assertThat(first.getJsonArray("orderedItems")).hasSize(20);
    JsonObject second = json(first.getString("next"));
    assertThat(second.getJsonArray("orderedItems")).hasSize(5);
    assertThat(second.containsKey("next")).isFalse();
    JsonObject announced = second.getJsonArray("orderedItems").getJsonObject(0);
    assertThat(announced.getString("type")).isEqualTo("Announce");
    assertThat(json(announced.getString("object")).getString("type")).isEqualTo("Article");
    JsonObject created =
        json(json(actor("courant").getString("outbox")).getString("first"))
            .getJsonArray("orderedItems")
            .getJsonObject(0);
    assertThat(created.getString("type")).isEqualTo("Create");
  }

  @Test
  void switchedOffThereIsNothing() {
    Story story = review.story("Off").publish();
    review.review.fediverse().pause(true);
    assertThat(review.get("/.well-known/webfinger?resource=acct:courant@" + host()).statusCode())
        .isEqualTo(404);
    assertThat(FediverseServer.ask(review, story.path()).body()).contains("<!doctype html>");
    assertThat(
            there
                .post(ana, review.at("/fediverse/inbox"), ana.activity("Like", "x"))
                .send(review)
                .statusCode())
        .isEqualTo(404);
    review.review.fediverse().pause(false);
    assertThat(FediverseServer.ask(review, story.path()).body()).startsWith("{");
  }

  @Test
  void aReviewOnThisMachineAloneIsNotThere() {
    try (TestReview here = TestReview.start()) {
      assertThat(here.review.fediverse().state()).isEqualTo(FediverseAtDesk.State.NO_ADDRESS);
    }
    try (TestReview open = TestReview.start(Map.of("url", "https://review.example"))) {
      assertThat(open.review.fediverse().state()).isEqualTo(FediverseAtDesk.State.ON);
      assertThat(
              open.get("/.well-known/webfinger?resource=acct:courant@review.example").statusCode())
          .isEqualTo(200);
    }
  }
}
