package courant.platform.db;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Where everything durable is. Reads see one consistent moment; a write is one transaction, durable
 * when the call returns.
 */
public interface Database extends AutoCloseable {
  /** Runs queries on a connection of their own. */
  <T> T read(Function<Handle, T> work);

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
   * Makes sure that what was deleted before is in none of our files any more; waits for those who
   * read and write.
   */
  void scrub();

  /** A data source over the same database, for libraries that bring their own SQL. */
  javax.sql.DataSource dataSource();

  @Override
  void close();
}
