package courant.platform.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs small chores over and over, each on a thread of its own so that none waits for another. A
 * chore looks into the database for what is due and does it in transactions of its own, so that
 * several nodes may run the same chore, and a stop loses nothing. Who has made work for a chore
 * wakes it; its pauses are for work that other nodes made, or that becomes due by itself.
 */
public final class Timer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The longest pause of a chore for which somebody waits. */
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final List<Chore> chores = new CopyOnWriteArrayList<>();
  private volatile boolean closing;

  /**
   * Runs a chore, now and with this pause after each end; one that fails is tried again.
   *
   * @return ends the pause, or the next one if the chore is running; does not block
   */
  public Runnable every(Duration pause, String name, Runnable work) {
    Chore chore = new Chore(pause, name, work);
    chores.add(chore);
    chore.thread.start();
    return chore.signal::release;
  }

  /** Ends the pauses of all chores that look every few seconds: the clock was put forward. */
  public void lookNow() {
    chores.stream()
        .filter(chore -> chore.pause.compareTo(PROMPT) <= 0)
        .forEach(chore -> chore.signal.release());
  }

  /** Waits a little for the chores that are running. */
  @Override
  public void close() {
    closing = true;
    chores.forEach(chore -> chore.signal.release());
    try {
      for (Chore chore : chores) {
        chore.thread.join(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One chore and its thread. */
  private final class Chore {
    private final Duration pause;
    private final String name;
    private final Runnable work;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;

    private Chore(Duration pause, String name, Runnable work) {
      this.pause = pause;
      this.name = name;
      this.work = work;
      this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
    }

    private void repeat() {
      try {
        do {
          attempt();
          signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
          signal.drainPermits();
        } while (!closing);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    /** An error ends one attempt only, too: nobody would begin the chore again before a restart. */
    private void attempt() {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        LOG.error("{} failed; trying again in {}", name, pause, e);
      }
    }
  }
}
