package courant.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.support.BothDatabases;
import courant.support.Golden;
import courant.support.TestReview;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of real apps, letter by letter as their public sources send them. */
@BothDatabases
class GoogleReaderClientsTest {
  private static final String ALL = "user/-/state/com.google/reading-list";
  private static final String READ = "user/-/state/com.google/read";
  private static final String STARRED = "user/-/state/com.google/starred";

  private TestReview review;
  private AppReader app;
  private Story ferries;
  private Story trains;

  @BeforeEach
  void start() {
    review = TestReview.start();
    ferries =
        review
            .story("Ferries stop")
            .topic("Libya")
            .body("<p>See <a href=\"/archive\">all</a>.</p>")
            .published(TestReview.NOON.minus(Duration.ofHours(2)))
            .publish();
    trains = review.story("Trains go").section("World").by("Nadia Ferrante").publish();
    review.story("Nobody asked").topic("Football").publish();
    app = new AppReader(review).follow("topic", "libya").follow("section", "world");
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private static List<String> titles(JsonObject contents) {
    return contents.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("title"))
        .toList();
  }

  private static List<String> ids(JsonObject answer, String array) {
    return answer.getJsonArray(array).stream()
        .map(each -> ((JsonObject) each).getString("id"))
        .toList();
  }

  private void golden(String name, String path) {
    Golden.check(
        "app/" + name + ".json",
        app.json(path)
                .encodePrettily()
                .replace(Integer.toString(review.review.port()), "PORT")
                .replaceAll("\"(tag:google.com,2005:reader/item/)?[0-9a-f]{16,18}\"", "\"$1ITEM\"")
            + "\n");
  }

  @Test
  void answersHaveTheFormThatAppsParse() {
    golden("subscription-list", "subscription/list?output=json");
    golden("tag-list", "tag/list?output=json");
    golden("unread-count", "unread-count?all=1&output=json");
    golden("item-ids", "stream/items/ids?output=json&n=1&s=" + ALL);
    golden("contents", "stream/contents/" + ALL + "?output=json&n=1&r=o");
    golden("user-info", "user-info?output=json");
    golden("preferences", "preference/stream/list?output=json");
    assertThat(app.json("preference/list").getJsonArray("prefs")).isEmpty();
    assertThat(app.json("friend/list").getJsonArray("friends")).isEmpty();
  }

  /** Hexadecimal digits without zeros before them, and times with fractions. */
  @Test
  void netNewsWireSyncs() {
    double since = trains.published().toEpochMilli() / 1_000.0 - 0.25;
    JsonObject refs =
        app.json(
            "stream/items/ids?ot=%f&n=10000&output=json&xt=%s&s=%s".formatted(since, READ, ALL));
    assertThat(ids(refs, "itemRefs")).containsExactly(Long.toString(trains.id().value()));
    String form =
        ids(refs, "itemRefs").stream()
            .map(id -> "i=" + Long.toHexString(Long.parseLong(id)))
            .collect(Collectors.joining("&", "T=token&output=json&", ""));
    JsonObject contents = new JsonObject(app.post("stream/items/contents", form).body());
    assertThat(titles(contents)).containsExactly("Trains go");
    String mark = "T=token&i=%016x&i=%016x&a=".formatted(ferries.id().value(), trains.id().value());
    assertThat(app.post("edit-tag", mark + READ).body()).isEqualTo("OK");
    assertThat(app.post("edit-tag", mark + STARRED).body()).isEqualTo("OK");
    assertThat(ids(app.json("stream/items/ids?s=" + ALL + "&n=10000&xt=" + READ), "itemRefs"))
        .isEmpty();
    assertThat(ids(app.json("stream/items/ids?s=" + STARRED + "&n=10000"), "itemRefs")).hasSize(2);
  }

  @Test
  void netNewsWireFollowsAndStops() {
    String site = review.at("").toString();
    assertThat(
            app.post(
                    "subscription/edit",
                    "T=token&ac=subscribe&s=feed/"
                        + site
                        + "/topic/football/feed&a=user/-/label/Any&t=")
                .body())
        .isEqualTo("OK");
    JsonArray now = app.json("subscription/list?output=json").getJsonArray("subscriptions");
    JsonObject football =
        now.stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("url").endsWith("/topic/football/feed"))
            .findFirst()
            .orElseThrow();
    assertThat(titles(app.json("stream/contents/" + football.getString("id"))))
        .containsExactly("Nobody asked");
    app.post("subscription/edit", "T=token&s=" + football.getString("id") + "&ac=unsubscribe");
    assertThat(app.json("subscription/list").getJsonArray("subscriptions")).hasSize(2);
    assertThat(
            app.post("subscription/edit", "T=token&ac=subscribe&s=feed/https://a.example/feed")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            app.post("rename-tag", "T=token&s=user/-/label/Topics&dest=user/-/label/X")
                .statusCode())
        .isEqualTo(400);
    assertThat(app.post("disable-tag", "T=token&s=user/-/label/Topics").statusCode())
        .isEqualTo(400);
  }

  /** It asks for what was read, adds by one word, and marks many in one form. */
  @Test
  void readYouSyncs() {
    app.post(
        "edit-tag",
        "i=tag:google.com,2005:reader/item/%016x&a=%s&T=t".formatted(ferries.id().value(), READ));
    assertThat(
            ids(app.json("stream/items/ids?output=json&s=" + READ + "&ot=0&n=10000"), "itemRefs"))
        .containsExactly(Long.toString(ferries.id().value()));
    JsonObject added =
        new JsonObject(
            app.post(
                    "subscription/quickadd?output=json&quickadd=" + review.at("/topic/football"),
                    "quickadd=" + review.at("/topic/football"))
                .body());
    assertThat(added.getInteger("numResults")).isEqualTo(1);
    assertThat(added.getString("streamId")).isEqualTo("feed/topic/football");
    assertThat(
            new JsonObject(app.post("subscription/quickadd", "quickadd=https://a.example/").body())
                .getInteger("numResults"))
        .isZero();
    String many =
        IntStream.range(0, 400)
            .mapToObj(_ -> "i=%016x".formatted(trains.id().value()))
            .collect(Collectors.joining("&"));
    assertThat(app.post("edit-tag", many + "&a=" + READ).statusCode()).isEqualTo(200);
    assertThat(titles(app.json("stream/contents/" + ALL + "?xt=" + READ)))
        .containsExactly("Nobody asked");
  }

  @Test
  void foldersAreKindsOfThings() {
    assertThat(titles(app.json("stream/contents/user/-/label/Topics")))
        .containsExactly("Ferries stop");
    assertThat(titles(app.json("stream/contents/user/7/label/Sections")))
        .containsExactly("Trains go");
    assertThat(
            app.post(
                    "mark-all-as-read",
                    "T=t&s=user/-/label/Topics&ts=" + review.clock.millis() + "000")
                .statusCode())
        .isEqualTo(200);
    assertThat(titles(app.json("stream/contents/" + ALL + "?xt=" + READ)))
        .containsExactly("Trains go");
  }

  @Test
  void timesAreUnderstoodInEveryUnit() {
    long between = ferries.published().plusSeconds(60).getEpochSecond();
    for (String zeros : List.of("", "000", "000000", "000000000")) {
      app.post("edit-tag", "i=%016x&r=%s".formatted(ferries.id().value(), READ));
      app.post("mark-all-as-read", "s=feed/topic/libya&ts=" + (between - 120) + zeros);
      assertThat(titles(app.json("stream/contents/" + ALL + "?xt=" + READ))).as(zeros).hasSize(2);
      app.post("mark-all-as-read", "s=feed/topic/libya&ts=" + between + zeros);
      assertThat(titles(app.json("stream/contents/" + ALL + "?xt=" + READ))).as(zeros).hasSize(1);
    }
  }

  @Test
  void streamsAreCutByTimeAndMark() {
    long from = ferries.published().getEpochSecond();
    assertThat(titles(app.json("stream/contents/" + ALL + "?nt=" + (from + 1))))
        .containsExactly("Ferries stop");
    assertThat(titles(app.json("stream/contents/" + ALL + "?ot=" + (from + 1))))
        .containsExactly("Trains go");
    app.post("edit-tag", "i=%d&a=%s".formatted(trains.id().value(), STARRED));
    assertThat(titles(app.json("stream/contents/" + ALL + "?it=" + STARRED)))
        .containsExactly("Trains go");
    assertThat(titles(app.json("stream/contents/" + ALL + "?xt=" + STARRED)))
        .containsExactly("Ferries stop");
    assertThat(titles(app.json("stream/contents/" + ALL + "?xt=feed/topic/libya")))
        .containsExactly("Trains go");
    String twice =
        "stream/items/contents?i=%d&i=%d".formatted(trains.id().value(), ferries.id().value());
    assertThat(titles(app.json(twice))).hasSize(2);
    assertThat(titles(app.json("stream/contents/" + ALL + "?c=12345")))
        .as("a place that is gone")
        .isEmpty();
  }

  @Test
  void aSearchIsAFeedWithAPlainName() {
    app.follow("search", "trams OR \"ferries stop\"");
    review.awaitIndex(3);
    String id =
        ids(app.json("subscription/list"), "subscriptions").stream()
            .filter(each -> each.matches("feed/search/[0-9]+"))
            .findFirst()
            .orElseThrow();
    assertThat(titles(app.json("stream/contents/" + id))).containsExactly("Ferries stop");
    assertThat(titles(app.json("stream/contents/" + URLEncoder.encode(id, StandardCharsets.UTF_8))))
        .hasSize(1);
    app.post("subscription/edit", "ac=unsubscribe&s=feed/topic/libya");
    JsonObject item =
        app.json("stream/items/contents?i=" + ferries.id().value())
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(item.getJsonObject("origin").getString("streamId"))
        .as("or apps drop it")
        .isEqualTo(id);
  }

  @Test
  void subscriptionsAreExported() {
    assertThat(app.get("subscription/export").body())
        .startsWith("<?xml")
        .contains("<opml version=\"2.0\">", "xmlUrl=\"" + review.at("/topic/libya/feed") + "\"");
  }
}
