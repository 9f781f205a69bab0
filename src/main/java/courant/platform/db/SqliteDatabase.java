package courant.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The embedded database: a file in WAL mode, several readers, one writer. */
final class SqliteDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
  private static final int READERS = 8;
  private static final int MOST_TOGETHER = 512;

  /** Statements kept prepared: a writer says the same few dozen things all day, a reader more. */
  private static final int KEPT_TO_WRITE = 256;

  private static final int KEPT_TO_READ = 100;

  /** How long one process waits for another that writes. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Nobody can write while the writer waits for those who read. */
  private static final Duration SCRUB_PATIENCE = Duration.ofMillis(500);

  private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(5);

  private final SQLiteDataSource source;

  private final Jdbi jdbi;

  /** A permit for each that may read at the same time. */
  private final Semaphore places = new Semaphore(READERS);

  /**
   * Those that nobody uses just now. The last used is taken first: what it has read lately is still
   * at hand. One more is opened only when all are in use, for each reads the whole schema first.
   */
  private final Deque<Handle> readers = new ConcurrentLinkedDeque<>();

  private final GroupCommit writer;

  /** Whether somebody is about to empty the log of writes once more. */
  private final AtomicBoolean owed = new AtomicBoolean();

  private volatile boolean closed;

  /** Opens or makes the file, and brings its schema up to date. */
  SqliteDatabase(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder of " + file, e);
    }
    source = new SQLiteDataSource(config());
    source.setUrl("jdbc:sqlite:" + file);
    jdbi = SharedParser.on(source);
    Migrations.run(source, Migrations.Dialect.SQLITE);
    writer = new GroupCommit(() -> open(jdbi, KEPT_TO_WRITE), "BEGIN IMMEDIATE", MOST_TOGETHER);
  }

  private static Handle open(Jdbi jdbi, int kept) {
    Handle handle = jdbi.open();
    handle.setStatementBuilder(new KeptStatements(kept));
    UnicodeLower.addTo(handle.getConnection());
    return handle;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) PATIENCE.toMillis());
    config.setCacheSize(-8_000);
    config.enforceForeignKeys(true);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    // Or every insert asks for the number of its row.
    config.setGetGeneratedKeys(false);
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    return config;
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    places.acquireUninterruptibly();
    try {
      Handle idle = readers.pollFirst();
      Handle handle = idle == null ? open(jdbi, KEPT_TO_READ) : idle;
      try {
        return work.apply(handle);
      } finally {
        readers.addFirst(handle);
      }
    } finally {
      places.release();
    }
  }

  @Override
  public <T> T snapshot(Function<Handle, T> work) {
    return read(handle -> handle.inTransaction(work::apply));
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return writer.write(work);
  }

  @Override
  public void afterCommit(Runnable then) {
    writer.afterCommit(then);
  }

  /**
   * What is deleted is overwritten at once; older states of its pages are in the log of writes. The
   * writer empties it, between two commits: whoever else tried would find it busy with its own. It
   * cannot while somebody reads what was before; then it tries again until it has.
   */
  @Override
  public void scrub() {
    if (!emptied() && !closed && owed.compareAndSet(false, true)) {
      Thread.ofVirtual().name("scrubbing").start(this::scrubLater);
    }
  }

  private void scrubLater() {
    LockSupport.parkNanos(UNTIL_NEXT_TRY.toNanos());
    owed.set(false);
    if (!closed) {
      scrub();
    }
  }

  /** Empties the log of writes into the file itself; false if somebody reads what was before. */
  boolean emptied() {
    try {
      return writer.alone(SqliteDatabase::emptyLog);
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.error("cannot empty the log of writes; trying again in {}", UNTIL_NEXT_TRY, e);
      }
      return false;
    }
  }

  private static boolean emptyLog(Handle handle) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + SCRUB_PATIENCE.toMillis());
      try (ResultSet outcome = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        return outcome.next() && outcome.getInt("busy") == 0;
      } finally {
        statement.execute("PRAGMA busy_timeout = " + PATIENCE.toMillis());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void copyTo(Path file) {
    read(handle -> handle.execute("vacuum into ?", file.toString()));
  }

  @Override
  public List<String> faults() {
    return read(
        handle -> {
          List<String> faults = new ArrayList<>();
          handle.createQuery("pragma integrity_check").mapTo(String.class).forEach(faults::add);
          faults.remove("ok");
          handle
              .createQuery("pragma foreign_key_check")
              .map(
                  (row, _) ->
                      "a row of " + row.getString(1) + " refers to none of " + row.getString(3))
              .forEach(faults::add);
          return faults;
        });
  }

  @Override
  public void close() {
    closed = true;
    writer.close();
    places.acquireUninterruptibly(READERS);
    readers.forEach(Handle::close);
  }
}
