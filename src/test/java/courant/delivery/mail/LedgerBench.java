package courant.delivery.mail;

import com.sun.management.OperatingSystemMXBean;
import courant.Holdings;
import courant.Review;
import courant.delivery.Issue;
import courant.delivery.Progress;
import courant.platform.config.Logging;
import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.platform.web.Slug;
import courant.reader.ManyReaders;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.support.Figure;
import courant.support.OpensslSpeed;
import courant.support.SettableClock;
import courant.support.SmtpSink;
import courant.support.TestReview;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Figures for a whole review with its ledger: planning the personal daily editions of many readers
 * (who gets which stories, written down as kept in the outbox), and sending one edition, signed, to
 * many through a relay, each outcome durable before the next message, beside {@code openssl speed
 * rsa2048} in the same run. Started by {@code bench/letters}.
 *
 * <p>Arguments: readers to plan for, messages to send, port of a sink (0 for our own).
 */
public final class LedgerBench {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Until the JVM has compiled what it runs all the time: a server does that once. */
  private static final int WARM_UP = 20_000;

  private static final int TOPICS = 200;
  private static final int STORIES = 60;

  /** Of a message of 20 KB. */
  private static final int SENT_STORIES = 9;

  private static final Instant DUE = Instant.parse("2026-11-24T07:00:10Z");

  private LedgerBench() {}

  public static void main(String[] arguments) throws Exception {
    Logging.configure();
    int readers = Integer.parseInt(arguments[0]);
    int messages = Integer.parseInt(arguments[1]);
    plan(readers);
    LongAdder received = new LongAdder();
    try (SmtpSink own = SmtpSink.start().keeping(_ -> received.increment())) {
      String port = arguments[2].equals("0") ? Integer.toString(own.port()) : arguments[2];
      send(Math.min(messages, WARM_UP), port);
      double before = OpensslSpeed.rsaSignatures(CORES, 3);
      double rate = send(messages, port);
      double limit = (before + OpensslSpeed.rsaSignatures(CORES, 3)) / 2;
      Figure.beside("letters", "sent, outcomes durable", rate, "/s", "openssl rsa2048", limit);
      System.out.printf(
          "%,.0f/s, %.2f of openssl's %,.0f/s on all cores%n", rate, rate / limit, limit);
    }
  }

  private static void plan(int readers) throws IOException {
    run(
        "",
        "planned the personal editions of readers",
        readers,
        (held, _) -> {
          addReaders(held.database(), readers);
          ManyReaders.subscribe(held.database(), "follows", "daily", "5, 7, 'UTC'");
          List<Topic> topics = topics(held);
          held.database().change(handle -> follow(handle, topics));
          publish(held, topics, STORIES);
        });
  }

  /** How many a second. */
  private static double send(int messages, String port) throws IOException {
    return run(
        "smtp://127.0.0.1:" + port,
        "sent messages",
        messages,
        (held, review) -> {
          SigningKeys keys = new SigningKeys(held.database(), held.vault(), held.clock());
          keys.make("review.example");
          keys.activate(true);
          ManyReaders.add(
              held.database(),
              review.readers(),
              messages,
              i -> "reader" + i + "@example" + i % 100 + ".org");
          ManyReaders.subscribe(held.database(), "review", "daily", "5, 7, 'UTC'");
          publish(held, topics(held), SENT_STORIES);
        });
  }

  private static double run(
      String relay, String what, int count, BiConsumer<Holdings, Review> prepare)
      throws IOException {
    Path folder = Files.createTempDirectory("courant-bench");
    Map<String, String> settings = new HashMap<>();
    settings.put("data", folder.toString());
    settings.put("port", "0");
    settings.put("url", "https://review.example");
    settings.put("smtp", relay);
    SettableClock clock = new SettableClock(TestReview.NOON);
    Holdings held = Holdings.open(Settings.of(settings), clock);
    try (Review review = new Review(held)) {
      prepare.accept(held, review);
      held.database()
          .change(
              handle ->
                  handle.execute(
                      "insert into planned (channel, at) values ('mail', ?)",
                      clock.instant().toEpochMilli()));
      review.serve();
      return time(review, clock, what, count);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static double time(Review review, SettableClock clock, String what, int count) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long peak = 0;
    long cpu = cpu();
    long start = System.nanoTime();
    clock.set(DUE);
    while (review.mail().issues().newest(1).stream()
        .noneMatch(issue -> issue.state() == Issue.State.DONE)) {
      peak = Math.max(peak, memory.getHeapMemoryUsage().getUsed());
      LockSupport.parkNanos(20_000_000);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Figure.grown("letters", what, count, count / seconds, "/s");
    Figure.atMost("letters", what + ", heap", peak / 1048576.0, " MB", 256);
    Progress progress =
        review.mail().ledger().progress(review.mail().issues().newest(1).getFirst().id());
    System.out.printf(
        "%s: %,d in %.1f s, %,.0f/s, %.0f µs CPU each, heap at most %d of %d MB; %s%n",
        what,
        count,
        seconds,
        count / seconds,
        (cpu() - cpu) / 1e3 / count,
        peak >> 20,
        memory.getHeapMemoryUsage().getMax() >> 20,
        progress);
    if (progress.done() != count) {
      throw new IllegalStateException("not all of " + count);
    }
    return count / seconds;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Without real addresses, which planning never looks at. */
  private static void addReaders(Database database, int count) {
    database.change(
        handle ->
            handle.execute(
                """
                with recursive number (n) as
                  (select 1 union all select n + 1 from number where n < %d)
                insert into reader (since, confirmed) select 0, 0 from number
                """
                    .formatted(count)));
  }

  private static void follow(Handle handle, List<Topic> topics) {
    for (Topic topic : topics) {
      handle.execute(
          "insert into interest (kind, target, query) values ('topic', ?, '')", topic.id().value());
    }
    for (int stride : new int[] {7, 31, 101}) {
      handle.execute(
          """
          insert into follow (reader_id, interest_id, mute)
          select id, 1 + (id * %d) %% %d, 0 from reader where true on conflict do nothing
          """
              .formatted(stride, TOPICS));
    }
  }

  private static List<Topic> topics(Holdings held) {
    List<Topic> topics = new ArrayList<>();
    for (int i = 0; i < TOPICS; i++) {
      String name = "Topic " + i;
      topics.add(
          new Topic(
              new TopicId(held.ids().next()), Slug.of(name), TopicKind.SUBJECT, name, "", ""));
    }
    held.facts()
        .write(
            telling -> {
              topics.forEach(topic -> held.topics().write(telling, topic));
              return true;
            });
    return topics;
  }

  private static void publish(Holdings held, List<Topic> topics, int stories) {
    for (int i = 0; i < stories; i++) {
      Instant at = TestReview.NOON.plusSeconds(i);
      String headline = "Ministers meet in Tripoli for the " + i + "th time and say little";
      Story story =
          new Story(
              new StoryId(held.ids().next()),
              Slug.of(headline),
              headline,
              "They met on Monday and said little, said the café’s owner. ".repeat(4).strip(),
              "<p>Text.</p>",
              "",
              List.of(),
              Optional.empty(),
              topics.subList(i * 3 % TOPICS, i * 3 % TOPICS + 2),
              Optional.empty(),
              Optional.empty(),
              "en",
              new StoryState.Published("", at, at));
      held.facts().write(telling -> held.writeStory().save(telling, story, ZoneOffset.UTC));
    }
  }
}
