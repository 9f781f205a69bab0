package courant.platform.job;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs small chores over and over. A chore looks into the database for what is due and does it in
 * transactions of its own, so that several nodes may run the same chore, and a stop loses nothing.
 */
public final class Timer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("timer").daemon().factory());

  /** Runs a chore, now and with this pause after each end; one that fails is tried again. */
  public void every(Duration pause, String name, Runnable chore) {
    executor.scheduleWithFixedDelay(
        () -> {
          try {
            chore.run();
          } catch (RuntimeException e) {
            LOG.error("{} failed; trying again in {}", name, pause, e);
          }
        },
        0,
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Waits for the chore that is running. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
