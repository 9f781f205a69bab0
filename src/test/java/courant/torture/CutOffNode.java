package courant.torture;

import courant.delivery.Claims;
import courant.delivery.Issue;
import courant.reader.ManyReaders;
import courant.support.Await;
import courant.support.Cable;
import courant.support.SmtpSink;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One of three nodes loses the database while all three send a newsletter; the mail server it still
 * reaches. The others take over what it had claimed, and once it is back it shows what was
 * published meanwhile.
 */
final class CutOffNode implements AutoCloseable {
  /** What may be on its way on the connections of the node that is cut off. */
  private static final int IN_FLIGHT = 10;

  /** When the readers' daily edition is due, and then the hour it is sent at. */
  private static final Duration UNTIL_DUE = Duration.ofHours(19).plusSeconds(10);

  private final int readers;
  private final SmtpSink sink = SmtpSink.start();
  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Cable cable;
  private final List<TestReview> nodes;

  CutOffNode(int readers) {
    this.readers = readers;
    String database = TestDatabase.migratedPostgres();
    cable = new Cable(URI.create(database).getPort());
    Map<String, String> settings = new HashMap<>();
    settings.put("database", database);
    settings.put("smtp", "smtp://127.0.0.1:" + sink.port());
    settings.put("url", "https://review.example");
    settings.put("mail-at-once", "1000");
    TestReview one = TestReview.start(settings);
    settings.put("key-file", one.folder.resolve("courant.key").toString());
    TestReview two = TestReview.start(settings);
    int port = URI.create(cable.at("/")).getPort();
    settings.put("database", database.replaceFirst(":\\d+/", ":" + port + "/"));
    nodes = List.of(one, two, TestReview.start(settings));
    prepare(one);
  }

  private void prepare(TestReview one) {
    ManyReaders.add(
        one.review.database(), one.review.readers(), readers, i -> "reader" + i + "@example.org");
    ManyReaders.subscribe(one.review.database(), "review", "daily", "5, 7, 'UTC'");
    one.review
        .database()
        .change(
            handle ->
                handle.execute(
                    "insert into planned (channel, at) values ('mail', ?) on conflict do nothing",
                    TestReview.NOON.toEpochMilli()));
    one.story("Port reopens").publish();
  }

  Toll run() {
    sink.keeping(
        mail -> {
          received.merge(mail.to(), 1, Integer::sum);
          if (count.incrementAndGet() == readers / 3) {
            cable.cut();
          }
        });
    pass(UNTIL_DUE);
    Await.until(() -> count.get() >= readers / 3);
    nodes.getFirst().story("Published meanwhile").publish();
    Await.until(this::onlyTheOneCutOffHolds);
    pass(Claims.LEASE.plusSeconds(1));
    Await.until(this::done);
    cable.mend();
    long mended = System.nanoTime();
    Await.until(() -> nodes.getLast().get("/").body().contains("Published meanwhile"));
    long recovery = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - mended);
    int repeated = count.get() - received.size();
    return new Toll(
        "one node of three cut off while a newsletter is sent",
        1,
        readers,
        readers - received.size(),
        Math.max(0, repeated - IN_FLIGHT),
        nodes.getFirst().review.database().faults().size(),
        recovery);
  }

  private void pass(Duration time) {
    nodes.forEach(node -> node.clock.advance(time));
  }

  /** What the others have claimed is sent, and nothing is left to claim. */
  private boolean onlyTheOneCutOffHolds() {
    return nodes
        .getFirst()
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select reached = 2147483647 and 2 > (select count(*) from issue_range)
                        from issue order by id desc limit 1
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }

  private boolean done() {
    List<Issue> newest = nodes.getFirst().review.mail().issues().newest(1);
    return !newest.isEmpty() && newest.getFirst().state() == Issue.State.DONE;
  }

  @Override
  public void close() throws IOException {
    cable.mend();
    nodes.reversed().forEach(TestReview::close);
    cable.close();
    sink.close();
  }
}
