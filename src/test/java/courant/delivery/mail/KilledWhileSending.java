package courant.delivery.mail;

import courant.Holdings;
import courant.Review;
import courant.delivery.Issue;
import courant.platform.config.Logging;
import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.reader.ManyReaders;
import courant.support.HeldStory;
import courant.support.OtherProcess;
import courant.support.SmtpSink;
import courant.support.TestReview;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Sends an issue from a process that is killed (SIGKILL) over and over, and compares what a server
 * received with the ledger: everybody got it; nobody more often than messages were in flight when
 * the process was killed; copies have the same Message-ID.
 */
public final class KilledWhileSending {
  /** As many connections as the relay has at most. */
  static final int IN_FLIGHT = 10;

  /** What came of it. */
  public record Result(int readers, int received, int repeated, int kills, List<String> faults) {
    @Override
    public String toString() {
      return "%d readers, killed %d times: %d messages received, %d of them again (at most %d in flight); %s"
          .formatted(
              readers,
              kills,
              received,
              repeated,
              kills * IN_FLIGHT,
              faults.isEmpty() ? "sink and ledger agree" : faults);
    }
  }

  private final int readers;
  private final int kills;
  private final Path folder;
  private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();
  private final AtomicInteger received = new AtomicInteger();
  private volatile int killAt;
  private volatile Process sender;

  private KilledWhileSending(int readers, int kills, Path folder) {
    this.readers = readers;
    this.kills = kills;
    this.folder = folder;
  }

  /** Started by {@code bench/killed}: readers, and how often to kill. */
  public static void main(String[] arguments) throws Exception {
    Logging.configure();
    if (arguments[0].equals("send")) {
      send(Path.of(arguments[1]), arguments[2], Integer.parseInt(arguments[3]));
      return;
    }
    Result result = run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), 20261124);
    System.out.println(result);
    System.exit(result.faults().isEmpty() ? 0 : 1);
  }

  /** Sends to so many readers, and kills the sender so often. */
  public static Result run(int readers, int kills, long seed)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("courant-killed");
    try (SmtpSink sink = SmtpSink.start()) {
      KilledWhileSending torture = new KilledWhileSending(readers, kills, folder);
      sink.keeping(torture::keep);
      torture.prepare();
      torture.sendAndKill(sink.port(), new SplittableRandom(seed));
      return torture.compare();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  static Settings settings(Path folder, String port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("data", folder.toString());
    settings.put("port", "0");
    settings.put("url", "https://review.example");
    settings.put("mail-at-once", "1000");
    settings.put("smtp", "smtp://127.0.0.1:" + port);
    return Settings.of(settings);
  }

  private void prepare() {
    InstantSource noon = InstantSource.fixed(TestReview.NOON);
    Holdings held = Holdings.open(settings(folder, "1"), noon);
    try (Review review = new Review(held)) {
      prepare(held, review, readers);
    }
  }

  /** So many subscribe to the daily edition, and there is a story for it. */
  static void prepare(Holdings held, Review review, int readers) {
    ManyReaders.add(held.database(), review.readers(), readers, i -> "reader" + i + "@example.org");
    ManyReaders.subscribe(held.database(), "review", "daily", "5, 7, 'UTC'");
    HeldStory.write(held, "Port reopens");
    held.database()
        .change(
            handle ->
                handle.execute(
                    "insert into planned (channel, at) values ('mail', ?)",
                    TestReview.NOON.toEpochMilli()));
  }

  static String id(SmtpSink.Mail mail) {
    return mail.text().replaceAll("(?s).*?\r\nMessage-ID: (\\S+)\r\n.*", "$1");
  }

  private void keep(SmtpSink.Mail mail) {
    ids.computeIfAbsent(mail.to(), _ -> ConcurrentHashMap.newKeySet()).add(id(mail));
    if (received.incrementAndGet() == killAt) {
      sender.destroyForcibly();
    }
  }

  private void sendAndKill(int port, SplittableRandom random)
      throws IOException, InterruptedException {
    for (int start = 0; start <= kills; start++) {
      int step = Math.max(2, 2 * (readers - received.get()) / Math.max(1, kills - start + 1));
      killAt = start == kills ? -1 : received.get() + 1 + random.nextInt(step);
      sender = start(port, start);
      if (!sender.waitFor(5, TimeUnit.MINUTES)) {
        sender.destroyForcibly();
        throw new IllegalStateException(Files.readString(folder.resolve("sender.log")));
      }
      if (sender.exitValue() == 0) {
        return;
      }
    }
  }

  private Process start(int port, int number) throws IOException {
    return OtherProcess.of(
            KilledWhileSending.class,
            "send",
            folder.toString(),
            Integer.toString(port),
            Integer.toString(number))
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "sender.log"))
        .start();
  }

  /** The process that is killed: each start is five minutes later, when leases have ended. */
  private static void send(Path folder, String port, int number) {
    Instant due = Instant.parse("2026-11-24T07:00:10Z");
    Duration ahead = Duration.between(Instant.now(), due.plus(Duration.ofMinutes(5L * number)));
    InstantSource clock = Clock.offset(Clock.systemUTC(), ahead);
    try (Review review = new Review(Holdings.open(settings(folder, port), clock))) {
      review.serve();
      while (review.mail().issues().newest(1).stream()
          .noneMatch(issue -> issue.state() == Issue.State.DONE)) {
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  private Result compare() {
    List<String> faults = new ArrayList<>();
    Holdings held = Holdings.open(settings(folder, "1"), InstantSource.system());
    try (Database database = held.database()) {
      Map<String, Integer> states = new HashMap<>();
      database.read(
          handle -> {
            handle
                .createQuery("select state, count(*) from delivery group by state")
                .map((row, _) -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(one -> states.put(one.getKey(), one.getValue()));
            return true;
          });
      if (!states.equals(Map.of("sent", readers))) {
        faults.add("the ledger says " + states);
      }
    }
    if (ids.size() != readers) {
      faults.add("received by " + ids.size());
    }
    long changed = ids.values().stream().filter(each -> each.size() > 1).count();
    if (changed > 0) {
      faults.add(changed + " got copies with another Message-ID");
    }
    int repeated = received.get() - ids.size();
    if (repeated > kills * IN_FLIGHT) {
      faults.add("more was repeated than was in flight");
    }
    return new Result(readers, received.get(), repeated, kills, faults);
  }
}
