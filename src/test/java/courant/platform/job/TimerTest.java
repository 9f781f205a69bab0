package courant.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.config.Logging;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerTest {
  static {
    Logging.configure();
  }

  private static final Duration LONG = Duration.ofDays(1);

  private final Timer timer = new Timer();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);

  @AfterEach
  void close() {
    timer.close();
  }

  private static void await(Semaphore signal) throws InterruptedException {
    assertThat(signal.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoIsWokenDoesNotWaitForTheEndOfItsPause() throws InterruptedException {
    Runnable wake = timer.every(LONG, "counting", begun::release);
    await(begun);
    wake.run();
    await(begun);
  }

  @Test
  void whoIsWokenWhileAtWorkLooksOnceMore() throws InterruptedException {
    Runnable wake =
        timer.every(
            LONG,
            "counting",
            () -> {
              begun.release();
              ended.acquireUninterruptibly();
            });
    await(begun);
    wake.run();
    wake.run();
    ended.release();
    await(begun);
    ended.release();
    timer.close();
    assertThat(begun.availablePermits()).isZero();
  }

  @Test
  void whoFailedIsTriedAgain() throws InterruptedException {
    timer.every(
        Duration.ofMillis(1),
        "failing",
        () -> {
          begun.release();
          throw new IllegalStateException("on purpose");
        });
    await(begun);
    await(begun);
  }

  @Test
  void whoRanOutOfStackIsTriedAgain() throws InterruptedException {
    timer.every(
        Duration.ofMillis(1),
        "failing",
        () -> {
          begun.release();
          throw new StackOverflowError("on purpose");
        });
    await(begun);
    await(begun);
  }
}
