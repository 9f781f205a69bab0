package courant.delivery.push;

import com.sun.management.OperatingSystemMXBean;
import courant.Holdings;
import courant.Review;
import courant.delivery.PushEndpoints;
import courant.platform.config.Logging;
import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.platform.web.Slug;
import courant.reader.ReaderId;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.support.Figure;
import courant.support.OpensslSpeed;
import courant.support.PushSink;
import courant.support.PushedBrowser;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import io.vertx.core.net.PfxOptions;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Figures for a whole review: from a story's publication until the last of its followers' browsers
 * has been sent it, over HTTP/2 and TLS, each outcome durable, beside {@code openssl speed
 * ecdhp256} in the same run. Started by {@code bench/push}.
 *
 * <p>Arguments: how many browsers.
 */
public final class PublishedPushBench {
  private static final int KEYS = 500;
  private static final int WARM_UP = 10_000;

  private PublishedPushBench() {}

  public static void main(String[] arguments) throws Exception {
    Logging.configure();
    int browsers = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("courant-bench");
    PfxOptions certificate = PushSink.certificate(folder);
    // The review trusts whom the JVM trusts.
    System.setProperty("javax.net.ssl.trustStore", certificate.getPath());
    System.setProperty("javax.net.ssl.trustStorePassword", certificate.getPassword());
    try (PushSink sink = PushSink.start(certificate, false)) {
      publish(folder, sink, browsers);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static void publish(Path folder, PushSink sink, int browsers) throws IOException {
    Settings settings =
        Settings.of(
            Map.of(
                "data",
                folder.resolve("data").toString(),
                "port",
                "0",
                "url",
                "https://review.example",
                "allow-private",
                sink.address()));
    Holdings held = Holdings.open(settings, InstantSource.system());
    Topic few = topic(held, "Few");
    Topic many = topic(held, "Many");
    addReaders(held.database(), browsers, many, few);
    addBrowsers(held, sink, browsers);
    try (Review review = new Review(held)) {
      review.serve();
      pushed(held, sink, few, Math.min(WARM_UP, browsers));
      double before = OpensslSpeed.keyAgreements(2);
      tell(pushed(held, sink, many, browsers), before, browsers);
    }
  }

  /** How long it took, and how much processor time. */
  private record Took(double seconds, double cpuSeconds) {}

  private static Took pushed(Holdings held, PushSink sink, Topic topic, int browsers) {
    long until = sink.count() + browsers;
    long cpu = cpu();
    long start = System.nanoTime();
    held.facts()
        .write(telling -> held.writeStory().save(telling, story(held, topic), ZoneOffset.UTC));
    while (sink.count() < until || !isDone(held.database())) {
      LockSupport.parkNanos(5_000_000);
    }
    return new Took((System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9);
  }

  private static boolean isDone(Database database) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from push_send where done = 0")
                .mapTo(Integer.class)
                .one()
                .equals(0));
  }

  private static void tell(Took took, double before, int browsers) throws IOException {
    double limit = (before + OpensslSpeed.keyAgreements(2)) / 2;
    double rate = browsers / took.seconds();
    Figure.beside(
        "push", "from publish to the last browser", rate, "/s", "openssl ecdhp256", limit);
    System.out.printf(
        "published to the last of %,d browsers in %.1f s: %,.0f/s, %.2f of openssl's %,.0f/s on one core; %.0f µs CPU each, the service's share included%n",
        browsers, took.seconds(), rate, rate / limit, limit, took.cpuSeconds() * 1e6 / browsers);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Topic topic(Holdings held, String name) {
    Topic topic =
        new Topic(new TopicId(held.ids().next()), Slug.of(name), TopicKind.SUBJECT, name, "", "");
    held.facts()
        .write(
            telling -> {
              held.topics().write(telling, topic);
              return true;
            });
    return topic;
  }

  /** All follow one topic, and some of them another. */
  private static void addReaders(Database database, int count, Topic many, Topic few) {
    database.change(
        handle -> {
          handle.execute(
              """
              with recursive number (n) as
                (select 1 union all select n + 1 from number where n < %d)
              insert into reader (since, confirmed) select 0, 0 from number
              """
                  .formatted(count));
          for (Topic topic : List.of(many, few)) {
            handle.execute(
                "insert into interest (kind, target, query) values ('topic', ?, '')",
                topic.id().value());
          }
          handle.execute(
              "insert into follow (reader_id, interest_id, mute) select id, 1, 0 from reader");
          handle.execute(
              "insert into follow (reader_id, interest_id, mute) select id, 2, 0 from reader where id <= ?",
              WARM_UP);
        });
  }

  private static void addBrowsers(Holdings held, PushSink sink, int count) {
    List<PushedBrowser> keys = IntStream.range(0, KEYS).mapToObj(_ -> new PushedBrowser()).toList();
    PushEndpoints endpoints =
        new PushEndpoints(
            held.database(), held.vault(), _ -> Optional.empty(), held.ids(), held.clock());
    try (ExecutorService adding = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= count; i++) {
        int reader = i;
        PushedBrowser browser = keys.get(i % KEYS);
        adding.execute(
            () ->
                endpoints.add(
                    new ReaderId(reader),
                    sink.url("/push/" + reader),
                    browser.key(),
                    browser.secret(),
                    "bench"));
      }
    }
  }

  private static Story story(Holdings held, Topic topic) {
    Instant now = held.clock().instant();
    String headline = "Ministers meet in Tripoli and say little of " + topic.name();
    return new Story(
        new StoryId(held.ids().next()),
        Slug.of(headline),
        headline,
        "They met on Monday.",
        "<p>Text.</p>",
        "",
        List.of(),
        Optional.empty(),
        List.of(topic),
        Optional.empty(),
        Optional.empty(),
        "en",
        new StoryState.Published("", now, now));
  }
}
