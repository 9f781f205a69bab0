package courant.platform.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs small chores over and over, each on a thread of its own so that none waits for another. A
 * chore looks into the database for what is due and does it in transactions of its own, so that
 * several nodes may run the same chore, and a stop loses nothing.
 */
public final class Timer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Thread> chores = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Runs a chore, now and with this pause after each end; one that fails is tried again. */
  public void every(Duration pause, String name, Runnable chore) {
    chores.add(Thread.ofVirtual().name(name).start(() -> repeat(pause, name, chore)));
  }

  private void repeat(Duration pause, String name, Runnable chore) {
    try {
      do {
        try {
          chore.run();
        } catch (RuntimeException e) {
          LOG.error("{} failed; trying again in {}", name, pause, e);
        }
      } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a little for the chores that are running. */
  @Override
  public void close() {
    closing.countDown();
    try {
      for (Thread chore : chores) {
        chore.join(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
