package courant.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.Golden;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Fever API, asked as its description has it, and as an app does. */
@BothDatabases
class FeverTest {
  private TestReview review;
  private AppReader app;

  @BeforeEach
  void start() {
    review = TestReview.start();
    review
        .story("Ferries stop")
        .topic("Libya")
        .by("Nadia Ferrante")
        .body("<p>See <a href=\"/archive\">all</a>.</p>")
        .published(TestReview.NOON.minus(Duration.ofHours(2)))
        .publish();
    review.story("Trains & trams go").section("World").publish();
    app = new AppReader(review).follow("topic", "libya").follow("section", "world");
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private static List<Integer> numbers(JsonObject answer) {
    return answer.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getInteger("id"))
        .toList();
  }

  private static List<String> titles(JsonObject answer) {
    return answer.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("title"))
        .toList();
  }

  @Test
  void onlyTheKeyOfAddressAndPasswordLetsIn() {
    assertThat(app.fever("", "").encode())
        .isEqualTo(
            "{\"api_version\":3,\"auth\":1,\"last_refreshed_on_time\":%d}"
                .formatted(review.clock.instant().getEpochSecond()));
    assertThat(app.fever(app.feverKey().toUpperCase(Locale.ROOT), "", "").getInteger("auth"))
        .isEqualTo(1);
    String refused = "{\"api_version\":3,\"auth\":0}";
    assertThat(app.fever("0".repeat(32), "&items&groups", "").encode()).isEqualTo(refused);
    assertThat(app.fever("", "&items", "").encode()).isEqualTo(refused);
    assertThat(review.get("/fever/?api&items&api_key=" + app.feverKey()).body())
        .as("a key in the address would stand in logs")
        .isEqualTo(refused);
    String old = app.feverKey();
    app.renew();
    assertThat(app.fever(old, "", "").encode()).isEqualTo(refused);
  }

  @Test
  void theKeyIsNowhereInTheDatabase() throws IOException {
    String key = app.feverKey();
    assertThat(app.fever("&items", "").getInteger("auth")).isEqualTo(1);
    assertThat(review.filesWhere(file -> file.contains(key))).isEmpty();
  }

  @Test
  void aFirstSyncIsAsTheApiDescribesIt() {
    JsonObject all = app.fever("&groups&feeds&items&links&unread_item_ids&saved_item_ids", "");
    String port = Integer.toString(review.review.port());
    Golden.check("app/fever.json", all.encodePrettily().replace(port, "PORT") + "\n");
    String icon =
        app.fever("&favicons", "").getJsonArray("favicons").getJsonObject(0).getString("data");
    assertThat(icon).startsWith("image/png;base64,iVBOR");
  }

  @Test
  void aClientMayCountUpOrDown() {
    for (int i = 1; i <= 70; i++) {
      review.clock.advance(Duration.ofMinutes(1));
      review.story("Story " + i).topic("Libya").publish();
    }
    JsonObject first = app.fever("&items&since_id=0", "");
    assertThat(numbers(first)).hasSize(50).isSorted();
    assertThat(first.getInteger("total_items")).isEqualTo(72);
    assertThat(numbers(app.fever("&items&since_id=" + numbers(first).getLast(), "")))
        .hasSize(22)
        .allMatch(number -> number > numbers(first).getLast());
    JsonObject newest = app.fever("&items&max_id=9007199254740991", "");
    assertThat(titles(newest)).hasSize(50).startsWith("Story 70", "Story 69");
    int oldest = numbers(newest).getLast();
    assertThat(titles(app.fever("&items&max_id=" + oldest, "")))
        .hasSize(22)
        .endsWith("Ferries stop");
    assertThat(titles(app.fever("&items&with_ids=" + oldest + ",7777,x,%20", ""))).hasSize(1);
  }

  /** Letter by letter what Fluent Reader 1.2.2 sent when it was run against a server. */
  @Test
  void fluentReaderSyncs() {
    assertThat(app.fever("", "").getInteger("auth")).isEqualTo(1);
    JsonObject feeds = app.fever("&feeds", "");
    assertThat(feeds.getJsonArray("feeds")).hasSize(2);
    assertThat(app.fever("&groups", "").getJsonArray("groups"))
        .extracting(group -> ((JsonObject) group).getInteger("id"))
        .containsExactlyInAnyOrderElementsOf(
            feeds.getJsonArray("feeds_groups").stream()
                .map(group -> ((JsonObject) group).getInteger("group_id"))
                .toList());
    JsonObject items = app.fever("&items&max_id=9007199254740991", "");
    assertThat(titles(items)).containsExactly("Trains & trams go", "Ferries stop");
    assertThat(items.getJsonArray("items"))
        .extracting(item -> ((JsonObject) item).getInteger("feed_id"))
        .as("of feeds it has been told of, or it stops")
        .isSubsetOf(ids(feeds));
    assertThat(app.fever("&unread_item_ids", "").getString("unread_item_ids").split(","))
        .hasSize(2);
    assertThat(app.fever("&saved_item_ids", "").getString("saved_item_ids")).isEmpty();
    int newest = numbers(items).getFirst();
    app.fever("", "&mark=item&as=read&id=" + newest);
    app.fever("", "&mark=item&as=saved&id=" + newest);
    assertThat(app.page.get("/my").body()).contains("is-read is-saved");
    app.fever("", "&mark=item&as=unsaved&id=" + newest);
    app.fever("", "&mark=item&as=unread&id=" + newest);
    assertThat(app.page.get("/my").body()).doesNotContain("is-read", "is-saved");
    long second = review.clock.instant().getEpochSecond() + 1;
    for (int feed : ids(feeds)) {
      app.fever("", "&mark=feed&as=read&id=%d&before=%d".formatted(feed, second));
    }
    assertThat(app.fever("&unread_item_ids", "").getString("unread_item_ids")).isEmpty();
  }

  private static List<Integer> ids(JsonObject feeds) {
    return feeds.getJsonArray("feeds").stream()
        .map(feed -> ((JsonObject) feed).getInteger("id"))
        .toList();
  }

  @Test
  void aStoryBegunEarlyAndPublishedLateIsNotMissed() {
    Story early =
        review.save(review.story("Long in the making").topic("Libya").in(new StoryState.Draft()));
    review.clock.advance(Duration.ofMinutes(1));
    review.story("Quick").topic("Libya").publish();
    int last = numbers(app.fever("&items&since_id=0", "")).getLast();
    review.clock.advance(Duration.ofMinutes(1));
    review.save(
        early.in(new StoryState.Published("", review.clock.instant(), review.clock.instant())));
    assertThat(titles(app.fever("&items&since_id=" + last, "")))
        .containsExactly("Long in the making");
  }

  @Test
  void marksOfItemsAreThoseOfThePage() {
    int ferries = numbers(app.fever("&items", "")).getFirst();
    JsonObject read = app.fever("", "&mark=item&as=read&id=" + ferries);
    assertThat(read.getString("unread_item_ids").split(",")).hasSize(1);
    assertThat(app.page.get("/my").body()).contains("is-read");
    assertThat(app.fever("", "&mark=item&as=unread&id=" + ferries).getString("unread_item_ids"))
        .contains(Integer.toString(ferries));
    JsonObject saved = app.fever("", "&mark=item&as=saved&id=" + ferries);
    assertThat(saved.getString("saved_item_ids")).isEqualTo(Integer.toString(ferries));
    assertThat(app.page.get("/my/saved").body()).contains("Ferries stop");
    assertThat(app.fever("", "&mark=item&as=unsaved&id=" + ferries).getString("saved_item_ids"))
        .isEmpty();
    for (String nonsense :
        List.of("&mark=item&as=read&id=-1", "&mark=item&as=eaten&id=1", "&mark=item&as=read")) {
      assertThat(app.fever("", nonsense).getInteger("auth")).isEqualTo(1);
    }
  }

  @Test
  void feedsAndGroupsAreReadUpToAnInstant() {
    JsonArray groups = app.fever("&groups", "").getJsonArray("feeds_groups");
    String libya = groups.getJsonObject(0).getString("feed_ids");
    long now = review.clock.instant().getEpochSecond();
    long before = now - Duration.ofHours(3).toSeconds();
    assertThat(unread("&mark=feed&as=read&id=" + libya + "&before=" + before)).hasSize(2);
    assertThat(unread("&mark=feed&as=read&id=" + libya + "&before=" + (now + 1))).hasSize(1);
    int sections = groups.getJsonObject(1).getInteger("group_id");
    assertThat(unread("&mark=group&as=read&id=" + sections + "&before=" + (now + 1))).isEmpty();
    review.clock.advance(Duration.ofMinutes(1));
    review.story("Later").topic("Libya").publish();
    review.clock.advance(Duration.ofMinutes(1));
    assertThat(unread("&mark=group&as=read&id=0&before=" + (now + 1))).hasSize(1);
    assertThat(unread("&mark=group&as=read&id=0&before=" + (now + 61))).isEmpty();
  }

  private List<String> unread(String mark) {
    String numbers = app.fever("", mark).getString("unread_item_ids");
    return numbers.isEmpty() ? List.of() : List.of(numbers.split(","));
  }

  @Test
  void whatWasSavedOfNothingFollowedStandsInAFeedOfItsOwn() {
    Story other = review.story("Elsewhere").topic("Football").publish();
    app.page.post("/my/mark", "story", Long.toString(other.id().value()), "saved", "true");
    JsonObject item = app.fever("&items&since_id=2", "").getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("title")).isEqualTo("Elsewhere");
    assertThat(
            app.fever("&feeds", "").getJsonArray("feeds").stream()
                .map(feed -> ((JsonObject) feed).getInteger("id")))
        .contains(item.getInteger("feed_id"));
  }

  @Test
  void keysAreTakenInFormsOfEveryMake() {
    String boundary = "x";
    String body =
        "--%1$s\r\ncontent-disposition: form-data; name=\"api_key\"\r\n\r\n%2$s\r\n--%1$s--\r\n"
            .formatted(boundary, app.feverKey());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at("/fever?api&unread_item_ids"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    assertThat(review.send(request).body()).contains("\"auth\":1").contains("unread_item_ids");
    assertThat(new Visitor(review).get("/fever/").body()).contains("\"auth\":0");
  }
}
