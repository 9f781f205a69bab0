package courant.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the other nodes' calls by {@code LISTEN}, on a connection of its own that is opened anew
 * whenever it breaks. A pooler between us and the server that hands each transaction to another
 * connection swallows calls; those who look by themselves are then only a moment later.
 */
final class PostgresCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCalls.class);
  private static final String CHANNEL = "courant";

  /** Also how long closing may take; the server answers nothing in between. */
  private static final Duration WAIT = Duration.ofMillis(500);

  private static final Duration BEFORE_RECONNECTING = Duration.ofSeconds(1);

  private final DataSource source;
  private final Runnable look;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  PostgresCalls(DataSource source, Runnable look) {
    this.source = source;
    this.look = look;
    this.thread = Thread.ofVirtual().name("database-calls").start(this::run);
  }

  /** Sent by the server once the transaction is committed, and only then. */
  static void call(Handle handle) {
    handle.execute("notify " + CHANNEL);
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Connection connection = source.getConnection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        LOG.info("does not hear the other nodes for a moment", e);
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    // Whatever was called while nobody listened.
    look.run();
    PGConnection server = connection.unwrap(PGConnection.class);
    while (closing.getCount() > 0) {
      if (server.getNotifications((int) WAIT.toMillis()).length > 0) {
        look.run();
      }
    }
  }

  private void pause() {
    try {
      closing.await(BEFORE_RECONNECTING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
