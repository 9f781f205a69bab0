package courant.platform.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes a connection that has kept us waiting too long, whether it stalls while we read, while we
 * write, or by an endless trickle: socket timeouts cover only the first.
 */
final class Patience implements AutoCloseable {
  private static final long CALM = Long.MAX_VALUE;
  private final long nanos;
  private final Closeable watched;
  private final Thread watch;
  private volatile long deadline = CALM;
  private volatile boolean over;
  private volatile boolean lost;

  Patience(Duration patience, Closeable watched) {
    this.nanos = patience.toNanos();
    this.watched = watched;
    this.watch = Thread.ofVirtual().name("smtp-patience").start(this::watch);
  }

  /** Starts the wait for one exchange anew. */
  void begin() {
    deadline = System.nanoTime() + nanos;
  }

  /** We are not waiting for anything now. */
  void rest() {
    deadline = CALM;
  }

  /** Whether the connection was closed by us for taking too long. */
  boolean lost() {
    return lost;
  }

  private void watch() {
    while (!over) {
      long due = deadline;
      if (due != CALM && System.nanoTime() - due >= 0) {
        lost = true;
        closeWatched();
        return;
      }
      // Looking again after one patience at the latest is soon enough to be late by no more.
      LockSupport.parkNanos(due == CALM ? nanos : Math.max(1, due - System.nanoTime()));
    }
  }

  private void closeWatched() {
    try {
      watched.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(watch);
  }
}
