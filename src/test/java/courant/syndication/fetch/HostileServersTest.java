package courant.syndication.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.i18n.Texts;
import courant.platform.web.Role;
import courant.source.Source;
import courant.source.Terms;
import courant.support.Await;
import courant.support.HostileServer;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.syndication.SyndicationModule;
import courant.syndication.fetch.Trouble.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Partners' servers that do their worst, all at once, against a whole review. */
class HostileServersTest {
  private static final int SEVERAL = 0;
  private static final int SLOW = 1;
  private static final int SILENT = 2;
  private static final int BUSY = 3;
  private static final int TURNS = 4;
  private static final int MOODY = 5;
  private static final int HOSTS = 6;

  /** Labels have 63 letters at most (RFC 1035), so no name server is asked. */
  private static final String NOBODY = "x".repeat(64) + ".example";

  private static HostileServer far;
  private static TestReview review;
  private static Newsperson editor;

  /** The feeds that are fetched together, with what is wrong with each. */
  private static final Map<String, Kind> TROUBLES = new HashMap<>();

  private static final Map<String, PartnerFeed> FEEDS = new HashMap<>();

  /** They are under way all the while, until we lose patience. */
  private static final List<URI> SLOWLY = new ArrayList<>();

  @BeforeAll
  static void start() {
    far = new HostileServer(HOSTS);
    SLOWLY.addAll(List.of(far.at(SLOW, "/drip"), far.at(SILENT, "/silent")));
    review = TestReview.start(Map.of("allow-private", far.addresses()));
    editor = new Newsperson(review, Role.EDITOR);
    hostile().forEach(one -> TROUBLES.put((String) one.get()[0], (Kind) one.get()[2]));
    hostile().forEach(one -> add(address((String) one.get()[0])));
    SLOWLY.forEach(HostileServersTest::add);
    add(address("/good"));
    feeds().forEach(review.review.syndication().poll()::begin);
    Await.until(() -> quick().allMatch(feed -> feed.state().fetched().isPresent()));
    quick().forEach(feed -> FEEDS.put(feed.address().toString(), feed));
  }

  private static Stream<PartnerFeed> quick() {
    return feeds().stream().filter(feed -> !SLOWLY.contains(feed.address()));
  }

  @AfterAll
  static void stop() {
    far.close();
    review.close();
  }

  /** A path or address, what it does, the trouble with it, and words of the details. */
  static List<Arguments> hostile() {
    return List.of(
        Arguments.of("/html", "an error page", Kind.WEB_PAGE, "HTML page"),
        Arguments.of("/truncated", "XML that is cut off", Kind.FAULTY, "cut off"),
        Arguments.of("/charset", "a wrong charset", Kind.FAULTY, "not UTF-8"),
        Arguments.of("/charset-unknown", "a charset of its own", Kind.FAULTY, "martian"),
        Arguments.of("/large", "50 MB, as announced", Kind.LARGE, "longer than"),
        Arguments.of("/endless", "50 MB, unannounced", Kind.LARGE, "longer than"),
        Arguments.of("/bomb", "a gzip bomb", Kind.LARGE, "when unpacked"),
        Arguments.of("/packed", "a gzip bomb as a file", Kind.NO_FEED, "larger than"),
        Arguments.of("/broken-gzip", "gzip that is none", Kind.UNREACHABLE, "gzip is broken"),
        Arguments.of("/entities", "an entity bomb", Kind.FAULTY, "never expanded"),
        Arguments.of("/loop", "redirects without end", Kind.REDIRECTS, "more than 5 times"),
        Arguments.of("/year-0", "a date in year 0", Kind.FAULTY, "year 0"),
        Arguments.of("/inside", "a redirect inside", Kind.PRIVATE, "10.0.0.1"),
        Arguments.of("http://10.0.0.1/feed", "a private address", Kind.PRIVATE, "10.0.0.1"),
        Arguments.of("http://localhost/feed", "our own machine", Kind.PRIVATE, "localhost"),
        Arguments.of("http://" + NOBODY + "/", "a name nobody can have", Kind.NO_HOST, NOBODY),
        Arguments.of("/empty", "nothing at all", Kind.EMPTY, "empty"),
        Arguments.of("/no-feed", "JSON that is no feed", Kind.NO_FEED, "no feed"),
        Arguments.of("/410", "410", Kind.GONE, "410"),
        Arguments.of("/404", "404", Kind.NOT_FOUND, "404"),
        Arguments.of("/403", "403", Kind.FORBIDDEN, "403"),
        Arguments.of("/500", "500", Kind.SERVER, "500"),
        Arguments.of("/418", "an odd status", Kind.STATUS, "418"),
        Arguments.of("/503", "503 with Retry-After", Kind.BUSY, "503"),
        Arguments.of("/forbidden/feed", "robots.txt", Kind.ROBOTS, ""));
  }

  private static URI address(String path) {
    return path.startsWith("http") ? URI.create(path) : far.at(SEVERAL, path);
  }

  private static PartnerFeed add(URI address) {
    return add(review, address);
  }

  private static PartnerFeed add(TestReview review, URI address) {
    assertThat(
            review
                .review
                .syndication()
                .add(address, "Agency " + address, Terms.OPEN, true, Optional.empty()))
        .isTrue();
    return review.review.syndication().fetch().feeds().byAddress(address).orElseThrow();
  }

  private static List<PartnerFeed> feeds() {
    return review
        .review
        .syndication()
        .fetch()
        .feeds()
        .of(review.review.sources().all().stream().map(Source::id).toList());
  }

  /** Fetches a feed, and says how it is afterwards. */
  private static PartnerFeed fetched(PartnerFeed feed) {
    SyndicationModule syndication = review.review.syndication();
    Await.until(() -> !syndication.poll().isUnderWay(feed));
    syndication.poll().begin(syndication.fetch().feeds().byId(feed.id()).orElseThrow());
    Await.until(() -> !syndication.poll().isUnderWay(feed));
    return syndication.fetch().feeds().byId(feed.id()).orElseThrow();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("hostile")
  void eachHasItsReason(String path, String what, Kind kind, String detail) {
    Optional<Trouble> trouble = FEEDS.get(address(path).toString()).state().trouble();
    assertThat(trouble).as(what).map(Trouble::kind).contains(kind);
    assertThat(trouble.orElseThrow().detail()).contains(detail);
  }

  @Test
  void noneStopsTheOthers() {
    PartnerFeed good = FEEDS.get(address("/good").toString());
    assertThat(good.state().trouble()).isEmpty();
    assertThat(good.state().taken()).isEqualTo(1);
    assertThat(review.get("/").body()).contains("Good news");
  }

  @Test
  void whoDripsOrIsSilentIsGivenUpInTime() {
    try (TestReview hasty =
        TestReview.start(Map.of("allow-private", far.addresses(), "poll-patience", "1"))) {
      SLOWLY.forEach(address -> add(hasty, address));
      PartnerFeeds slowly = hasty.review.syndication().fetch().feeds();
      Await.until(() -> slowly.all().stream().allMatch(feed -> feed.state().fetched().isPresent()));
      assertThat(slowly.all())
          .extracting(feed -> feed.state().trouble().orElseThrow())
          .containsOnly(new Trouble(Kind.SLOW, "no whole answer within 1 seconds"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ar", "fr", "es"})
  void theDeskListsEachWithAReasonInItsLanguage(String language) {
    review.language(language);
    String list = editor.get("/desk/sources").body();
    for (Kind kind : TROUBLES.values()) {
      assertThat(list).contains(escaped(Trouble.of(kind).said(Texts.in(Locale.of(language)))));
    }
    long large = FEEDS.get(address("/large").toString()).source().value();
    assertThat(editor.get("/desk/sources/" + large).body())
        .contains(escaped(Trouble.of(Kind.LARGE).advice(Texts.in(Locale.of(language)))));
    review.language("en");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  @Test
  void aMoveForGoodIsLearned() {
    PartnerFeed feed = fetched(add(far.at(SEVERAL, "/moved")));
    assertThat(feed.address()).isEqualTo(far.at(SEVERAL, "/good/moved"));
    assertThat(feed.healthy()).isTrue();
  }

  @Test
  void whatIsGoneIsNotAskedAgain() {
    assertThat(FEEDS.get(address("/410").toString()).state().gone()).isTrue();
    assertThat(review.review.syndication().fetch().feeds().all())
        .extracting(PartnerFeed::address)
        .isNotEmpty()
        .doesNotContain(address("/410"));
  }

  @Test
  void whatRobotsForbidIsNeverAsked() {
    assertThat(far.asked("/forbidden/feed")).isZero();
  }

  @Test
  void aServerThatIsBusyIsLeftAloneAsLongAsItSays() {
    assertThat(FEEDS.get(address("/503").toString()).state().due())
        .isEqualTo(TestReview.NOON.plus(Duration.ofHours(2)));
    PartnerFeed first = fetched(add(far.at(BUSY, "/429")));
    assertThat(first.state().due()).isEqualTo(TestReview.NOON.plus(Duration.ofHours(3)));
    PartnerFeed second = fetched(add(far.at(BUSY, "/good/busy")));
    assertThat(second.state().trouble()).map(Trouble::kind).contains(Kind.BUSY);
    assertThat(far.asked("/good/busy")).isZero();
  }

  @Test
  void nobodyIsLeftAloneForEver() {
    PartnerFeed feed = fetched(add(far.at(MOODY, "/429-for-ever")));
    assertThat(feed.state().due()).isEqualTo(TestReview.NOON.plus(Rhythms.LONGEST));
  }

  @Test
  void requestsToOneHostTakeTurns() {
    List<PartnerFeed> several =
        IntStream.range(0, 12).mapToObj(i -> add(far.at(TURNS, "/turn/" + i))).toList();
    several.forEach(review.review.syndication().poll()::begin);
    Await.until(() -> several.stream().allMatch(this::isTakenInTurn));
    assertThat(far.mostTogether()).isEqualTo(1);
  }

  /** Asks again for one that waited for its turn in vain, as happens on a busy machine. */
  private boolean isTakenInTurn(PartnerFeed feed) {
    PartnerFeed now = review.review.syndication().fetch().feeds().byId(feed.id()).orElseThrow();
    if (now.state().trouble().filter(why -> why.kind() == Kind.CROWDED).isPresent()) {
      review.review.syndication().poll().begin(now);
    }
    return now.state().taken() == 1;
  }

  /** By somebody who had looked at it before it was fetched. */
  @Test
  void whatIsAskedForAgainKeepsWhatItBrought() {
    PartnerFeed before = add(far.at(SEVERAL, "/good/again"));
    int taken = fetched(before).state().taken();
    assertThat(taken).isPositive();
    review.review.syndication().poll().begin(before);
    Await.until(() -> !review.review.syndication().poll().isUnderWay(before));
    PartnerFeed after = review.review.syndication().fetch().feeds().byId(before.id()).orElseThrow();
    assertThat(after.state().taken()).isEqualTo(taken);
  }

  @Test
  void whatHasANewNameEachTimeIsTakenOnceAndTold() {
    PartnerFeed feed = add(far.at(SEVERAL, "/renaming"));
    assertThat(fetched(feed).state().taken()).isEqualTo(2);
    PartnerFeed again = fetched(feed);
    assertThat(again.state().taken()).isEqualTo(2);
    assertThat(again.state().trouble().orElseThrow().detail()).contains("a new id");
    assertThat(headlines("Agency " + feed.address())).containsExactlyInAnyOrder("One", "Two");
  }

  @Test
  void headlinesHaveNoMarkup() {
    PartnerFeed feed = fetched(add(far.at(SEVERAL, "/markup")));
    assertThat(headlines("Agency " + feed.address()))
        .containsOnly("Bold & sloped", "List<String> is no markup");
    assertThat(review.get("/").body()).doesNotContain("<script>alert", "<b>Bold");
  }

  private static List<String> headlines(String source) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select story.headline from story join source on source.id = story.source_id where source.name = :name")
                    .bind("name", source)
                    .mapTo(String.class)
                    .list());
  }
}
