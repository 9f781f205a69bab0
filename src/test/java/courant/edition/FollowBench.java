package courant.edition;

import courant.follow.FollowIndex;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.Share;
import courant.follow.Stance;
import courant.platform.config.Logging;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.reader.ReaderId;
import courant.search.SearchQuery;
import courant.search.StoryTerms;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.support.Figure;
import courant.support.TestReview;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** How fast personal pages are selected and served, and audiences found, with many readers. */
public final class FollowBench {
  private static final int WARM = 1_000;
  private static final int ROUNDS = 3_000;
  private static final int TABLE_WARM = 20;
  private static final int TABLE_ROUNDS = 200;

  private final ManyReaders people;
  private final int readers;

  private FollowBench(int readers) {
    this.people = new ManyReaders(readers);
    this.readers = readers;
  }

  /**
   * {@code index READERS FOLDER}: the follow index alone; {@code pages READERS FOLDER [SECONDS]}: a
   * whole review on a real database, and so many seconds of its pages over HTTP.
   */
  public static void main(String[] arguments) throws Exception {
    Logging.configure();
    FollowBench bench = new FollowBench(Integer.parseInt(arguments[1]));
    Path folder = Path.of(arguments[2]);
    switch (arguments[0]) {
      case "index" -> bench.index(folder);
      case "pages" ->
          bench.pages(folder, arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  private void pages(Path folder, int seconds) throws IOException, InterruptedException {
    try (Database database = Database.open("sqlite:", folder.resolve("courant.db"))) {
      people.fill(database);
    }
    try (TestReview review = TestReview.open(folder, "sqlite:")) {
      Follows follows = review.review.follows();
      long began = System.nanoTime();
      follows.followersOf(ManyReaders.about(1));
      System.out.printf(
          "%,d readers: all follows in memory after %.1f s%n",
          readers, (System.nanoTime() - began) / 1e9);
      while (!review.isIndexed()) {
        Thread.sleep(100);
      }
      select(review.editions());
      follow(follows);
      publish(review);
      for (int megabytes : new int[] {0, 16}) {
        readFromTable(review, megabytes);
      }
      if (seconds > 0) {
        new MyOverHttp(review, people).run(seconds);
      }
    }
  }

  private void select(Editions editions) {
    report(
        "a page of 30 selected and loaded",
        time(
            _ -> {
              Audience audience = new Audience.OfReader(people.anyone());
              if (editions.select(audience, new Window(1, 30)).entries().size() < 30) {
                throw new AssertionError("a page too short");
              }
            }),
        5);
  }

  private void follow(Follows follows) {
    int all = WARM + ROUNDS;
    List<ReaderId> some = IntStream.range(0, all).mapToObj(_ -> people.anyone()).toList();
    List<Interest.Listed> topics =
        IntStream.range(0, all).mapToObj(_ -> people.anyTopic()).toList();
    together("a topic followed", i -> follow(follows, some.get(i), topics.get(i)));
    together(
        "a search followed",
        i ->
            follow(
                follows,
                some.get(i),
                new Interest.Matching(SearchQuery.lenient("oil harbour " + i + " -football"))));
  }

  private static void follow(Follows follows, ReaderId reader, Interest interest) {
    follows.set(reader, interest, Optional.of(Stance.FOLLOW));
  }

  /** By 64 at once, as readers come: each waits until its own is durable and in force. */
  private void together(String what, IntConsumer work) {
    together(0, WARM, work);
    Duration before = MyOverHttp.processor();
    long began = System.nanoTime();
    together(WARM, WARM + ROUNDS, work);
    double each = (System.nanoTime() - began) / 1e6 / ROUNDS;
    double processor = MyOverHttp.processor().minus(before).toNanos() / 1e6 / ROUNDS;
    System.out.printf(
        "%,d readers: %s, durable and in force, 64 at once: %.3f ms each, %.3f of processor%n",
        readers, what, each, processor);
    Figure.atMost("follow", what + ", durable, amortised", each, " ms", 1);
  }

  private static void together(int from, int to, IntConsumer work) {
    AtomicInteger next = new AtomicInteger(from);
    List<Thread> readersAtOnce =
        IntStream.range(0, 64)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int i = next.getAndIncrement(); i < to; ) {
                                work.accept(i);
                                i = next.getAndIncrement();
                              }
                            }))
            .toList();
    for (Thread reader : readersAtOnce) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** From the editor's click until every follower's page has it; one of them is asked. */
  private void publish(TestReview review) {
    Editions editions = review.editions();
    Follows follows = review.review.follows();
    long[] nanos = new long[50];
    for (int i = -20; i < nanos.length; i++) {
      String headline = "Published " + i;
      ReaderId reader = people.anyone();
      long topic =
          follows.of(reader).follows().stream()
              .filter(Interest.Listed.class::isInstance)
              .findFirst()
              .orElseThrow()
              .target();
      review.clock.advance(Duration.ofMinutes(1));
      long began = System.nanoTime();
      review.story(headline).topic("Topic " + topic).publish();
      Edition page = editions.select(new Audience.OfReader(reader), new Window(1, 30));
      if (!page.entries().getFirst().story().headline().equals(headline)) {
        throw new AssertionError("not there");
      }
      if (i >= 0) {
        nanos[i] = System.nanoTime() - began;
      }
    }
    report("published, and on a follower's page", nanos, 100);
  }

  /** Where who follows what is not all in memory. */
  private void readFromTable(TestReview review, int megabytes) {
    long before = heap();
    Follows follows =
        new Follows(
            review.review.database(),
            review.review.facts(),
            _ -> 1,
            Optional.of((long) megabytes << 20));
    follows.load();
    List<Story> stories = review.review.stories().published(new Listing.Everything(), 0, ROUNDS);
    report(
        "all readers to be told of a story, with room for %d MB".formatted(megabytes),
        time(
            TABLE_WARM,
            TABLE_ROUNDS,
            i -> follows.audienceOf(stories.get(i), ZoneOffset.UTC, Share.EVERYBODY)),
        1_000);
    System.out.printf(
        "%,d readers: with room for %d MB, follows take %,d MB of heap%n",
        readers, megabytes, (heap() - before) >> 20);
  }

  private void index(Path folder) {
    try (Database database = Database.open("sqlite:", folder.resolve("courant.db"))) {
      people.fill(database);
      index(database);
    }
  }

  private void index(Database database) {
    FollowIndex index = new FollowIndex(_ -> 1);
    long before = heap();
    long began = System.nanoTime();
    for (int reader = 1; reader <= readers; reader++) {
      for (int i = 0; i < ManyReaders.FOLLOWS; i++) {
        Interest.Listed topic = people.anyTopic();
        index.set(new ReaderId(reader), (int) topic.target(), topic, Optional.of(Stance.FOLLOW));
      }
    }
    long each = (System.nanoTime() - began) / readers / ManyReaders.FOLLOWS;
    index.compact();
    double bytes = (double) (heap() - before) / readers / ManyReaders.FOLLOWS;
    System.out.printf(
        "%,d readers x %d follows: %.2f bytes a follow, %,d ns to add one to the index%n",
        readers, ManyReaders.FOLLOWS, bytes, each);
    Figure.grown("follow", "bytes a follow, by readers", readers, bytes, "");
    List<Story> stories =
        new Stories(database, new Facts(database, InstantSource.system()))
            .published(new Listing.Everything(), 0, ROUNDS);
    List<StoryTerms> terms =
        stories.stream().map(story -> StoryTerms.of(story, ZoneOffset.UTC)).toList();
    report(
        "all readers to be told of a story",
        time(i -> index.audienceOf(stories.get(i), terms.get(i), Share.EVERYBODY)),
        100);
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long[] time(IntConsumer work) {
    return time(WARM, ROUNDS, work);
  }

  /** Nanoseconds of each of many rounds, after a warm-up. */
  private static long[] time(int warm, int rounds, IntConsumer work) {
    long[] nanos = new long[rounds];
    for (int round = -warm; round < rounds; round++) {
      long began = System.nanoTime();
      work.accept(Math.floorMod(round, rounds));
      if (round >= 0) {
        nanos[round] = System.nanoTime() - began;
      }
    }
    return nanos;
  }

  private void report(String what, long[] nanos, double wanted) {
    Arrays.sort(nanos);
    double median = nanos[nanos.length / 2] / 1e6;
    double slow = nanos[nanos.length * 99 / 100] / 1e6;
    System.out.printf("%,d readers: %s: p50 %.3f ms, p99 %.3f ms%n", readers, what, median, slow);
    Figure.atMost("follow", what + ", p99", slow, " ms", wanted);
    Figure.grown("follow", what + ", p50, by readers", readers, median, " ms");
  }
}
