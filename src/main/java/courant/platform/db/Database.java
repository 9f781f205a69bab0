package courant.platform.db;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Where everything durable is. Each query sees one consistent moment; a write is one transaction,
 * durable when the call returns. Writes come one after the other, on all nodes together: what one
 * has looked up is still so when it commits, and numbers that a table gives out become visible in
 * their order.
 */
public interface Database extends AutoCloseable {
  /**
   * Opens a database and brings its schema up to date.
   *
   * @param address {@code sqlite:} or {@code postgresql://user:password@host:port/name}
   * @param file where SQLite keeps it
   * @throws IllegalArgumentException if the address is neither
   */
  static Database open(String address, Path file) {
    if (address.equals("sqlite:")) {
      return new SqliteDatabase(file);
    }
    return new PostgresDatabase(PostgresAddress.parse(address));
  }

  /** Runs queries on a connection of their own. */
  <T> T read(Function<Handle, T> work);

  /** Runs queries that all see the same moment, however long they take. */
  <T> T snapshot(Function<Handle, T> work);

  /**
   * Runs one transaction; if {@code work} throws, nothing of it stays and the caller sees the
   * exception.
   */
  <T> T write(Function<Handle, T> work);

  /** {@link #write} for work that answers nothing. */
  default void change(Consumer<Handle> work) {
    write(
        handle -> {
          work.accept(handle);
          return true;
        });
  }

  /**
   * Has something run once the transaction in progress is committed, and never if it is not. To be
   * called within a {@link #write}.
   *
   * @param then quick, for all writers wait for it; must neither write nor throw
   */
  void afterCommit(Runnable then);

  /**
   * Lets the other nodes know, once this transaction is committed, that there is something to look
   * for; see {@link #whenCalled}. Where nobody else can be connected it does nothing.
   */
  default void callOthers(Handle handle) {}

  /**
   * Has something run soon after any node called. A call may be lost with the connection that
   * listens for it, so who must not miss anything looks by itself from time to time.
   */
  default void whenCalled(Runnable look) {}

  /**
   * Makes sure that what was deleted before is in none of our files any more: at once, or if
   * somebody still reads what was before, soon after they have read. The files of a PostgreSQL
   * server are not ours: it overwrites what was deleted in its own time, and keeps it in its log
   * and its backups as long as it is told to.
   */
  void scrub();

  /** Writes all of it, as it is at this moment, into a new SQLite file; others go on working. */
  void copyTo(Path file);

  /** What is wrong with what is kept, as the database itself finds it; empty if it is sound. */
  List<String> faults();

  @Override
  void close();
}
