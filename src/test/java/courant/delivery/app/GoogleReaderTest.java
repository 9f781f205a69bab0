package courant.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.story.StoryId;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading apps sign in with a password of their own and share the marks of {@code /my}. */
class GoogleReaderTest {
  private static final String ALL = "user/-/state/com.google/reading-list";
  private static final String READ = "user/-/state/com.google/read";
  private static final String STARRED = "user/-/state/com.google/starred";

  private TestReview review;
  private Visitor reader;
  private String password;
  private Story older;
  private Story newer;

  @BeforeEach
  void start() {
    review = TestReview.start();
    older =
        review
            .story("Ferries stop")
            .topic("Libya")
            .body("<p>See <a href=\"/archive\">all</a>.</p>")
            .published(TestReview.NOON.minus(Duration.ofHours(2)))
            .publish();
    newer = review.story("Trains go").section("World").by("Nadia Ferrante").publish();
    review.story("Nobody asked").topic("Football").publish();
    reader = new Visitor(review).signIn("reader@example.org");
    reader.post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow");
    reader.post("/my/follow", "kind", "section", "key", "world", "stance", "follow");
    password =
        Jsoup.parse(reader.post("/my/account/apps", "renew", "true").body())
            .select("#app-password")
            .attr("value");
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(review.at(path))
        .header("Authorization", "GoogleLogin auth=" + password);
  }

  private JsonObject get(String path) {
    HttpResponse<String> answer = review.send(request("/reader/api/0/" + path));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private int post(String path, String... fields) {
    return review
        .send(
            request("/reader/api/0/" + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.form(fields))))
        .statusCode();
  }

  private static List<String> titles(JsonObject contents) {
    return contents.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("title"))
        .toList();
  }

  private List<String> titles(String stream) {
    return titles(get("stream/contents/" + stream));
  }

  @Test
  void anAppSignsInWithThePasswordThatIsShownOnce() {
    HttpResponse<String> in =
        review.send(
            HttpRequest.newBuilder(review.at("/accounts/ClientLogin"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Visitor.form("Email", "anything", "Passwd", password))));
    assertThat(in.body()).contains("Auth=" + password + "\n");
    assertThat(reader.get("/my/account").body()).doesNotContain(password);
    assertThat(review.get("/accounts/ClientLogin?Email=a&Passwd=guess").statusCode())
        .isEqualTo(403);
    assertThat(get("user-info").getString("userName")).isEqualTo("reader");
    assertThat(review.send(request("/reader/api/0/token")).body()).isNotBlank();
  }

  @Test
  void aRevokedPasswordLetsNobodyIn() {
    reader.post("/my/account/apps", "revoke", "true");
    assertThat(review.send(request("/reader/api/0/user-info")).statusCode()).isEqualTo(401);
    assertThat(review.get("/reader/api/0/user-info").statusCode()).isEqualTo(401);
    assertThat(post("edit-tag", "i", "1", "a", READ)).isEqualTo(401);
  }

  @Test
  void whatIsFollowedAreTheFeedsOfTheEdition() {
    JsonArray feeds = get("subscription/list?output=json").getJsonArray("subscriptions");
    assertThat(feeds.stream().map(feed -> ((JsonObject) feed).getString("id")))
        .containsExactlyInAnyOrder("feed/topic/libya", "feed/section/world");
    assertThat(titles(ALL)).containsExactly("Trains go", "Ferries stop");
    assertThat(titles("feed/topic/libya")).containsExactly("Ferries stop");
    assertThat(titles(URLEncoder.encode("feed/section/world", StandardCharsets.UTF_8)))
        .containsExactly("Trains go");
    assertThat(titles(get("stream/contents?s=feed/topic/libya"))).containsExactly("Ferries stop");
    assertThat(
            review.send(request("/reader/api/0/stream/contents/feed/topic/football")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void anItemIsTheWholeStoryReadyToBeReadElsewhere() {
    JsonObject item =
        get("stream/contents/feed/topic/libya").getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("id"))
        .isEqualTo("tag:google.com,2005:reader/item/%016x".formatted(older.id().value()));
    assertThat(item.getJsonObject("summary").getString("content"))
        .contains("<a href=\"http://localhost:" + review.review.port() + "/archive\">");
    assertThat(item.getJsonArray("canonical").getJsonObject(0).getString("href"))
        .endsWith(older.path());
    assertThat(item.getJsonObject("origin").getString("streamId")).isEqualTo("feed/topic/libya");
    assertThat(item.getLong("published")).isEqualTo(older.published().getEpochSecond());
  }

  @ParameterizedTest
  @CsvSource({"long", "short", "hexadecimal"})
  void whatTheAppMarksIsMarkedOnThePage(String form) {
    long number = older.id().value();
    String written =
        switch (form) {
          case "long" -> "tag:google.com,2005:reader/item/%016x".formatted(number);
          case "short" -> Long.toString(number);
          default -> "%016x".formatted(number);
        };
    assertThat(post("edit-tag", "i", written, "a", READ, "a", STARRED)).isEqualTo(200);
    assertThat(reader.get("/my/saved").body()).contains("Ferries stop");
    assertThat(titles(STARRED)).containsExactly("Ferries stop");
    assertThat(titles(get("stream/contents/" + ALL + "?xt=" + READ))).containsExactly("Trains go");
    assertThat(
            get("stream/items/ids?s=" + ALL + "&xt=" + READ + "&n=1000").getJsonArray("itemRefs"))
        .hasSize(1);
    assertThat(post("edit-tag", "i", written, "r", "user/7/state/com.google/read")).isEqualTo(200);
    assertThat(titles(get("stream/contents/" + ALL + "?xt=" + READ))).hasSize(2);
  }

  @Test
  void allIsReadUpToTheMomentTheAppLooked() {
    long between = TestReview.NOON.minus(Duration.ofHours(1)).toEpochMilli() * 1_000;
    assertThat(post("mark-all-as-read", "s", ALL, "ts", Long.toString(between))).isEqualTo(200);
    assertThat(titles(get("stream/contents/" + ALL + "?xt=" + READ))).containsExactly("Trains go");
    assertThat(post("mark-all-as-read", "s", "feed/section/world")).isEqualTo(200);
    JsonArray counts = get("unread-count").getJsonArray("unreadcounts");
    assertThat(counts.stream().map(count -> ((JsonObject) count).getInteger("count")))
        .containsOnly(0);
  }

  @Test
  void streamsComeInPiecesThatMarksDoNotMove() {
    JsonObject first = get("stream/contents/" + ALL + "?n=1");
    assertThat(titles(first)).containsExactly("Trains go");
    post("edit-tag", "i", ItemNumber.shortForm(newer.id()), "a", READ);
    JsonObject second =
        get("stream/contents/" + ALL + "?n=1&xt=" + READ + "&c=" + first.getString("continuation"));
    assertThat(titles(second)).containsExactly("Ferries stop");
    assertThat(second.containsKey("continuation")).isFalse();
    assertThat(titles(get("stream/contents/" + ALL + "?r=o")))
        .containsExactly("Ferries stop", "Trains go");
  }

  @Test
  void itemsAreFetchedByNumber() {
    HttpResponse<String> answer =
        review.send(
            request("/reader/api/0/stream/items/contents")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Visitor.form(
                            "i",
                            ItemNumber.longForm(older.id()),
                            "i",
                            ItemNumber.shortForm(newer.id()),
                            "i",
                            "nonsense",
                            "i",
                            "99999999999999999999"))));
    assertThat(titles(new JsonObject(answer.body())))
        .containsExactlyInAnyOrder("Ferries stop", "Trains go");
  }

  @Test
  void anAppMayStopFollowing() {
    assertThat(post("subscription/edit", "ac", "unsubscribe", "s", "feed/topic/libya"))
        .isEqualTo(200);
    assertThat(titles(ALL)).containsExactly("Trains go");
    assertThat(post("subscription/edit", "ac", "subscribe", "s", "feed/https://a.example"))
        .isEqualTo(400);
  }

  @Test
  void numbersAreReadInEveryForm() {
    StoryId story = new StoryId(255);
    assertThat(ItemNumber.read("00000000000000ff")).contains(story);
    assertThat(ItemNumber.read("tag:google.com,2005:reader/item/ff")).contains(story);
    assertThat(ItemNumber.read("255")).contains(story);
    assertThat(ItemNumber.read("ff")).contains(story);
    assertThat(ItemNumber.read("65d5cd2c7e00001"))
        .as("zeros left out")
        .contains(new StoryId(0x65d5cd2c7e00001L));
    assertThat(ItemNumber.read("458655298764898305")).contains(new StoryId(458655298764898305L));
    assertThat(ItemNumber.read("fg")).isEmpty();
  }
}
