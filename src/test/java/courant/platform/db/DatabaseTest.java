package courant.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.config.Logging;
import courant.support.BothDatabases;
import courant.support.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
  void whatWasWrittenIsThereAfterReopening() {
    database.change(handle -> handle.execute("insert into note values (7)"));
    database.close();
    database = TestDatabase.open(folder);
    assertThat(count("true")).isEqualTo(1);
  }

  @Test
  void aWriteInsideAWriteIsRefusedNotDeadlocked() {
    assertThatThrownBy(() -> database.change(_ -> database.change(_ -> {})))
        .hasMessageContaining("pass the handle on");
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
