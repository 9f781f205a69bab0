package courant.platform.db;

import courant.platform.config.Logging;
import courant.support.Figure;
import courant.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;

/**
 * Durable writes a second, by how many ask at once and on how many nodes; see {@code
 * bench/commits}.
 */
final class CommitBench {
  private static final long SECONDS = 4;

  private CommitBench() {}

  public static void main(String[] arguments) throws Exception {
    Logging.configure();
    Path folder = Files.createTempDirectory("courant-commits");
    String postgres = TestDatabase.emptyPostgres();
    System.out.printf(
        "| database | nodes | writers | durable writes/s |%n| --- | ---: | ---: | ---: |%n");
    try (Database sqlite = Database.open("sqlite:", folder.resolve("courant.db"))) {
      for (int writers : new int[] {1, 64, 512}) {
        row("SQLite", List.of(sqlite), writers);
      }
    }
    try (Database one = Database.open(postgres, folder);
        Database two = Database.open(postgres, folder);
        Database three = Database.open(postgres, folder)) {
      for (int writers : new int[] {1, 64, 512}) {
        row("PostgreSQL", List.of(one), writers);
      }
      row("PostgreSQL", List.of(one, two, three), 510);
    }
    for (String file : List.of("courant.db", "courant.db-wal", "courant.db-shm")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.delete(folder);
    System.exit(0); // the server's own threads would wait
  }

  private static void row(String name, List<Database> nodes, int writers) throws Exception {
    writesIn(nodes, writers, 1);
    long writes = writesIn(nodes, writers, SECONDS);
    System.out.printf("| %s | %d | %d | %,d |%n", name, nodes.size(), writers, writes / SECONDS);
    if (nodes.size() == 1) {
      Figure.grown(
          "commits", name + ", by writers at once", writers, (double) writes / SECONDS, "/s");
    }
  }

  private static long writesIn(List<Database> nodes, int writers, long seconds) throws Exception {
    LongAdder writes = new LongAdder();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Database node = nodes.get(i % nodes.size());
      threads.add(
          Thread.startVirtualThread(
              () -> {
                while (System.nanoTime() < end) {
                  node.change(CommitBench::write);
                  writes.increment();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return writes.sum();
  }

  private static void write(Handle handle) {
    handle.execute("insert into fact (kind, subject, at) values (?, ?, ?)", "bench", 1L, 1L);
  }
}
