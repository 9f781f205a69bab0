package courant.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do. */
public final class Await {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Await() {}

  /** Looks again every millisecond until it is so. */
  public static void until(BooleanSupplier isSo) {
    until(LONGEST, isSo);
  }

  /** The same for what may take its time. */
  public static void until(Duration longest, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + longest + " in vain");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
