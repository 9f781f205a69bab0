package courant.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.Holdings;
import courant.platform.job.Facts;
import courant.story.likeness.Sketch;
import courant.support.BothDatabases;
import courant.support.TestReview;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions are found whoever wrote them: this server, another, or an import beside it. */
@BothDatabases
class VersionsOfNodesTest {
  /** One of those that write to the same database. */
  private record Node(Facts facts, WriteStory writeStory, Versions versions) {
    Story save(Story story) {
      return save(story, saved -> saved);
    }

    Story save(Story story, UnaryOperator<Story> then) {
      return facts.write(telling -> then.apply(writeStory.save(telling, story, ZoneOffset.UTC)));
    }

    List<StoryId> besides(Story story) {
      facts.hearOthers();
      return versions.besides(story.id()).stream().map(Version::story).toList();
    }
  }

  private TestReview review;
  private Holdings beside;
  private Node one;
  private Node two;
  private int number;

  @BeforeEach
  void start() {
    review = TestReview.start();
    one = new Node(review.review.facts(), review.review.writeStory(), review.review.versions());
    open();
  }

  private void open() {
    beside = review.beside(review.clock);
    two = new Node(beside.facts(), beside.writeStory(), beside.versions());
  }

  @AfterEach
  void stop() {
    beside.close();
    review.close();
  }

  /** The same for the same number, and nothing like it for another. */
  private static String copy(int seed) {
    return new Random(seed)
        .ints(120, 0, 2_000)
        .mapToObj(word -> "w" + word)
        .collect(Collectors.joining(" "));
  }

  private Story story(String source, String text) {
    return review
        .story("Story " + ++number)
        .source(source, "")
        .body("<p>" + text + "</p>")
        .in(new StoryState.Published("", TestReview.NOON, TestReview.NOON));
  }

  private Story story(String source, int copy) {
    return story(source, copy(copy));
  }

  @Test
  void whatAnotherWroteIsFound() {
    Story old = one.save(story("Alpha", 1));
    two.save(story("Alpha", 2));
    for (int copy = 3; copy < 10; copy++) {
      Story first = (copy % 2 == 0 ? one : two).save(story("Alpha", copy));
      Story second = (copy % 3 == 0 ? one : two).save(story("Beta", copy));
      assertThat(two.besides(second)).containsExactly(first.id());
    }
    beside.close();
    open();
    assertThat(two.besides(two.save(story("Beta", 1)))).containsExactly(old.id());
  }

  @Test
  void ofTwoThatComeAtOnceTheSecondIsAVersion() {
    Phaser together = new Phaser(2);
    for (int copy = 0; copy < 20; copy++) {
      Story alpha = story("Alpha", copy);
      Story beta = story("Beta", copy);
      CompletableFuture<?> other = CompletableFuture.runAsync(() -> save(one, alpha, together));
      save(two, beta, together);
      other.join();
      assertThat(one.besides(alpha)).containsExactly(beta.id());
    }
  }

  private static void save(Node node, Story story, Phaser together) {
    together.arriveAndAwaitAdvance();
    node.save(story);
  }

  @Test
  void manyThatAreWrittenTogetherFindEachOther() {
    List<Story> stories =
        IntStream.range(0, 40).mapToObj(i -> story(i % 2 == 0 ? "Alpha" : "Beta", i / 2)).toList();
    stories.stream()
        .map(story -> CompletableFuture.runAsync(() -> one.save(story)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(stories).allSatisfy(story -> assertThat(one.besides(story)).hasSize(1));
  }

  @Test
  void whatWasNotCommittedIsNoVersionAndHidesNone() {
    one.save(story("Alpha", 1));
    Story failed = story("Beta", 2);
    assertThatThrownBy(() -> one.save(failed, VersionsOfNodesTest::fail)).hasMessage("on purpose");
    assertThat(one.besides(one.save(story("Alpha", 2)))).isEmpty();

    Story meanwhile = two.save(story("Gamma", 3));
    assertThat(one.besides(one.save(story("Delta", 3)))).containsExactly(meanwhile.id());

    Story other = one.save(failed.saying(failed.headline(), "<p>" + copy(4) + "</p>"));
    assertThat(two.besides(two.save(story("Alpha", 4)))).containsExactly(other.id());
    assertThat(one.besides(other)).hasSize(1);
  }

  private static Story fail(Story story) {
    throw new IllegalStateException("on purpose");
  }

  @Test
  void aTextThatWasWrittenAnewIsNoVersionOfWhatItWas() {
    Story story = one.save(story("Alpha", 1));
    Story now = story.saying(story.headline(), "<p>" + copy(2) + "</p>");
    assertThatThrownBy(() -> one.save(now, VersionsOfNodesTest::fail)).hasMessage("on purpose");
    assertThat(one.besides(one.save(story("Beta", 2)))).isEmpty();
    one.save(now);
    assertThat(one.besides(one.save(story("Gamma", 1)))).isEmpty();
    assertThat(two.besides(two.save(story("Delta", 2)))).hasSize(2);
  }

  @Test
  void whatAnEarlierVersionOfTheServerWroteIsFoundAndItsMarksGoInTime() {
    Story old = one.save(story("Alpha", 1));
    two.facts().write(telling -> writeAsBefore(telling.handle()));
    beside.close();
    open();
    assertThat(two.besides(two.save(story("Beta", 1)))).containsExactly(old.id());
    assertThat(marks()).isEqualTo(Sketch.of(copy(1)).marks().length);
    review.clock.advance(Duration.ofDays(5));
    two.save(
        story("Alpha", 2)
            .in(new StoryState.Published("", review.clock.instant(), review.clock.instant())));
    assertThat(marks()).isZero();
  }

  private static boolean writeAsBefore(Handle handle) {
    Map<Long, byte[]> rows = new HashMap<>();
    handle
        .createQuery("select story_id, marks from story_sketch")
        .map((row, _) -> rows.put(row.getLong(1), row.getBytes(2)))
        .list();
    rows.forEach(
        (story, bytes) -> {
          LongBuffer marks = ByteBuffer.wrap(bytes).asLongBuffer();
          while (marks.hasRemaining()) {
            handle.execute("insert into story_mark values (?, ?)", marks.get(), story);
          }
        });
    return handle.execute("update story_sketch set place = 0") > 0;
  }

  private int marks() {
    return review
        .review
        .database()
        .read(
            handle -> handle.createQuery("select count(*) from story_mark").mapTo(int.class).one());
  }

  @Test
  void whatSharesSomeWordsIsNear() {
    Story alpha = one.save(story("Alpha", 1));
    Story beta = one.save(story("Beta", copy(2) + " " + copy(3) + " " + copy(1).substring(0, 120)));
    assertThat(one.besides(beta)).isEmpty();
    assertThat(two.versions().near(beta.id(), 5)).containsExactly(alpha.id());
    assertThat(one.versions().near(alpha.id(), 5)).containsExactly(beta.id());
  }
}
