package courant.edition;

import courant.follow.FollowIndex;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.Stance;
import courant.platform.crypto.Token;
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
import courant.topic.TopicId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How fast personal pages are selected and served, and audiences found: readers with 20 follows
 * each, over 20,000 topics of which few are followed by many, and 50,000 stories on six topics
 * each.
 */
public final class FollowBench {
  private static final int TOPICS = 20_000;
  private static final int STORIES = 50_000;
  private static final int FOLLOWS = 20;
  private static final int ROUNDS = 3_000;
  private static final int SIGNED_IN = 20_000;

  private final int readers;
  private final Random random = new Random(7);

  private FollowBench(int readers) {
    this.readers = readers;
  }

  /**
   * {@code index READERS FOLDER}: the follow index alone; {@code pages READERS FOLDER [SECONDS]}: a
   * whole review on a real database, and so many seconds of its pages over HTTP.
   */
  public static void main(String[] arguments) throws Exception {
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

  /** Few things are followed by many: the n-th in proportion to 1/n, about. */
  private int topic() {
    return 1 + (int) Math.min(TOPICS - 1, Math.pow(TOPICS, random.nextDouble()));
  }

  private static Interest about(int topic) {
    return new Interest.Listed(new Listing.About(new TopicId(topic)));
  }

  private void pages(Path folder, int seconds) throws IOException, InterruptedException {
    try (Database database = Database.open("sqlite:", folder.resolve("courant.db"))) {
      fill(database);
    }
    try (TestReview review = TestReview.open(folder, "sqlite:")) {
      Follows follows = review.review.follows();
      long began = System.nanoTime();
      follows.followersOf(about(1));
      System.out.printf(
          "%,d readers: all follows in memory after %.1f s%n",
          readers, (System.nanoTime() - began) / 1e9);
      while (!review.isIndexed()) {
        Thread.sleep(100);
      }
      select(review.editions());
      follow(follows);
      publish(review);
      if (seconds > 0) {
        serve(review, seconds);
      }
    }
  }

  private void select(Editions editions) {
    report(
        "a page of 30 selected and loaded",
        time(
            _ -> {
              Audience audience = new Audience.OfReader(anyone());
              if (editions.select(audience, new Window(1, 30)).entries().size() < 30) {
                throw new AssertionError("a page too short");
              }
            }),
        5);
  }

  private ReaderId anyone() {
    return new ReaderId(1 + random.nextInt(readers));
  }

  private void follow(Follows follows) {
    List<ReaderId> some = IntStream.range(0, ROUNDS).mapToObj(_ -> anyone()).toList();
    List<Integer> topics = IntStream.range(0, ROUNDS).mapToObj(_ -> topic()).toList();
    together("a topic followed", i -> follow(follows, some.get(i), about(topics.get(i))));
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
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    List<Thread> readersAtOnce =
        IntStream.range(0, 64)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int i = next.getAndIncrement(); i < ROUNDS; ) {
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
    double each = (System.nanoTime() - began) / 1e6 / ROUNDS;
    System.out.printf(
        "%,d readers: %s, durable and in force, 64 at once: %.3f ms each%n", readers, what, each);
    Figure.atMost("follow", what + ", durable, amortised", each, " ms", 1);
  }

  /** From the editor's click until every follower's page has it; one of them is asked. */
  private void publish(TestReview review) {
    Editions editions = review.editions();
    Follows follows = review.review.follows();
    long[] nanos = new long[50];
    for (int i = -20; i < nanos.length; i++) {
      String headline = "Published " + i;
      ReaderId reader = anyone();
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

  /** Over HTTP, from sessions of readers at random; wrk does the asking, on the same processors. */
  private void serve(TestReview review, int seconds) throws IOException, InterruptedException {
    Path script = Files.createTempFile("courant", ".lua");
    Files.writeString(
        script,
        """
        math.randomseed(os.time())
        request = function()
          return wrk.format("GET", "/my", {["Cookie"] = "reader=bench-" .. math.random(%d),
            ["User-Agent"] = "Mozilla/5.0"})
        end
        """
            .formatted(Math.min(readers, SIGNED_IN)));
    for (int run = 0; run < 3; run++) {
      Duration before = processor();
      Process wrk =
          new ProcessBuilder(
                  "wrk",
                  "-t1",
                  "-c32",
                  "-d" + seconds + "s",
                  "--latency",
                  "-s",
                  script.toString(),
                  review.at("").toString())
              .start();
      String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Duration spent = processor().minus(before);
      if (run == 2) {
        told(said, spent);
      }
    }
    Files.delete(script);
  }

  private static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private void told(String said, Duration spent) {
    double rate = number(said, "Requests/sec:\\s+([0-9.]+)");
    double pages = number(said, "([0-9]+) requests in");
    Matcher slow = Pattern.compile("99%\\s+(\\S+)").matcher(said);
    System.out.printf(
        "%,d readers: /my over HTTP, wrk with 32 connections beside it: %,.0f/s, 99 %% within %s, %.0f µs CPU a page%s%n",
        readers,
        rate,
        slow.find() ? slow.group(1) : "?",
        spent.toNanos() / 1e3 / pages,
        said.contains("Non-2xx") ? ", SOME FAILED" : "");
    Figure.atLeast("follow", "/my over HTTP, %,d readers".formatted(readers), rate, "/s", 5_000);
  }

  private static double number(String said, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(said);
    if (!found.find()) {
      throw new IllegalStateException("wrk said: " + said);
    }
    return Double.parseDouble(found.group(1));
  }

  private void fill(Database database) {
    long there =
        database.read(
            handle -> handle.createQuery("select count(*) from story").mapTo(Long.class).one());
    if (there > 0) {
      return;
    }
    database.change(this::fillTopics);
    for (int from = 1; from <= STORIES; from += 5_000) {
      int first = from;
      database.change(handle -> fillStories(handle, first, first + 5_000));
    }
    for (int from = 1; from <= readers; from += 10_000) {
      int first = from;
      database.change(handle -> fillFollows(handle, first, Math.min(readers + 1, first + 10_000)));
    }
    database.change(this::fillSessions);
  }

  private void fillTopics(Handle handle) {
    PreparedBatch topics =
        handle.prepareBatch(
            "insert into topic (id, slug, kind, name, description, wikidata)"
                + " values (?, ?, 'subject', ?, '', '')");
    PreparedBatch interests =
        handle.prepareBatch(
            "insert into interest (id, kind, target, query) values (?, 'topic', ?, '')");
    for (int i = 1; i <= TOPICS; i++) {
      topics.add(i, "topic-" + i, "Topic " + i);
      interests.add(i, i);
    }
    topics.execute();
    interests.execute();
    handle.execute(
        "insert into section (id, slug, name, description, position) values (1, 'world', 'World', '', 0)");
  }

  private void fillStories(Handle handle, int from, int to) {
    PreparedBatch stories =
        handle.prepareBatch(
            """
            insert into story (id, slug, state, path, headline, standfirst, body, dateline, section_id,
              language, published, updated, changed, revision)
            values (?, ?, 'published', ?, 'A headline of some length', 'A standfirst that says more.',
              ?, '', 1, 'en', ?, ?, ?, 1)
            """);
    PreparedBatch topics =
        handle.prepareBatch(
            "insert into story_topic (story_id, topic_id, position, published) values (?, ?, ?, ?)"
                + " on conflict do nothing");
    String body = "<p>" + "Some words of a story. ".repeat(150) + "</p>";
    for (int i = from; i < to; i++) {
      stories.add(i, "story-" + i, "/2026/01/story-" + i, body, i * 60_000L, i * 60_000L, 0L);
      for (int place = 0; place < 6; place++) {
        topics.add(i, topic(), place, i * 60_000L);
      }
    }
    stories.execute();
    topics.execute();
  }

  private void fillFollows(Handle handle, int from, int to) {
    PreparedBatch all =
        handle.prepareBatch(
            "insert into reader (id, since) values (?, " + TestReview.NOON.toEpochMilli() + ")");
    PreparedBatch follows =
        handle.prepareBatch(
            "insert into follow (reader_id, interest_id, mute) values (?, ?, 0) on conflict do nothing");
    for (int reader = from; reader < to; reader++) {
      all.add(reader);
      for (int i = 0; i < FOLLOWS; i++) {
        follows.add(reader, topic());
      }
    }
    all.execute();
    follows.execute();
  }

  /** Signed in: {@code reader=bench-N} is the cookie of the N-th. */
  private void fillSessions(Handle handle) {
    PreparedBatch sessions =
        handle.prepareBatch(
            "insert into reader_session (id, token_hash, reader_id, began, seen, agent)"
                + " values (?, ?, ?, ?, ?, '')");
    long noon = TestReview.NOON.toEpochMilli();
    for (int i = 1; i <= Math.min(readers, SIGNED_IN); i++) {
      sessions.add(i, new Token("bench-" + i).hash(), 1 + random.nextInt(readers), noon, noon);
    }
    sessions.execute();
  }

  private void index(Path folder) {
    try (Database database = Database.open("sqlite:", folder.resolve("courant.db"))) {
      fill(database);
      index(database);
    }
  }

  private void index(Database database) {
    FollowIndex index = new FollowIndex(_ -> 1);
    long before = heap();
    long began = System.nanoTime();
    for (int reader = 1; reader <= readers; reader++) {
      for (int i = 0; i < FOLLOWS; i++) {
        index.set(new ReaderId(reader), about(topic()), Optional.of(Stance.FOLLOW));
      }
    }
    long each = (System.nanoTime() - began) / readers / FOLLOWS;
    index.compact();
    double bytes = (double) (heap() - before) / readers / FOLLOWS;
    System.out.printf(
        "%,d readers x %d follows: %.2f bytes a follow, %,d ns to add one to the index%n",
        readers, FOLLOWS, bytes, each);
    Figure.grown("follow", "bytes a follow, by readers", readers, bytes, "");
    List<Story> stories =
        new Stories(database, new Facts(database, InstantSource.system()))
            .published(new Listing.Everything(), 0, ROUNDS);
    List<StoryTerms> terms =
        stories.stream().map(story -> StoryTerms.of(story, ZoneOffset.UTC)).toList();
    report(
        "all readers to be told of a story",
        time(i -> index.audienceOf(stories.get(i), terms.get(i))),
        100);
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Nanoseconds of each of many rounds, after a warm-up. */
  private static long[] time(IntConsumer work) {
    long[] nanos = new long[ROUNDS];
    for (int round = -1_000; round < ROUNDS; round++) {
      long began = System.nanoTime();
      work.accept(Math.floorMod(round, ROUNDS));
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
