package courant.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thread that writes outlives whatever happens on it, and every writer is answered. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupCommitTest {
  private static final String CONNECT = "CONNECT";

  @TempDir private Path folder;
  private final AtomicReference<String> tooMuch = new AtomicReference<>("");
  private GroupCommit writer;

  @BeforeEach
  void open() {
    Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + folder.resolve("test.db"));
    jdbi.useHandle(handle -> handle.execute("create table note (n integer primary key)"));
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            runOutOfMemoryAt(context.getRenderedSql());
          }
        });
    writer =
        new GroupCommit(
            () -> {
              runOutOfMemoryAt(CONNECT);
              return jdbi.open();
            },
            "BEGIN IMMEDIATE",
            10);
  }

  @AfterEach
  void close() {
    writer.close();
  }

  private void runOutOfMemoryAt(String step) {
    if (tooMuch.get().equals(step)) {
      tooMuch.set("");
      throw new OutOfMemoryError("on purpose");
    }
  }

  private int add(int n) {
    return writer.write(handle -> handle.execute("insert into note values (?)", n));
  }

  private int count() {
    return writer.write(GroupCommitTest::count);
  }

  private static int count(Handle handle) {
    return handle.createQuery("select count(*) from note").mapTo(Integer.class).one();
  }

  @ParameterizedTest
  @ValueSource(strings = {CONNECT, "BEGIN IMMEDIATE", "SAVEPOINT task", "RELEASE task", "COMMIT"})
  void runningOutOfMemoryFailsOneWriteAndNoLaterOne(String step) {
    tooMuch.set(step);
    assertThatThrownBy(() -> add(1)).isInstanceOf(OutOfMemoryError.class);
    assertThat(tooMuch).hasValue("");
    add(2);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whatFollowsACommitMayFail() {
    writer.write(
        handle -> {
          writer.afterCommit(
              () -> {
                throw new OutOfMemoryError("on purpose");
              });
          return handle.execute("insert into note values (1)");
        });
    add(2);
    assertThat(count()).isEqualTo(2);
  }
}
