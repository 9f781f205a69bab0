package courant.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.config.Logging;
import courant.support.Await;
import courant.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only PostgreSQL makes difficult: other nodes, a lost server, its ideas of text. */
class PostgresDatabaseTest {
  static {
    Logging.configure();
  }

  private String address;
  private PostgresDatabase database;

  @BeforeEach
  void open() {
    address = TestDatabase.migratedPostgres();
    database = new PostgresDatabase(PostgresAddress.parse(address));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Who has read up to a number never misses a smaller one, whichever node wrote it. */
  @Test
  void numbersBecomeVisibleInTheirOrder() throws Exception {
    try (PostgresDatabase other = new PostgresDatabase(PostgresAddress.parse(address))) {
      AtomicBoolean writing = new AtomicBoolean(true);
      List<Thread> writers = new ArrayList<>();
      for (PostgresDatabase node : List.of(database, other)) {
        for (int i = 0; i < 4; i++) {
          writers.add(
              Thread.startVirtualThread(
                  () -> IntStream.range(0, 50).forEach(_ -> node.change(this::tell))));
        }
      }
      List<Long> seen = new ArrayList<>();
      Thread reader =
          Thread.startVirtualThread(
              () -> {
                boolean more = true;
                while (more) {
                  more = writing.get();
                  seen.addAll(after(seen.isEmpty() ? 0 : seen.getLast()));
                }
              });
      for (Thread writer : writers) {
        writer.join();
      }
      writing.set(false);
      reader.join();
      assertThat(seen).hasSize(400).isEqualTo(after(0));
    }
  }

  private void tell(Handle handle) {
    handle.execute("insert into fact (kind, subject, at) values ('test', 1, 1)");
  }

  private List<Long> after(long place) {
    return database.read(
        handle ->
            handle
                .createQuery("select place from fact where place > :place order by place")
                .bind("place", place)
                .mapTo(Long.class)
                .list());
  }

  /** What one node has looked up is still so when it writes. */
  @Test
  void nodesWriteOneAfterTheOther() throws Exception {
    database.change(handle -> handle.execute("create table counter (n integer not null)"));
    database.change(handle -> handle.execute("insert into counter values (0)"));
    try (PostgresDatabase other = new PostgresDatabase(PostgresAddress.parse(address))) {
      CountDownLatch done = new CountDownLatch(2);
      for (PostgresDatabase node : List.of(database, other)) {
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < 100; i++) {
                node.change(handle -> handle.execute("update counter set n = ?", 1 + n(handle)));
              }
              done.countDown();
            });
      }
      done.await();
    }
    assertThat(database.<Integer>read(PostgresDatabaseTest::n)).isEqualTo(200);
  }

  private static int n(Handle handle) {
    return handle.createQuery("select n from counter").mapTo(Integer.class).one();
  }

  @Test
  void aDatabaseThatWasGoneIsFoundAgain() {
    database.change(handle -> handle.execute("create table note (n integer)"));
    try (PostgresDatabase other = new PostgresDatabase(PostgresAddress.parse(address))) {
      other.read(
          handle ->
              handle
                  .createQuery(
                      """
                      select pg_terminate_backend(pid) from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid()
                      """)
                  .mapTo(Boolean.class)
                  .list());
    }
    assertThatThrownBy(
            () -> database.change(handle -> handle.execute("insert into note values (1)")))
        .isNotNull();
    Await.until(
        () -> succeeds(() -> database.change(h -> h.execute("insert into note values (2)"))));
    Await.until(() -> succeeds(() -> assertThat(notes()).containsExactly(2)));
  }

  private static boolean succeeds(Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException _) {
      return false;
    }
  }

  private List<Integer> notes() {
    return database.read(
        handle -> handle.createQuery("select n from note").mapTo(Integer.class).list());
  }

  /** Nobody waits for a moment that is looked at; a writer that pauses holds up all others. */
  @Test
  void onlyWritersMayNotPause() {
    assertThat(database.snapshot(PostgresDatabaseTest::longestPause)).isEqualTo("0");
    assertThat(database.write(PostgresDatabaseTest::longestPause)).isEqualTo("1min");
    assertThat(database.read(PostgresDatabaseTest::longestPause)).isEqualTo("1min");
  }

  private static String longestPause(Handle handle) {
    return handle.createQuery("show idle_in_transaction_session_timeout").mapTo(String.class).one();
  }

  @Test
  void textIsOrderedByBytesAndHoldsNoNul() {
    database.change(
        handle -> {
          for (String name : List.of("b", "B", "ä", "a\0", "Z", "-a")) {
            handle
                .createUpdate("insert into old_address (path, target) values (:name, :name)")
                .bind("name", name)
                .execute();
          }
        });
    List<String> ordered =
        database.read(
            handle ->
                handle
                    .createQuery("select path from old_address order by path")
                    .mapTo(String.class)
                    .list());
    assertThat(ordered).containsExactly("-a", "B", "Z", "a", "b", "ä");
  }

  @Test
  void addressesAreTakenApartAndPasswordsNeverShown() {
    PostgresAddress address =
        PostgresAddress.parse("postgresql://us%40er:p%2Fw+d@[::1]:5433/news?sslmode=require");
    assertThat(address.jdbc()).isEqualTo("jdbc:postgresql://[::1]:5433/news?sslmode=require");
    assertThat(address.user()).isEqualTo("us@er");
    assertThat(address.password()).isEqualTo("p/w+d");
    assertThat(address.toString()).doesNotContain("p/w");
    assertThat(PostgresAddress.parse("postgres://one,two:5433/news").user()).isEmpty();
    for (String wrong : List.of("", "mysql://secret@h/d", "postgresql://u:secret@h", "sqlite")) {
      assertThatThrownBy(() -> PostgresAddress.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("postgresql://user:password@host:port/name")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Database.open("postgresql://u:secret@localhost:1/d", null))
        .hasMessageContaining("localhost:1/d")
        .hasMessageNotContaining("secret");
  }
}
