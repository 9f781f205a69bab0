package courant.torture;

import courant.Holdings;
import courant.Review;
import courant.platform.config.Settings;
import courant.reader.ManyReaders;
import courant.support.Await;
import courant.support.Network;
import courant.support.OtherProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Five machines on one switch: PostgreSQL, a mail server, and three nodes. While editors publish
 * and readers reply at all nodes and all send a newsletter, one node's cable is pulled. The others
 * go on, and take over what it had claimed; plugged in again, it comes back by itself.
 */
final class CutOffMachine implements AutoCloseable {
  private static final int DATABASE = 0;
  private static final int MAIL = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;
  private static final String PORT = "8080";

  /** Messages that may be on their way on the connections of the node that is cut off. */
  private static final int IN_FLIGHT = 10;

  /** What it had claimed is taken over after two minutes. */
  private static final Duration LONGEST = Duration.ofMinutes(6);

  private final Network network;
  private final Path folder;
  private final int readers;
  private final Process postgres;
  private final Process sink;
  private final String database;
  private final String relay;
  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final List<Child.Serving> nodes = new ArrayList<>();
  private final List<Newsroom> rooms = new ArrayList<>();
  private volatile boolean cut;

  private CutOffMachine(Network network, Path folder, int readers) throws IOException {
    this.network = network;
    this.folder = folder;
    this.readers = readers;
    postgres = start(DATABASE, OwnPostgres.class, folder.resolve("postgresql").toString());
    database =
        "postgresql://postgres@%s:%s/postgres"
            .formatted(network.address(DATABASE), postgres.inputReader().readLine());
    sink = start(MAIL, OwnSink.class);
    BufferedReader mails = sink.inputReader();
    relay = "smtp://%s:%s".formatted(network.address(MAIL), mails.readLine());
    Thread.ofVirtual().start(() -> mails.lines().forEach(this::keep));
  }

  private Process start(int machine, Class<?> what, String... arguments) throws IOException {
    return network
        .on(machine, OtherProcess.of(what, arguments))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Empty where there can be no such machines, which takes Linux, iproute2 and root. */
  static Optional<List<Toll>> run(Path folder, int readers)
      throws IOException, InterruptedException {
    Optional<Network> made = Network.of(LAST + 1);
    if (made.isEmpty()) {
      return Optional.empty();
    }
    try (Network network = made.get();
        CutOffMachine machines = new CutOffMachine(network, folder, readers)) {
      return Optional.of(machines.run());
    }
  }

  private List<Toll> run() throws IOException, InterruptedException {
    for (int machine = FIRST; machine <= LAST; machine++) {
      serve(machine);
    }
    Newsroom editor = rooms.getFirst();
    editor.publish("Harbour opens", "Harbour");
    subscribeReaders();
    try (Work work = new Work(editor.aStory())) {
      rooms.forEach(work::at);
      work.goesOnAt(rooms);
      editor.publish("Harbour closes", "Harbour");
      Await.until(LONGEST, () -> cut);
      Await.until(LONGEST, this::isSent);
      work.goesOnAt(others());
      network.mend(LAST);
      long mended = System.nanoTime();
      work.goesOnAt(rooms);
      long recovery = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - mended);
      work.close();
      stop();
      return tolls(work, recovery);
    }
  }

  private void serve(int machine) throws IOException {
    Path data = Files.createDirectories(folder.resolve("node-" + machine));
    if (!nodes.isEmpty()) {
      Path key = folder.resolve("node-" + FIRST).resolve("courant.key");
      Files.copy(key, data.resolve("courant.key"), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Map<String, String> environment =
        Map.of(
            "COURANT_DATABASE",
            database,
            "COURANT_SMTP",
            relay,
            "COURANT_MAIL_AT_ONCE",
            "1000",
            "COURANT_URL",
            "http://review.example",
            "COURANT_HOST",
            network.address(machine),
            "COURANT_PORT",
            PORT,
            "COURANT_REPLIES_PER_NETWORK",
            "100000");
    Child.Serving serving = Child.serve(process -> network.on(machine, process), data, environment);
    nodes.add(serving);
    URI site = URI.create("http://" + network.address(machine) + ":" + PORT);
    if (serving.ownersLink().isPresent()) {
      Newsroom room = new Newsroom();
      room.at(site);
      room.signIn(serving.ownersLink().get());
      rooms.add(room);
    } else {
      rooms.add(rooms.getFirst().alsoAt(site));
    }
  }

  private void subscribeReaders() {
    Settings settings =
        Settings.of(
            Map.of(
                "data", folder.resolve("beside").toString(),
                "database", database,
                "key-file", folder.resolve("node-" + FIRST).resolve("courant.key").toString()));
    Holdings held = Holdings.open(settings, InstantSource.system());
    try (Review review = new Review(held)) {
      ManyReaders.add(
          held.database(), review.readers(), readers, i -> "reader" + i + "@example.org");
      long harbour = review.topics().bySlug("harbour").orElseThrow().id().value();
      ManyReaders.subscribe(held.database(), "topic", harbour, "once", "5, 7, 'UTC'");
    }
  }

  /** When a third has been received, of the last node some too, its cable is pulled. */
  private void keep(String line) {
    int space = line.indexOf(' ');
    received.merge(line.substring(space + 1), 1, Integer::sum);
    boolean third = count.incrementAndGet() >= readers / 3;
    if (third && !cut && line.substring(0, space).equals(network.address(LAST))) {
      cut = true;
      try {
        network.cut(LAST);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<Newsroom> others() {
    return rooms.subList(0, LAST - FIRST);
  }

  private boolean isSent() {
    return received.size() == readers;
  }

  /** So that what was still on its way has come, or never will. */
  private void stop() throws IOException, InterruptedException {
    nodes.forEach(node -> node.child().stop());
    sink.getOutputStream().close();
    sink.waitFor();
  }

  private List<Toll> tolls(Work work, long recovery) {
    try (Aftermath after = new Aftermath(database, folder)) {
      Map<String, Integer> stories =
          after.times("headline", "story where state = 'published' and headline like 'Torture %'");
      Map<String, Integer> replies = after.times("source", "reply where name = 'Ada'");
      boolean booked = after.times("state", "delivery").equals(Map.of("sent", readers));
      return List.of(
          new Toll(
              "network of one node in three cut while a newsletter is sent",
              1,
              readers,
              readers - received.size(),
              Math.max(0, count.get() - received.size() - IN_FLIGHT),
              booked ? 0 : 1,
              recovery),
          new Toll(
              "the same while publishing, and the two others' longest pause",
              1,
              work.published().size(),
              Aftermath.lost(work.published(), stories),
              Aftermath.twice(stories),
              after.unsound(),
              work.longestPauseAt(others())),
          new Toll(
              "the same while replies come",
              1,
              work.replied().size(),
              Aftermath.lost(work.replied(), replies),
              Aftermath.twice(replies),
              0,
              0));
    }
  }

  @Override
  public void close() throws IOException {
    rooms.forEach(Newsroom::close);
    nodes.forEach(node -> node.child().close());
    sink.destroyForcibly();
    postgres.getOutputStream().close();
    try {
      postgres.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
