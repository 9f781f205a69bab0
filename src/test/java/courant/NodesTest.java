package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Issue;
import courant.figure.FigureKind;
import courant.follow.Share;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import courant.reply.ReplyId;
import courant.reply.ReplyScore;
import courant.reply.ReplyState;
import courant.reply.Typed;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.SmtpSink;
import courant.support.TestDatabase;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** Two servers on one PostgreSQL, behind any load balancer. */
class NodesTest {
  private SmtpSink sink;
  private TestReview one;
  private TestReview two;
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void start() {
    sink = SmtpSink.start();
    settings.put("database", TestDatabase.migratedPostgres());
    settings.put("smtp", "smtp://localhost:" + sink.port());
    settings.put("url", "http://review.example");
    one = TestReview.start(settings);
    settings.put("key-file", one.folder.resolve("courant.key").toString());
    two = TestReview.start(settings);
  }

  @AfterEach
  void stop() throws IOException {
    two.close();
    one.close();
    sink.close();
  }

  @Test
  void whatOnePublishesTheOtherShowsAndFinds() {
    assertThat(two.get("/").body()).doesNotContain("Harbour opens");
    assertThat(two.get("/feed").body()).doesNotContain("Harbour opens");
    one.story("Harbour opens").publish();
    Await.until(() -> two.get("/").body().contains("Harbour opens"));
    Await.until(() -> two.get("/feed").body().contains("Harbour opens"));
    Await.until(() -> two.get("/search?q=harbour").body().contains("<mark>"));
  }

  @Test
  void whoFollowsOnOneIsKnownToTheOther() {
    Story story = one.story("Harbour opens").topic("Libya").publish();
    Visitor reader = new Visitor(one);
    reader.post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow");
    Await.until(() -> audience(two, story).contains(1));
    reader.post("/my/follow", "kind", "topic", "key", "libya", "stance", "");
    Await.until(() -> audience(two, story).isEmpty());
    reader.post("/my/follow", "kind", "search", "key", "harbour", "stance", "follow");
    Await.until(() -> audience(two, story).contains(1));
    reader.post("/my/follow", "kind", "topic", "key", "libya", "stance", "mute");
    Await.until(() -> audience(two, story).isEmpty());
    reader.post("/my/follow", "kind", "topic", "key", "libya", "stance", "");
    Await.until(() -> audience(two, story).contains(1));
    reader.post("/my/follow", "kind", "search", "key", "harbour", "stance", "");
    Await.until(() -> audience(two, story).isEmpty());
  }

  /** Each node reads all facts, and none may count what another has counted. */
  @Test
  void whatOnePublishesIsCountedOnce() {
    Story first = one.story("Harbour opens").publish();
    Await.until(() -> published(one, first) > 0);
    Story last = two.story("Harbour closes").publish();
    Await.until(() -> published(two, last) > 0);
    assertThat(published(one, first)).isEqualTo(1);
  }

  private static long published(TestReview node, Story story) {
    return node.review
        .figures()
        .figures()
        .ever(story.id().value())
        .getOrDefault(FigureKind.PUBLISH, 0L);
  }

  private static RoaringBitmap audience(TestReview node, Story story) {
    return node.review.follows().audienceOf(story, ZoneOffset.UTC, Share.EVERYBODY);
  }

  @Test
  void whatOneTellsTheOtherHearsAtOnce() throws InterruptedException {
    Semaphore calls = new Semaphore(0);
    try (Database another = Database.open(settings.get("database"), one.folder)) {
      another.whenCalled(calls::release);
      // It looks once as soon as it listens.
      assertThat(calls.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      one.story("Harbour opens").publish();
      assertThat(calls.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStoryComesOutOnceAtItsHour() {
    one.save(
        one.story("At its hour")
            .in(new StoryState.Scheduled(TestReview.NOON.plus(Duration.ofHours(1)))));
    long told = one.review.facts().newest();
    two.clock.advance(Duration.ofHours(2));
    one.clock.advance(Duration.ofHours(2));
    Await.until(() -> one.get("/").body().contains("At its hour"));
    Await.until(() -> two.get("/").body().contains("At its hour"));
    one.review.publishDue().run();
    two.review.publishDue().run();
    assertThat(one.review.facts().newest()).isEqualTo(told + 1);
  }

  @Test
  void eachLetterLeavesOnce() {
    Set<String> wanted = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      String address = "reader" + i + "@example.org";
      wanted.add(address);
      new Visitor(i % 2 == 0 ? one : two).post("/my/sign-in", "email", address);
    }
    Await.until(() -> one.review.outbox().newest(20).isEmpty());
    assertThat(sink.mails()).hasSize(12);
    assertThat(sink.mails().stream().map(SmtpSink.Mail::to).collect(Collectors.toSet()))
        .isEqualTo(wanted);
  }

  @Test
  void whoFollowsAtANodeIsToldByTheOthers() {
    one.story("Harbour built").topic("Ports").publish();
    Visitor ann;
    try (TestReview three = TestReview.start(settings)) {
      ann = follower(three, "ann@example.org");
      follower(three, "bob@example.org");
    }
    one.story("Harbour opens").topic("Ports").publish();
    Await.until(() -> told("Harbour opens").equals(List.of("ann@example.org", "bob@example.org")));
    try (TestReview three = TestReview.start(settings)) {
      ann.at(three).post("/my/follow", "kind", "topic", "key", "ports", "stance", "none");
    }
    two.story("Harbour closes").topic("Ports").publish();
    Await.until(() -> told("Harbour closes").contains("bob@example.org"));
    Await.until(() -> one.review.mail().issues().newest(1).getFirst().state() == Issue.State.DONE);
    assertThat(told("Harbour closes")).containsExactly("bob@example.org");
  }

  /** As if one server alone had decided everything. */
  @Test
  void whatOneLearnsAboutRepliesTheOtherKnowsAndBuildsOn() {
    List<String> texts =
        List.of(
            "Glimmering zephyrs of the quay",
            "Glimmering zephyrs for everybody",
            "The glimmering quay of zephyrs");
    try (TestReview alone = TestReview.start()) {
      List<ReplyId> there = replies(alone, texts);
      List<ReplyId> here = replies(one, texts);
      for (int i = 0; i < texts.size(); i++) {
        decide(alone, there.get(i));
        decide(i % 2 == 0 ? one : two, here.get(i));
      }
      double learned = score(alone);
      assertThat(learned).isNotEqualTo(new ReplyScore().score(GLIMMERING).score());
      Await.until(() -> score(one) == learned);
      Await.until(() -> score(two) == learned);
    }
  }

  private static final String GLIMMERING = "Glimmering zephyrs of the quay";

  private static double score(TestReview node) {
    return node.review.replies().score().score(GLIMMERING).score();
  }

  private static void decide(TestReview node, ReplyId reply) {
    node.review.replies().moderate().decide(List.of(reply), ReplyState.SPAM, "Desk", "");
  }

  private static List<ReplyId> replies(TestReview node, List<String> texts) {
    Story story = node.story("Harbour opens").publish();
    return node.review
        .facts()
        .write(
            telling ->
                texts.stream()
                    .map(
                        text ->
                            node.review
                                .replies()
                                .post()
                                .take(
                                    telling,
                                    story.id(),
                                    Optional.empty(),
                                    Typed.of("Ada", "", "", text, ""),
                                    text,
                                    TestReview.NOON,
                                    false))
                    .toList());
  }

  private Visitor follower(TestReview node, String address) {
    Visitor visitor = new Visitor(node);
    visitor.post("/subscribe", "email", address, "list", "/my", "pace", "once");
    Await.until(() -> sink.mails().stream().anyMatch(mail -> mail.to().equals(address)));
    String link =
        sink.mails()
            .getLast()
            .text()
            .replace("=\r\n", "")
            .replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1");
    visitor.post("/subscribe/confirm", "token", link);
    visitor.post("/my/follow", "kind", "topic", "key", "ports", "stance", "follow");
    return visitor;
  }

  /** Who got a newsletter that tells a story, in the order of the alphabet. */
  private List<String> told(String headline) {
    return sink.mails().stream()
        .filter(mail -> mail.text().contains("Subject: " + headline))
        .map(SmtpSink.Mail::to)
        .sorted()
        .toList();
  }

  @Test
  void addressesSealedByOneAreOpenedByTheOther() {
    new Visitor(one).post("/my/sign-in", "email", "someone@example.org");
    Await.until(() -> sink.mails().size() == 1);
    String token =
        sink.mails()
            .getFirst()
            .text()
            .replace("=\r\n", "")
            .replaceAll("(?s).*/my/sign-in/([\\w-]+).*", "$1");
    assertThat(new Visitor(two).post("/my/sign-in/link", "token", token).statusCode())
        .isEqualTo(303);
    assertThat(two.review.readers().address(new ReaderId(1)).orElseThrow().value())
        .isEqualTo("someone@example.org");
  }
}
