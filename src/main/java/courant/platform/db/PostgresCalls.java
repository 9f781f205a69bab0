package courant.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
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

  /** The server answers nothing in between; only hanging up ends a wait. */
  private static final Duration WAIT = Duration.ofMillis(500);

  private static final Duration BEFORE_RECONNECTING = Duration.ofSeconds(1);

  private final DataSource source;
  private final Runnable look;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection listening;

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
        listening = connection;
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        if (closing.getCount() > 0) {
          LOG.info("does not hear the other nodes for a moment", e);
          pause();
        }
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

  /** So that a stop does not wait for the next look at the clock. */
  private void hangUp() {
    Connection open = listening;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("was hung up already", e);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    hangUp();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
