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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A durable reader misses nothing, whatever fails around it. */
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
    facts.write(
        telling -> {
          telling.tell("test", 1);
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
}
