package courant.platform.db;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Gathers for a moment what many threads have to write down, and writes it in one transaction: a
 * row in a transaction of its own costs as much as twenty in one. For many threads.
 *
 * @param <T> what is written
 */
public final class GatheredWrites<T> {
  private final Database database;
  private final Duration moment;
  private final BiConsumer<Handle, List<T>> write;
  private Group<T> gathering = new Group<>();
  private boolean writing;

  /** What is written together, and whoever waits for it. */
  private record Group<T>(List<T> entries, CompletableFuture<Boolean> durable) {
    Group() {
      this(new ArrayList<>(), new CompletableFuture<>());
    }
  }

  /**
   * @param moment how long to wait for others
   * @param write writes some, in the order in which they came
   */
  public GatheredWrites(Database database, Duration moment, BiConsumer<Handle, List<T>> write) {
    this.database = database;
    this.moment = moment;
    this.write = write;
  }

  /**
   * Hands something in to be written; waits for nobody.
   *
   * @return done once it is durable; failed if it, or what was written with it, could not be
   */
  public synchronized CompletableFuture<?> add(T entry) {
    gathering.entries.add(entry);
    if (!writing) {
      writing = true;
      Thread.ofVirtual().name("gathered-writes").start(this::writeAll);
    }
    return gathering.durable;
  }

  private void writeAll() {
    for (Group<T> group = next(); !group.entries.isEmpty(); group = next()) {
      try {
        List<T> entries = group.entries;
        database.change(handle -> write.accept(handle, entries));
        group.durable.complete(true);
      } catch (RuntimeException | Error e) {
        group.durable.completeExceptionally(e);
      }
    }
  }

  private Group<T> next() {
    LockSupport.parkNanos(moment.toNanos());
    synchronized (this) {
      Group<T> group = gathering;
      gathering = new Group<>();
      writing = !group.entries.isEmpty();
      return group;
    }
  }
}
