package courant.syndication.poll;

import com.sun.management.OperatingSystemMXBean;
import courant.Holdings;
import courant.Review;
import courant.platform.config.Logging;
import courant.platform.config.Settings;
import courant.source.Terms;
import courant.story.Story;
import courant.story.StoryId;
import courant.support.Figure;
import courant.support.OtherProcess;
import courant.support.PartnerServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A whole review that takes stories from many feeds of a server beside it, while they appear there:
 * how soon each is live, and what that takes. Run by {@code bench/poll}: feeds, stories a second,
 * seconds.
 */
final class PollBench {
  private static final int PORT = 20_000;
  private static final int HOSTS = 1_000;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Every so-manieth story is asked for as a reader would. */
  private static final int SAMPLE = 100;

  private record Live(long story, long at) {}

  private final ConcurrentLinkedQueue<Live> lives = new ConcurrentLinkedQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final int feeds;
  private final double rate;
  private final Duration length;

  private PollBench(int feeds, double rate, Duration length) {
    this.feeds = feeds;
    this.rate = rate;
    this.length = length;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Logging.configure();
    new PollBench(
            Integer.parseInt(arguments[0]),
            Double.parseDouble(arguments[1]),
            Duration.ofSeconds(Long.parseLong(arguments[2])))
        .run();
  }

  private void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("courant-poll");
    // What is there already comes first, and every feed finds its rhythm.
    long begin = System.currentTimeMillis() + PartnerServers.LULL.toMillis();
    Process partners = partners(begin);
    try (Review review = new Review(Holdings.open(settings(folder), InstantSource.system()))) {
      for (int feed = 0; feed < feeds; feed++) {
        review
            .syndication()
            .add(
                URI.create(PartnerServers.address(PORT, HOSTS, feed)),
                "Partner " + feed % HOSTS,
                Terms.OPEN,
                true,
                Optional.empty());
      }
      review
          .facts()
          .listen(
              fact -> {
                if (fact.kind().equals("story.published")) {
                  lives.add(new Live(fact.subject(), System.currentTimeMillis()));
                }
              });
      review.serve();
      measure(review, begin);
    } finally {
      partners.destroy();
    }
  }

  private static Settings settings(Path folder) {
    String ports =
        IntStream.range(0, HOSTS)
            .mapToObj(host -> "127.0.0.1:" + (PORT + host))
            .collect(Collectors.joining(","));
    return Settings.of(
        Map.of(
            "data",
            folder.toString(),
            "port",
            "0",
            "sample",
            "false",
            "allow-private",
            ports,
            "poll-shortest",
            String.valueOf(INTERVAL.toMinutes())));
  }

  private Process partners(long begin) throws IOException {
    Process process =
        OtherProcess.of(
                PartnerServers.class,
                String.valueOf(PORT),
                String.valueOf(HOSTS),
                String.valueOf(feeds),
                String.valueOf(rate),
                String.valueOf(begin))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader told = process.inputReader();
    if (!"ready".equals(told.readLine())) {
      throw new IOException("the partners' server did not start");
    }
    Thread.ofVirtual().start(() -> told.lines().forEach(line -> System.out.println("  " + line)));
    return process;
  }

  private void measure(Review review, long begin) throws InterruptedException {
    await(begin);
    System.out.printf("taken before: %d stories%n", lives.size());
    // For one interval the stories before are still on their way.
    long from = begin + INTERVAL.toMillis();
    await(from);
    long cpu = cpu();
    int before = lives.size();
    long most = 0;
    long end = from + length.toMillis();
    while (System.currentTimeMillis() < end) {
      await(Math.min(end, System.currentTimeMillis() + 10_000));
      most = Math.max(most, liveHeap());
      System.out.printf(
          "%d s: %d stories, heap after collection %d MB%n",
          (System.currentTimeMillis() - from) / 1_000, lives.size() - before, liveHeap() >> 20);
    }
    double cores = (cpu() - cpu) / (length.toMillis() * 1e6);
    double stories = (lives.size() - before) * 1_000.0 / length.toMillis();
    tell(review, from, end, stories, cores, most);
  }

  private static void await(long when) throws InterruptedException {
    Thread.sleep(Math.max(when - System.currentTimeMillis(), 0));
  }

  private void tell(Review review, long from, long end, double stories, double cores, long heap)
      throws InterruptedException {
    // Those that appeared in the last interval may still come.
    await(end + INTERVAL.toMillis() + 5_000);
    List<Long> times = new ArrayList<>();
    int asked = 0;
    int missing = 0;
    for (Live live : lives) {
      Story story = review.stories().byId(new StoryId(live.story)).orElseThrow();
      long appeared = PartnerServers.appeared(story.headline());
      if (appeared >= from && appeared < end) {
        times.add(live.at - appeared);
        if (times.size() % SAMPLE == 0) {
          asked++;
          missing += isLive(review, story) ? 0 : 1;
        }
      }
    }
    times.sort(null);
    long wanted = INTERVAL.plusSeconds(1).toMillis();
    System.out.printf(
        Locale.ROOT,
        """
        %d feeds on %d hosts, polled every %d s, %.0f stories/s appear: %.1f/s taken
        from appearing to live: median %.1f s, p99 %.1f s, worst %.1f s; %d of %d later than %.0f s
        of %d asked for over HTTP %d were missing; %.2f cores, heap after collection at most %d MB
        """,
        feeds,
        HOSTS,
        INTERVAL.toSeconds(),
        rate,
        stories,
        at(times, 0.5),
        at(times, 0.99),
        at(times, 1),
        times.stream().filter(time -> time > wanted).count(),
        times.size(),
        wanted / 1e3,
        asked,
        missing,
        cores,
        heap >> 20);
    Figure.atLeast("poll", feeds + " feeds: stories taken", stories, "/s", rate);
    Figure.atMost("poll", "from appearing to live, p99", at(times, 0.99), " s", wanted / 1e3);
    Figure.atMost("poll", "heap after collection", heap >> 20, " MB", 512);
    Figure.atMost("poll", "processor", cores, " cores", 2);
  }

  private boolean isLive(Review review, Story story) throws InterruptedException {
    try {
      HttpRequest ask =
          HttpRequest.newBuilder(URI.create("http://localhost:" + review.port() + story.path()))
              .build();
      return client
          .send(ask, HttpResponse.BodyHandlers.ofString())
          .body()
          .contains(story.headline());
    } catch (IOException _) {
      return false;
    }
  }

  /** In seconds. */
  private static double at(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil((sorted.size() - 1) * share)) / 1e3;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** What was still used when each part of the heap was last collected. */
  private static long liveHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
