package courant.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The embedded database: a file in WAL mode, several readers, one writer. */
final class SqliteDatabase implements Database {
  private static final int READERS = 8;
  private static final int MOST_TOGETHER = 512;

  /** Statements kept prepared: a writer says the same few dozen things all day, a reader more. */
  private static final int KEPT_TO_WRITE = 256;

  private static final int KEPT_TO_READ = 100;

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
    config.setBusyTimeout(10_000);
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
   * writer empties it, between two commits: whoever else tried would find it busy with its own.
   */
  @Override
  public void scrub() {
    writer.alone(SqliteDatabase::emptyLog);
  }

  private static void emptyLog(Handle handle) {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet outcome = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (!outcome.next() || outcome.getInt("busy") != 0) {
        throw new SQLException("someone has read it for too long");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot empty the log of writes", e);
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
    writer.close();
    places.acquireUninterruptibly(READERS);
    readers.forEach(Handle::close);
  }
}
