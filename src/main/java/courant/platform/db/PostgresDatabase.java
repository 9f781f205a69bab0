package courant.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database on a PostgreSQL server, shared by any number of nodes: several readers, and one writer
 * that holds the only lock there is for as long as its transaction takes. So the writers of all
 * nodes keep the promises that one writer keeps: nothing to deadlock on, nothing to try again, and
 * facts become visible in the order of their numbers.
 */
final class PostgresDatabase implements Database {
  private static final int READERS = 16;

  /**
   * The server keeps so many savepoints of a transaction at hand; more of them slow its readers.
   */
  private static final int MOST_TOGETHER = 64;

  /** Any number that nobody else locks in this database: "Courant" in ASCII. */
  private static final long WRITING = 0x43_6f_75_72_61_6e_74L;

  /** A writer that hangs in its transaction must not keep the others waiting for longer. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /**
   * Nor one whose network was cut: the server gives up whoever acknowledges nothing for so long,
   * and with the connection the lock. Hours by default.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  /** An answer that takes longer will not come any more. */
  private static final Duration LONGEST_QUERY = Duration.ofMinutes(5);

  private final HikariDataSource pool;
  private final Jdbi reading;
  private final GroupCommit writer;
  private final PGSimpleDataSource source;
  private @Nullable PostgresCalls calls;

  /**
   * Connects, and brings the schema up to date.
   *
   * @throws IllegalStateException if the server cannot be reached or refuses us
   */
  PostgresDatabase(PostgresAddress address) {
    source = source(address);
    try {
      source.getConnection().close();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot open " + address + ": " + e.getMessage(), e);
    }
    Migrations.run(source, Migrations.Dialect.POSTGRESQL);
    Jdbi writing = PostgresArguments.register(SharedParser.on(source));
    writing.useHandle(PostgresDatabase::compareTextAsBytes);
    writing.useTransaction(PostgresDatabase::knowAllLetters);
    pool = pool(source);
    reading = PostgresArguments.register(SharedParser.on(pool));
    writer =
        new GroupCommit(
            writing::open, "BEGIN; SELECT pg_advisory_xact_lock(" + WRITING + ")", MOST_TOGETHER);
  }

  private static PGSimpleDataSource source(PostgresAddress address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setApplicationName("courant");
    source.setTcpKeepAlive(true);
    source.setSocketFactory(WatchedSockets.class.getName());
    source.setConnectTimeout(10);
    source.setSocketTimeout((int) LONGEST_QUERY.toSeconds());
    source.setReWriteBatchedInserts(true);
    source.setOptions(
        "-c idle_in_transaction_session_timeout=%d -c tcp_user_timeout=%d -c tcp_keepalives_idle=%d -c tcp_keepalives_interval=1"
            .formatted(
                LONGEST_PAUSE.toMillis(),
                LONGEST_SILENCE.toMillis(),
                LONGEST_SILENCE.toSeconds() / 2));
    source.setUrl(address.jdbc());
    if (!address.user().isEmpty()) {
      source.setUser(address.user());
    }
    if (!address.password().isEmpty()) {
      source.setPassword(address.password());
    }
    return source;
  }

  private static HikariDataSource pool(PGSimpleDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(2);
    config.setPoolName("database-readers");
    return new HikariDataSource(config);
  }

  /**
   * Text is compared byte by byte, as SQLite does, whatever language the database was made for:
   * paths of replies and pages of lists rely on one order everywhere. Does nothing but look once
   * all columns are so.
   */
  private static void compareTextAsBytes(Handle handle) {
    List<String> changes =
        handle
            .createQuery(
                """
                select format('alter table %s alter column %I type text collate "C"',
                              attrelid::regclass, attname)
                from pg_attribute
                join pg_class on pg_class.oid = attrelid
                where relkind = 'r' and relnamespace = current_schema()::regnamespace
                  and atttypid = 'text'::regtype and attcollation = 'default'::regcollation
                  and not attisdropped
                order by 1
                """)
            .mapTo(String.class)
            .list();
    changes.forEach(change -> handle.execute(change));
  }

  /**
   * Makes the function that {@link AnyCase} asks for, unless it is there: text that is compared as
   * bytes is put into lower case as ASCII. Under the writers' lock, for nodes that start together.
   */
  private static void knowAllLetters(Handle handle) {
    if (given(handle, "to_regproc('" + AnyCase.ALL_LETTERS + "') is not null")) {
      return;
    }
    handle.execute("select pg_advisory_xact_lock(" + WRITING + ")");
    boolean icu = given(handle, "exists (select 1 from pg_collation where collname = 'und-x-icu')");
    handle.execute(
        """
        create or replace function %s(text) returns text
        language sql immutable parallel safe as 'select lower($1 collate "%s")'
        """
            .formatted(AnyCase.ALL_LETTERS, icu ? "und-x-icu" : "default"));
  }

  private static boolean given(Handle handle, String condition) {
    return handle.createQuery("select " + condition).mapTo(Boolean.class).one();
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return reading.withHandle(work::apply);
  }

  @Override
  public <T> T snapshot(Function<Handle, T> work) {
    return reading.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          // Nobody waits for it, and it may pause for long: a copy is read while it lies idle.
          handle.execute("set local idle_in_transaction_session_timeout = 0");
          return work.apply(handle);
        });
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return writer.write(work);
  }

  @Override
  public void afterCommit(Runnable then) {
    writer.afterCommit(then);
  }

  @Override
  public void callOthers(Handle handle) {
    PostgresCalls.call(handle);
  }

  @Override
  public synchronized void whenCalled(Runnable look) {
    if (calls != null) {
      throw new IllegalStateException("somebody listens already");
    }
    calls = new PostgresCalls(source, look);
  }

  @Override
  public void scrub() {
    // The server's vacuum does it, on its own.
  }

  @Override
  public void copyTo(Path file) {
    try (SqliteDatabase copy = new SqliteDatabase(file)) {
      Copy.run(this, copy);
      if (!copy.emptied()) {
        throw new IllegalStateException("not all of the copy is in " + file);
      }
    }
  }

  @Override
  public List<String> faults() {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    select 'its encoding is ' || pg_encoding_to_char(encoding) || ', not UTF8'
                    from pg_database where datname = current_database() and encoding <> 6
                    union all
                    select checksum_failures || ' pages were found damaged'
                    from pg_stat_database
                    where datname = current_database() and checksum_failures > 0
                    union all
                    select 'index ' || indexrelid::regclass || ' is not valid; reindex it'
                    from pg_index where not indisvalid
                    """)
                .mapTo(String.class)
                .list());
  }

  @Override
  public synchronized void close() {
    if (calls != null) {
      calls.close();
    }
    writer.close();
    pool.close();
  }
}
