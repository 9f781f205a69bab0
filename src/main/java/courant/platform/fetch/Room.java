package courant.platform.fetch;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that answers may fill while they come in and until they have been worked on: so many
 * places of each size, shared by all who are given a share of it. An answer that outgrows its place
 * keeps it until a larger one is free; the largest places wait for nothing, so that all goes on.
 */
public final class Room {
  /** Without bounds, for what is bounded elsewhere. */
  public static final Room ENDLESS = new Room(new Places(Integer.MAX_VALUE, Integer.MAX_VALUE));

  /**
   * Places of one size.
   *
   * @param count how many there are
   */
  public record Places(int bytes, int count) {}

  private record Rung(int bytes, Semaphore free) {}

  private final List<Rung> rungs;

  /** Room of these places, the smallest first. */
  public Room(Places... places) {
    rungs =
        Arrays.stream(places)
            .map(size -> new Rung(size.bytes, new Semaphore(size.count, true)))
            .toList();
  }

  /** A share that holds nothing yet. */
  public Share share() {
    return new Share();
  }

  /**
   * What one answer takes up. It grows on one thread; how much it holds may be looked at from any.
   */
  public final class Share implements AutoCloseable {
    private static final int NOTHING = -1;
    private volatile int rung = NOTHING;

    private Share() {}

    /** How large an answer may grow before it needs another place. */
    int bytes() {
      return rung == NOTHING ? 0 : rungs.get(rung).bytes;
    }

    /**
     * Waits for a place of at least this size, no smaller than the one that is held.
     *
     * @return whether there was one in time; if not, what is held stays so
     * @throws IllegalArgumentException if no place is as large
     */
    public boolean grow(int bytes, Duration patience) {
      int wanted = rungOf(bytes);
      if (wanted <= rung) {
        return true;
      }
      try {
        if (!rungs.get(wanted).free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
      close();
      rung = wanted;
      return true;
    }

    private int rungOf(int bytes) {
      for (int i = 0; i < rungs.size(); i++) {
        if (bytes <= rungs.get(i).bytes) {
          return i;
        }
      }
      throw new IllegalArgumentException("no room for " + bytes + " bytes");
    }

    /** Gives back what is held. */
    @Override
    public void close() {
      int held = rung;
      rung = NOTHING;
      if (held != NOTHING) {
        rungs.get(held).free.release();
      }
    }
  }
}
