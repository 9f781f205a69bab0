package courant.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.config.Logging;
import courant.platform.db.Database;
import courant.support.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody misses a fact, whatever fails around them. */
class FactsTest {
  static {
    Logging.configure();
  }

  @TempDir private Path folder;
  private final AtomicBoolean gone = new AtomicBoolean();
  private final Semaphore refused = new Semaphore(0);
  private final Semaphore taken = new Semaphore(0);
  private Database database;
  private Facts facts;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder);
    Database sometimesGone =
        (Database)
            Proxy.newProxyInstance(
                Database.class.getClassLoader(),
                new Class<?>[] {Database.class},
                (_, method, arguments) -> call(method, arguments));
    facts = new Facts(sometimesGone, InstantSource.fixed(Instant.EPOCH));
  }

  @AfterEach
  void close() {
    facts.close();
    database.close();
  }

  /** While the database is gone, nothing can be read from it. */
  private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
    if (gone.get() && method.getName().equals("read")) {
      refused.release();
      throw new IllegalStateException("the database is gone, on purpose");
    }
    try {
      return method.invoke(database, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void tell() {
    tell(facts, 1);
  }

  private static void tell(Facts facts, long subject) {
    facts.write(
        telling -> {
          telling.tell("test", subject);
          return true;
        });
  }

  private static void await(Semaphore signal) throws InterruptedException {
    assertThat(signal.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aReaderGoesOnOnceTheDatabaseIsBack() throws InterruptedException {
    facts.follow("counting", read -> taken.release(read.size()));
    tell();
    await(taken);
    gone.set(true);
    tell();
    await(refused);
    gone.set(false);
    await(taken);
  }

  @Test
  void aReaderBeginsOnceTheDatabaseIsBack() throws InterruptedException {
    gone.set(true);
    facts.follow("counting", read -> taken.release(read.size()));
    await(refused);
    gone.set(false);
    tell();
    await(taken);
  }

  @Test
  void aReaderThatRanOutOfMemoryTakesTheSameFactsAgain() throws InterruptedException {
    AtomicBoolean first = new AtomicBoolean(true);
    facts.follow(
        "counting",
        read -> {
          if (first.getAndSet(false)) {
            throw new OutOfMemoryError("on purpose");
          }
          taken.release(read.size());
        });
    tell();
    await(taken);
  }

  @Test
  void oneThatFailsKeepsNobodyElseFromHearingAndHearsItAgain() {
    List<String> heard = new ArrayList<>();
    AtomicBoolean failing = new AtomicBoolean(true);
    facts.remind(
        fact -> {
          if (failing.get()) {
            throw new IllegalStateException("on purpose");
          }
          heard.add("late memory " + fact.subject());
        });
    facts.remind(fact -> heard.add("memory " + fact.subject()));
    facts.listen(
        _ -> {
          if (failing.get()) {
            throw new OutOfMemoryError("on purpose");
          }
        });
    facts.listen(fact -> heard.add("listener " + fact.subject()));
    tell(facts, 1);
    try (Facts elsewhere = new Facts(database, InstantSource.fixed(Instant.EPOCH))) {
      tell(elsewhere, 2);
      tell(elsewhere, 3);
    }
    assertThat(heard).containsExactly("memory 1", "listener 1");
    heard.clear();
    failing.set(false);
    facts.hearOthers();
    assertThat(heard)
        .containsExactly(
            "late memory 1",
            "memory 1",
            "listener 1",
            "late memory 2",
            "memory 2",
            "listener 2",
            "late memory 3",
            "memory 3",
            "listener 3");
    heard.clear();
    facts.hearOthers();
    assertThat(heard).isEmpty();
  }

  @Test
  void aFactThatSomebodyCanNeverTakeInIsNotHeardForEver() {
    List<Long> heard = new ArrayList<>();
    facts.listen(
        _ -> {
          throw new IllegalStateException("on purpose");
        });
    facts.listen(fact -> heard.add(fact.subject()));
    tell();
    for (int i = 0; i < 200; i++) {
      facts.hearOthers();
    }
    assertThat(heard).hasSize(100);
  }
}
