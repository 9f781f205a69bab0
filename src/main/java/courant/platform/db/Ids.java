package courant.platform.db;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Numbers for new rows: 42 bits of milliseconds since 2020, 21 bits that start at random each
 * millisecond and count up, so that they grow with time, never repeat on a node, and nodes need not
 * ask each other.
 */
public final class Ids {
  private static final long EPOCH_2020 = 1_577_836_800_000L;
  private static final int LOW_BITS = 21;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final AtomicLong last = new AtomicLong();

  public Ids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A number larger than all before it, even if the clock jumps back. */
  public long next() {
    long fresh =
        ((clock.millis() - EPOCH_2020) << LOW_BITS) | random.nextLong(1L << (LOW_BITS - 1));
    return last.accumulateAndGet(fresh, (previous, candidate) -> Math.max(previous + 1, candidate));
  }
}
