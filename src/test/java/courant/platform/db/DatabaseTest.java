package courant.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.config.Logging;
import courant.support.BothDatabases;
import courant.support.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BothDatabases
class DatabaseTest {
  static {
    Logging.configure();
  }

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder);
    database.change(handle -> handle.execute("create table note (n integer primary key)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFailedWriteLeavesNothingAndDisturbsNobodyBesideIt() throws Exception {
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          IntStream.range(0, 200).<Future<?>>mapToObj(n -> writers.submit(() -> write(n))).toList();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(count("true")).isEqualTo(100);
    assertThat(count("n % 2 = 1")).isZero();
  }

  private void write(int n) {
    Runnable writing =
        () ->
            database.change(
                handle -> {
                  handle.execute("insert into note values (?)", n);
                  if (n % 2 == 1) {
                    throw new IllegalStateException("odd");
                  }
                });
    if (n % 2 == 1) {
      assertThatThrownBy(writing::run).hasMessage("odd");
    } else {
      writing.run();
    }
  }

  @Test
  void whatIsGatheredIsWrittenTogetherInItsOrderAndFailsTogether() {
    List<List<Integer>> written = new ArrayList<>();
    GatheredWrites<Integer> gathered =
        new GatheredWrites<>(
            database,
            Duration.ZERO,
            (handle, some) -> {
              some.forEach(n -> handle.execute("insert into note values (?)", n));
              written.add(List.copyOf(some));
            });
    List<CompletableFuture<?>> durable = new ArrayList<>();
    // While somebody else writes, what comes is gathered.
    database.change(_ -> IntStream.range(0, 100).forEach(n -> durable.add(gathered.add(n))));
    durable.forEach(CompletableFuture::join);
    assertThat(count("true")).isEqualTo(100);
    assertThat(written).hasSizeLessThanOrEqualTo(2);
    assertThat(written.stream().flatMap(List::stream)).isSorted().hasSize(100);
    List<CompletableFuture<?>> refused = new ArrayList<>();
    database.change(_ -> List.of(7, 200).forEach(n -> refused.add(gathered.add(n))));
    assertThat(refused)
        .anySatisfy(one -> assertThatThrownBy(one::join).hasCauseInstanceOf(JdbiException.class));
    gathered.add(201).join();
    assertThat(count("n = 201")).as("and it goes on").isEqualTo(1);
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    database.change(handle -> handle.execute("insert into note values (7)"));
    database.close();
    database = TestDatabase.open(folder);
    assertThat(count("true")).isEqualTo(1);
  }

  @Test
  void rowsThatWereReadAsTextAreBytesAgain() {
    byte[] address = {1, 0, -1};
    byte[] copied =
        database.write(
            handle -> {
              handle.execute(
                  "insert into replier (id, address_index, address) values (1, ?, ?)",
                  new byte[] {7},
                  address);
              List<JsonObject> rows = new ArrayList<>();
              TableRows.read(handle, "replier", "id", rows::add);
              handle.execute("delete from replier");
              TableRows.write(handle, "replier", rows.stream());
              return handle
                  .createQuery("select address from replier where address_index = ?")
                  .bind(0, new byte[] {7})
                  .mapTo(byte[].class)
                  .one();
            });
    assertThat(copied).isEqualTo(address);
  }

  @Test
  void aWriteInsideAWriteIsRefusedNotDeadlocked() {
    assertThatThrownBy(() -> database.change(_ -> database.change(_ -> {})))
        .hasMessageContaining("pass the handle on");
  }

  @Test
  void whatIsToFollowACommitFollowsItAndNothingElse() {
    List<Integer> seen = new ArrayList<>();
    Runnable look = () -> seen.add(count("true"));
    database.change(
        handle -> {
          handle.execute("insert into note values (1)");
          database.afterCommit(look);
          assertThat(seen).isEmpty();
        });
    Runnable failing =
        () ->
            database.change(
                _ -> {
                  database.afterCommit(look);
                  throw new IllegalStateException("on purpose");
                });
    assertThatThrownBy(failing::run).hasMessage("on purpose");
    database.change(_ -> {});
    assertThat(seen).containsExactly(1);
    assertThatThrownBy(() -> database.afterCommit(look)).hasMessageContaining("no transaction");
  }

  private int count(String which) {
    Integer count =
        database.read(
            handle ->
                handle
                    .createQuery("select count(*) from note where " + which)
                    .mapTo(Integer.class)
                    .one());
    return count;
  }
}
