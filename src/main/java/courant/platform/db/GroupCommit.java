package courant.platform.db;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Writes that wait at the same time are committed together, each in a
 * savepoint of its own, so that a thousand small writers share one {@code fsync}.
 */
final class GroupCommit implements AutoCloseable {
  private final Supplier<Handle> connect;
  private final String begin;
  private final int mostTogether;
  private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  /** What is to run after the commit; used by the thread only. */
  private final List<Runnable> afterwards = new ArrayList<>();

  /** Used by the thread only; none before the first write and after the connection broke. */
  private @Nullable Handle handle;

  /**
   * @param connect opens a connection; asked again when one broke
   * @param begin the SQL that begins a transaction which no other writer can disturb
   */
  GroupCommit(Supplier<Handle> connect, String begin, int mostTogether) {
    this.connect = connect;
    this.begin = begin;
    this.mostTogether = mostTogether;
    thread = Thread.ofPlatform().name("database-writer").daemon().start(this::writeForever);
  }

  /** Runs one transaction; it is durable when this returns. */
  <T> T write(Function<Handle, T> work) {
    return await(new Task<>(work, false, new CompletableFuture<>()));
  }

  /** Has something run after the transaction in progress, if that is committed. */
  void afterCommit(Runnable then) {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("no transaction is in progress on this thread");
    }
    afterwards.add(then);
  }

  /** Runs something that cannot be part of a transaction, between two of them. */
  <T> T alone(Function<Handle, T> work) {
    return await(new Task<>(work, true, new CompletableFuture<>()));
  }

  private <T> T await(Task<T> task) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a write inside a write: pass the handle on instead");
    }
    tasks.add(task);
    if (closed) {
      task.fail(new IllegalStateException("the database is closed"));
    }
    try {
      return task.outcome().join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw written(failure);
        case Error failure -> throw written(failure);
        case null, default -> throw e;
      }
    }
  }

  private static <X extends Throwable> X written(X failure) {
    failure.addSuppressed(new IllegalStateException("written from here"));
    return failure;
  }

  private void writeForever() {
    List<Task<?>> together = new ArrayList<>(mostTogether);
    while (!closed) {
      together.add(take());
      tasks.drainTo(together, mostTogether - 1);
      write(together);
      together.clear();
    }
    tasks.forEach(task -> task.fail(new IllegalStateException("the database is closed")));
    disconnect();
  }

  private Task<?> take() {
    while (true) {
      try {
        return tasks.take();
      } catch (InterruptedException _) {
        continue; // nobody has a reason to: who closes us hands in a last task
      }
    }
  }

  /**
   * Whatever fails, the thread goes on, and whoever waits is answered: nobody else writes before a
   * restart.
   */
  private void write(List<Task<?>> together) {
    try {
      Handle open = handle == null ? connect.get() : handle;
      handle = open;
      commitTogether(open, together.stream().filter(task -> !task.alone()).toList());
      together.stream().filter(Task::alone).forEach(task -> task.run(open));
    } catch (RuntimeException | Error e) {
      together.forEach(task -> task.fail(e));
      disconnectIfBroken();
    }
  }

  private void commitTogether(Handle open, List<Task<?>> together) {
    if (together.isEmpty()) {
      return;
    }
    List<Runnable> answers = new ArrayList<>(together.size());
    afterwards.clear();
    try {
      open.execute(begin);
      for (Task<?> task : together) {
        answers.add(runInSavepoint(task, open));
      }
      open.execute("COMMIT");
    } catch (RuntimeException | Error e) {
      rollBack(open, e);
      throw e;
    }
    answers.forEach(Runnable::run);
    afterwards.forEach(Runnable::run);
  }

  /**
   * Does the work; the answer is for when all is committed. An {@link Error} of one writer must not
   * take the thread from all.
   */
  private <T> Runnable runInSavepoint(Task<T> task, Handle open) {
    int before = afterwards.size();
    open.execute("SAVEPOINT task");
    try {
      T result = task.work().apply(open);
      open.execute("RELEASE task");
      return () -> task.outcome().complete(result);
    } catch (RuntimeException | Error e) {
      afterwards.subList(before, afterwards.size()).clear();
      open.execute("ROLLBACK TO task");
      open.execute("RELEASE task");
      return () -> task.fail(e);
    }
  }

  /** What could not be undone must not be committed with what comes next. */
  private void rollBack(Handle open, Throwable cause) {
    try {
      open.execute("ROLLBACK");
    } catch (RuntimeException | Error e) {
      cause.addSuppressed(e);
      disconnect();
    }
  }

  private void disconnectIfBroken() {
    try {
      if (handle != null && !handle.getConnection().isValid(2)) {
        disconnect();
      }
    } catch (SQLException | RuntimeException | Error _) {
      disconnect();
    }
  }

  private void disconnect() {
    Handle open = handle;
    handle = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (RuntimeException | Error _) {
      return; // broken as it was, nobody uses it any more
    }
  }

  /** Waits for the transaction in progress. */
  @Override
  public void close() {
    closed = true;
    tasks.add(new Task<>(_ -> true, true, new CompletableFuture<>()));
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One piece of work and who waits for it. */
  private record Task<T>(Function<Handle, T> work, boolean alone, CompletableFuture<T> outcome) {
    void run(Handle handle) {
      try {
        outcome.complete(work.apply(handle));
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    void fail(Throwable why) {
      outcome.completeExceptionally(why);
    }
  }
}
