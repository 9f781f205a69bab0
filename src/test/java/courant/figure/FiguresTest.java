package courant.figure;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.MailList;
import courant.delivery.Pace;
import courant.delivery.Schedule;
import courant.delivery.Subscriptions;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.Stance;
import courant.platform.job.Fact;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import courant.support.Visitor;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, what is not, and that nothing is kept of who it was. */
@BothDatabases
class FiguresTest {
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
  private static final String BOT =
      "Mozilla/5.0 (compatible; Searchbot/2.1; +http://search.example/bot.html)";
  private static final LocalDate TODAY = LocalDate.ofInstant(TestReview.NOON, ZoneId.of("UTC"));

  private TestReview review;
  private Story story;

  @BeforeEach
  void start() {
    review = TestReview.start();
    story = review.story("Read by many").publish();
    Await.until(() -> ofStory().containsKey(FigureKind.PUBLISH));
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private Map<FigureKind, Long> ofStory() {
    review.review.figures().settle();
    return figures().ever(story.id().value());
  }

  private Map<FigureKind, Long> today() {
    review.review.figures().settle();
    return figures().days(TODAY, TODAY).getOrDefault(TODAY, Map.of());
  }

  private Figures figures() {
    return review.review.figures().figures();
  }

  private int read(String agent, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at(story.path())).header("User-Agent", agent);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return review.send(request).statusCode();
  }

  @Test
  void personsAreCountedAndProgramsAreNot() {
    IntStream.range(0, 3).forEach(_ -> read(FIREFOX));
    read(BOT);
    read("curl/8.1");
    read(FIREFOX, "Sec-Purpose", "prefetch");
    review.send(
        HttpRequest.newBuilder(review.at(story.path()))
            .header("User-Agent", FIREFOX)
            .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(ofStory()).containsEntry(FigureKind.VIEW, 3L);
  }

  /** As several nodes on one database do, each from where it began. */
  @Test
  void whatAnotherNodeHasCountedIsNotCountedAgain() {
    CountFacts counting =
        new CountFacts(
            figures(),
            review.review.replies().replies(),
            review.review.database(),
            review.review.mastheads());
    Fact first = published(review.review.facts().newest() + 100);
    Fact second = published(first.place() + 1);
    counting.read(List.of(first));
    counting.read(List.of(first, second));
    counting.read(List.of(first));
    counting.read(List.of(second));
    assertThat(ofStory()).containsEntry(FigureKind.PUBLISH, 3L);
  }

  private Fact published(long place) {
    return new Fact(place, "story.published", story.id().value(), TestReview.NOON);
  }

  @Test
  void whoHasThePageAlreadyAndWhoseAddressSaysMoreIsCountedToo() {
    String tag =
        review.get(story.path(), "User-Agent", BOT).headers().firstValue("etag").orElseThrow();
    assertThat(read(FIREFOX, "If-None-Match", tag)).isEqualTo(304);
    review.get(story.path() + "?utm_source=x", "User-Agent", FIREFOX);
    review.get("/", "User-Agent", FIREFOX);
    assertThat(ofStory()).containsEntry(FigureKind.VIEW, 2L);
    assertThat(today()).containsEntry(FigureKind.VIEW, 3L);
    assertThat(figures().hours(FigureKind.VIEW, TestReview.NOON))
        .containsEntry(TestReview.NOON, 3L);
    assertThat(figures().mostSeen(TODAY, TODAY, 5))
        .containsExactly(new Figures.Ranked(story.id().value(), "Read by many", story.path(), 2));
  }

  @Test
  void onlyTheHostIsKeptOfWhereReadersCameFrom() throws Exception {
    read(FIREFOX, "Referer", "https://www.friend.example/u/jane.doe?mail=jane@doe.example");
    read(FIREFOX, "Referer", "https://friend.example/other");
    read(FIREFOX, "Referer", review.at("/").toString());
    read(FIREFOX, "Referer", "javascript:alert(1)");
    review.review.figures().settle();
    assertThat(figures().sites(story.id().value(), TODAY, TODAY, 9))
        .containsExactly(new Figures.Site("friend.example", 2));
    assertThat(figures().sites(TODAY, TODAY, 9))
        .containsExactly(new Figures.Site("friend.example", 2));
    assertThat(review.filesWhere(file -> file.contains("jane") || file.contains("Firefox/145")))
        .isEmpty();
  }

  @Test
  void madeUpSitesFillNoDisk() {
    ZoneId zone = ZoneId.of("UTC");
    List<Figures.Arrival> many =
        IntStream.range(0, Figures.MOST_SITES + 50)
            .mapToObj(i -> new Figures.Arrival("site" + i + ".example", story.id().value(), 1))
            .toList();
    review
        .review
        .database()
        .change(handle -> figures().arrive(handle, many, TestReview.NOON, zone));
    List<Figures.Site> sites = figures().sites(TODAY, TODAY, 5_000);
    assertThat(sites).hasSize(Figures.MOST_SITES + 1);
    assertThat(sites.getFirst()).isEqualTo(new Figures.Site("", 50));
  }

  private int told(String story, String far, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at("/read"))
            .header("User-Agent", FIREFOX)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("story=" + story + "&read=" + far));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return review.send(request).statusCode();
  }

  @Test
  void howFarAStoryIsReadIsCountedUnlessItsReaderObjects() {
    String id = Long.toString(story.id().value());
    assertThat(told(id, "50", "Sec-Fetch-Site", "same-origin")).isEqualTo(204);
    told(id, "100");
    told(id, "100", "Sec-GPC", "1");
    told(id, "100", "DNT", "1");
    told(id, "37");
    told("12345", "100");
    told("x", "100");
    assertThat(told(id, "100", "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(ofStory())
        .isEqualTo(Map.of(FigureKind.HALF, 1L, FigureKind.WHOLE, 1L, FigureKind.PUBLISH, 1L));
    assertThat(today()).containsEntry(FigureKind.WHOLE, 1L);
  }

  @Test
  void feedsFollowsAndSubscriptionsAreCounted() {
    review.get("/feed", "User-Agent", "Newsboat/2.3");
    new Visitor(review).signIn("jane@doe.example");
    ReaderId reader = new ReaderId(1);
    Interest interest = new Interest.Listed(new Listing.About(review.topic("Harbour").id()));
    Follows follows = review.review.follows();
    follows.set(reader, interest, Optional.of(Stance.FOLLOW));
    follows.set(reader, interest, Optional.of(Stance.FOLLOW));
    follows.set(reader, interest, Optional.of(Stance.MUTE));
    Subscriptions lists = review.review.subscriptions();
    lists.set(reader, MailList.REVIEW, Pace.DAILY, Schedule.usual(ZoneId.of("UTC")));
    lists.leaveAll(reader);
    Await.until(() -> today().getOrDefault(FigureKind.UNSUBSCRIBE, 0L) == 2);
    assertThat(today())
        .containsAllEntriesOf(
            Map.of(
                FigureKind.FEED, 1L,
                FigureKind.FOLLOW, 1L,
                FigureKind.UNFOLLOW, 1L,
                FigureKind.SUBSCRIBE, 1L));
  }

  @Test
  void whatIsTooOldIsForgotten() {
    read(FIREFOX);
    assertThat(today()).containsEntry(FigureKind.VIEW, 1L);
    figures().tidy(TestReview.NOON.plus(Duration.ofDays(Figures.DAYS - 1)), ZoneId.of("UTC"));
    assertThat(today()).containsEntry(FigureKind.VIEW, 1L);
    figures().tidy(TestReview.NOON.plus(Duration.ofDays(Figures.DAYS)), ZoneId.of("UTC"));
    assertThat(today()).isEmpty();
    assertThat(ofStory()).containsEntry(FigureKind.VIEW, 1L);
  }
}
