package courant.delivery.page.my;

import static org.assertj.core.api.Assertions.assertThat;

import courant.follow.Share;
import courant.reader.ReaderId;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@BothDatabases
class MyPageTest {
  private TestReview review;
  private Visitor visitor;
  private Story libya;

  @BeforeEach
  void start() {
    review = TestReview.start();
    visitor = new Visitor(review);
    libya = review.story("Port of Tripoli reopens").section("World").topic("Libya").publish();
    review.story("Cup final tonight").section("Sport").topic("Football").publish();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private HttpResponse<String> follow(String kind, String key, String stance) {
    return visitor.post("/my/follow", "kind", kind, "key", key, "stance", stance, "next", "/my");
  }

  @Test
  void followsWithoutAnAccountAndTakesItAlongOnSigningUp() {
    assertThat(visitor.get("/my").body())
        .contains("Read just what you care for", "value=\"libya\"", "value=\"sport\"")
        .doesNotContain("Port of Tripoli");
    assertThat(follow("topic", "libya", "follow").headers().firstValue("location")).contains("/my");
    assertThat(visitor.get("/my").body())
        .contains("Port of Tripoli", "Because you follow <b>Libya</b>", "for this browser only")
        .doesNotContain("Cup final");

    visitor.signIn("someone@example.org");
    assertThat(visitor.get("/my").body()).contains("Port of Tripoli", "/my/account");
    review.story("Sirte road cleared").topic("Libya").publish();
    assertThat(visitor.get("/my").body()).contains("Sirte road cleared");

    Visitor elsewhere = new Visitor(review).signIn("someone@example.org");
    assertThat(elsewhere.get("/my").body()).contains("Sirte road cleared");
  }

  @Test
  void whatWasFollowedElsewhereGoesToANewAccountButNeverToAnothers() {
    new Visitor(review).signIn("victim@example.org");
    follow("topic", "libya", "follow");
    visitor.post("/my/sign-in", "email", "victim@example.org");
    Visitor victim = new Visitor(review);
    victim.post("/my/sign-in/link", "token", visitor.token());
    assertThat(victim.get("/my").body()).doesNotContain("Port of Tripoli");
    assertThat(visitor.get("/my/account").statusCode()).isEqualTo(303);

    visitor.post("/my/sign-in", "email", "fresh@example.org");
    Visitor phone = new Visitor(review);
    phone.post("/my/sign-in/link", "token", visitor.token());
    assertThat(phone.get("/my").body()).contains("Port of Tripoli");
    assertThat(visitor.get("/my").body()).as("the old cookie opens nothing").contains("Read just");
  }

  @Test
  void cardsShowWhatIsSoNow() {
    follow("topic", "libya", "follow");
    assertThat(visitor.get("/my").body()).contains("Port of Tripoli reopens", "November 23, 2026");
    review.save(libya.saying("Port of Tripoli closes again", libya.body()));
    assertThat(visitor.get("/my").body())
        .contains("Port of Tripoli closes again")
        .doesNotContain("Port of Tripoli reopens");
    review.language("fr");
    assertThat(visitor.get("/my").body()).contains("23 novembre 2026");
    review.zone(ZoneId.of("Pacific/Auckland"));
    assertThat(visitor.get("/my").body()).contains("24 novembre 2026");
  }

  @Test
  void muteWins() {
    review.story("Libya in the cup").section("Sport").topic("Libya").publish();
    follow("topic", "libya", "follow");
    follow("section", "sport", "mute");
    assertThat(visitor.get("/my").body())
        .contains("Port of Tripoli")
        .doesNotContain("Libya in the cup");
    follow("section", "sport", "none");
    assertThat(visitor.get("/my").body()).contains("Libya in the cup");
  }

  @Test
  void followsASearch() {
    follow("search", "tripoli -football", "follow");
    Await.until(() -> visitor.get("/my").body().contains("Port of Tripoli"));
    assertThat(visitor.get("/my").body()).contains("<b>-football tripoli</b>");
    assertThat(
            review
                .review
                .follows()
                .audienceOf(libya, ZoneOffset.UTC, Share.EVERYBODY)
                .contains(new ReaderId(1).value()))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "oil AND (Sabha|9|parenthesis is not closed",
        "*ripoli|1|A * may only end a word",
        "-football|1|Nearly every story would match",
        "\"oil|1|quotation mark is not closed"
      })
  void refusesASearchWithPositionAndReason(String typed, int position, String reason) {
    HttpResponse<String> refused = follow("search", typed, "follow");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("At character " + position + ": ", reason);
    assertThat(review.review.follows().named(new ReaderId(1))).isEmpty();
  }

  static Stream<Arguments> costly() {
    String words =
        IntStream.range(0, 4_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" OR "));
    return Stream.of(
        Arguments.of(words, "1,001", "This is longer than 1,000 characters."),
        Arguments.of("(".repeat(100_000), "1,001", "This is longer than 1,000 characters."),
        Arguments.of("a ".repeat(65) + "b", "129", "This has more than 64 words and filters."),
        Arguments.of(
            "(".repeat(13) + "oil" + ")".repeat(13),
            "13",
            "Too many parentheses stand inside each other."),
        Arguments.of("tri*li", "1", "A * may only end a word of three letters or more."),
        Arguments.of("oil OR tr*", "8", "A * may only end a word of three letters or more."),
        Arguments.of("oil OR *poli", "8", "A * may only end a word of three letters or more."));
  }

  @ParameterizedTest
  @MethodSource("costly")
  void refusesCostlySearches(String typed, String position, String reason) {
    HttpResponse<String> refused = follow("search", typed, "follow");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("At character " + position + ": " + reason);
    assertThat(follow("search", typed, "mute").statusCode()).isEqualTo(422);
    assertThat(visitor.get("/my/state.json").body()).doesNotContain("search:");
  }

  @Test
  void hasRoomForFiftySearches() {
    for (int i = 0; i < 50; i++) {
      follow("search", "word" + i, "follow");
    }
    assertThat(follow("search", "word51", "follow").statusCode()).isEqualTo(422);
    assertThat(follow("search", "word7", "mute").statusCode()).isEqualTo(303);
    assertThat(follow("topic", "libya", "follow").statusCode()).isEqualTo(303);
  }

  @Test
  void marksAndSaves() {
    follow("topic", "libya", "follow");
    String id = Long.toString(libya.id().value());
    visitor.post("/my/mark", "story", id, "saved", "true");
    visitor.post("/my/mark", "story", id, "read", "true");
    assertThat(visitor.get("/my").body()).contains("is-read is-saved");
    assertThat(visitor.get("/my/saved").body()).contains("Port of Tripoli");
    visitor.post("/my/mark", "story", id, "read", "false");
    assertThat(visitor.get("/my").body()).doesNotContain("is-read");
    String until = Long.toString(review.clock.millis());
    review.clock.advance(Duration.ofMinutes(1));
    review.story("Later").topic("Libya").publish();
    visitor.post("/my/read", "until", until);
    String page = visitor.get("/my").body();
    assertThat(page.split("is-read", -1)).as("one is read, one is not").hasSize(2);
    assertThat(visitor.post("/my/mark", "story", "x").statusCode()).isEqualTo(400);
    assertThat(new Visitor(review).post("/my/mark", "story", id, "read", "true").statusCode())
        .isEqualTo(403);
  }

  @Test
  void theStateTellsPublicPagesWhatIsFollowed() {
    follow("topic", "libya", "follow");
    follow("section", "sport", "mute");
    JsonObject state = new JsonObject(visitor.get("/my/state.json").body());
    assertThat(state.getJsonArray("follow")).containsExactly("topic:libya");
    assertThat(state.getJsonArray("mute")).containsExactly("section:sport");
    String page = review.get("/topic/libya").body();
    assertThat(page).contains("data-toggle=\"topic:libya\"");
    assertThat(visitor.get("/topic/libya").body()).as("the same for everyone").isEqualTo(page);
    assertThat(review.get(libya.path()).body()).contains("data-toggle=\"section:world\"");
  }

  @Test
  void nothingButThingsCanBeFollowed() {
    assertThat(follow("topic", "no-such-topic", "follow").statusCode()).isEqualTo(404);
    assertThat(follow("days", "2026", "follow").statusCode()).isEqualTo(404);
    assertThat(follow("topic", "../2026", "follow").statusCode()).isEqualTo(404);
    assertThat(visitor.cookie("reader")).isEmpty();
  }

  @Test
  void thePrivateFeedIsOpenToItsKeyAloneAndCanBeClosed() {
    follow("topic", "libya", "follow");
    visitor.signIn("someone@example.org");
    visitor.post("/my/feed", "renew", "true");
    String feed = feedAddress();
    for (String address :
        List.of(feed, feed.replace("feed?", "feed.atom?"), feed.replace("feed?", "feed.json?"))) {
      HttpResponse<String> open = review.get(address);
      assertThat(open.statusCode()).isEqualTo(200);
      assertThat(open.body()).contains("Port of Tripoli").doesNotContain("Cup final", "/hub");
      assertThat(open.headers().firstValue("cache-control")).contains("private, no-cache");
    }
    visitor.post("/my/feed", "renew", "true");
    assertThat(review.get(feed).statusCode()).isEqualTo(404);
    String second = feedAddress();
    visitor.post("/my/feed", "revoke", "true");
    assertThat(review.get(second).statusCode()).isEqualTo(404);
    assertThat(review.get("/my/feed").statusCode()).isEqualTo(404);
    assertThat(review.get("/my/feed?key=guess").statusCode()).isEqualTo(404);
  }

  private String feedAddress() {
    return visitor
        .get("/my/following")
        .body()
        .replaceAll("(?s).*value=\"http://[^/]+(/my/feed\\?key=[\\w-]+)\".*", "$1");
  }

  @Test
  void exportAndErasureTakeFollowsAlong() throws Exception {
    follow("search", "unmistakable", "follow");
    follow("topic", "libya", "mute");
    visitor.signIn("someone@example.org");
    visitor.post("/my/mark", "story", Long.toString(libya.id().value()), "saved", "true");
    JsonObject data = new JsonObject(visitor.get("/my/account/data.json").body());
    assertThat(data.getJsonArray("follows")).hasSize(2);
    assertThat(data.getJsonArray("saved")).containsExactly(libya.path());
    visitor.post("/my/account/erase");
    try (Stream<Path> files = Files.list(review.folder)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("courant.db")).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain("unmistakable");
      }
    }
  }

  @Test
  void markingAllReadCanBeTakenBackOnce() {
    follow("section", "world", "follow");
    follow("section", "sport", "follow");
    String id = Long.toString(libya.id().value());
    visitor.post("/my/mark", "story", id, "read", "true");
    visitor.post("/my/mark", "story", id, "read", "false");
    String until = Long.toString(review.clock.millis());
    String there =
        visitor.post("/my/read", "until", until).headers().firstValue("location").orElseThrow();
    assertThat(visitor.get(there).body())
        .contains("All is marked read.", "Undo")
        .satisfies(page -> assertThat(page.split("is-read", -1)).hasSize(3));
    assertThat(visitor.get("/my").body()).doesNotContain("Undo");
    assertThat(visitor.post("/my/unread", "until", "1").statusCode()).isEqualTo(303);
    assertThat(visitor.get("/my").body()).as("an old way back leads nowhere").contains("is-read");
    visitor.post("/my/unread", "until", until);
    assertThat(visitor.get(there).body()).doesNotContain("is-read", "Undo");
    visitor.post("/my/unread", "until", until);
    assertThat(visitor.get("/my").body()).doesNotContain("is-read");
    assertThat(visitor.post("/my/unread", "until", "x").statusCode()).isEqualTo(400);
    assertThat(new Visitor(review).post("/my/unread", "until", until).statusCode()).isEqualTo(403);
  }

  @Test
  void anOldTabCannotMakeReadStoriesUnread() {
    follow("topic", "libya", "follow");
    long now = review.clock.millis();
    visitor.post("/my/read", "until", Long.toString(now));
    visitor.post("/my/read", "until", Long.toString(now - 86_400_000));
    Long until =
        review
            .review
            .database()
            .read(
                handle -> handle.createQuery("select at from read_until").mapTo(Long.class).one());
    assertThat(until).isEqualTo(now);
  }
}
