package courant.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The embedded database: a file in WAL mode, several readers, one writer thread. Writes that wait
 * at the same time are committed together, each in a savepoint of its own, so that a thousand small
 * writers share one {@code fsync}.
 */
public final class SqliteDatabase implements Database {
  private static final int READERS = 8;
  private static final int MOST_TOGETHER = 512;

  private final SQLiteDataSource source;
  private final BlockingQueue<Handle> readers = new ArrayBlockingQueue<>(READERS);
  private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<CompletableFuture<Void>> scrubs = new LinkedBlockingQueue<>();
  private final Thread writer;

  /** Opens or makes the file, and brings its schema up to date. */
  public SqliteDatabase(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder of " + file, e);
    }
    source = new SQLiteDataSource(config());
    source.setUrl("jdbc:sqlite:" + file);
    Jdbi jdbi = Jdbi.create(source);
    Handle writing = jdbi.open();
    writing.setStatementBuilder(new KeptStatements());
    Migrations.run(source, Migrations.Dialect.SQLITE);
    for (int i = 0; i < READERS; i++) {
      readers.add(jdbi.open());
    }
    writer =
        Thread.ofPlatform().name("database-writer").daemon().start(() -> writeForever(writing));
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.setCacheSize(-8_000);
    config.enforceForeignKeys(true);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    return config;
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    Handle handle = take();
    try {
      return work.apply(handle);
    } finally {
      readers.add(handle);
    }
  }

  private Handle take() {
    try {
      return readers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", e);
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    if (Thread.currentThread() == writer) {
      throw new IllegalStateException("a write inside a write: pass the handle on instead");
    }
    Task<T> task = new Task<>(work, new CompletableFuture<>());
    tasks.add(task);
    try {
      return task.outcome().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        failure.addSuppressed(new IllegalStateException("written from here"));
        throw failure;
      }
      throw e;
    }
  }

  private void writeForever(Handle handle) {
    List<Task<?>> together = new ArrayList<>();
    try (handle) {
      while (!Thread.currentThread().isInterrupted()) {
        together.add(tasks.take());
        tasks.drainTo(together, MOST_TOGETHER - 1);
        commitTogether(handle, together);
        together.clear();
        scrubIfAsked(handle);
      }
    } catch (InterruptedException _) {
      RuntimeException closed = new IllegalStateException("the database is closed");
      tasks.forEach(task -> task.outcome().completeExceptionally(closed));
      scrubs.forEach(done -> done.completeExceptionally(closed));
    }
  }

  private static void commitTogether(Handle handle, List<Task<?>> together) {
    List<Runnable> answers = new ArrayList<>(together.size());
    try {
      handle.execute("BEGIN IMMEDIATE");
      for (Task<?> task : together) {
        answers.add(task.run(handle));
      }
      handle.execute("COMMIT");
      answers.forEach(Runnable::run);
    } catch (RuntimeException e) {
      rollBack(handle, e);
      together.forEach(task -> task.outcome().completeExceptionally(e));
    }
  }

  private static void rollBack(Handle handle, RuntimeException cause) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * What is deleted is overwritten at once; older states of its pages are in the log of writes. The
   * writer empties it, between two commits: whoever else tried would find it busy with its own.
   */
  @Override
  public void scrub() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    scrubs.add(done);
    write(_ -> true);
    try {
      done.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("cannot empty the log of writes", e.getCause());
    }
  }

  private void scrubIfAsked(Handle handle) {
    if (scrubs.isEmpty()) {
      return;
    }
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    scrubs.drainTo(asked);
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet outcome = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (!outcome.next() || outcome.getInt("busy") != 0) {
        throw new SQLException("someone has read it for too long");
      }
      asked.forEach(done -> done.complete(null));
    } catch (SQLException e) {
      asked.forEach(done -> done.completeExceptionally(e));
    }
  }

  @Override
  public DataSource dataSource() {
    return source;
  }

  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join();
      for (int i = 0; i < READERS; i++) {
        take().close();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One write and who waits for it. */
  private record Task<T>(Function<Handle, T> work, CompletableFuture<T> outcome) {
    /**
     * Does the work inside a savepoint; what it returns answers the caller once all is committed.
     */
    Runnable run(Handle handle) {
      handle.execute("SAVEPOINT task");
      try {
        T result = work.apply(handle);
        handle.execute("RELEASE task");
        return () -> outcome.complete(result);
      } catch (RuntimeException e) {
        handle.execute("ROLLBACK TO task");
        handle.execute("RELEASE task");
        return () -> outcome.completeExceptionally(e);
      }
    }
  }
}
