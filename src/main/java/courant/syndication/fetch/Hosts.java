package courant.syndication.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests to one host take turns, one at a time, and remembers which host asked to be left
 * alone. A host whose answers are slow keeps nobody waiting but its own feeds.
 */
public final class Hosts {
  /** Nobody sleeps longer than this for a host; what it asks for beyond is put off. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(10);

  private final Map<String, Turn> turns = new ConcurrentHashMap<>();
  private final Map<String, Instant> resting = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Hosts(InstantSource clock) {
    this.clock = clock;
  }

  /** Who waits for a host. */
  private static final class Turn {
    private final Semaphore place = new Semaphore(1, true);
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile long freeAt = System.nanoTime();

    private boolean isOver() {
      return wanted.get() == 0 && freeAt - System.nanoTime() <= 0;
    }
  }

  /**
   * Runs work when it is its turn.
   *
   * @param gap to be left after it before the next may begin
   */
  <T> T inTurn(String host, Duration gap, Supplier<T> work) {
    Turn turn = turns.compute(host, (_, known) -> wanted(known));
    turn.place.acquireUninterruptibly();
    try {
      LockSupport.parkNanos(turn.freeAt - System.nanoTime());
      return work.get();
    } finally {
      turn.freeAt =
          System.nanoTime() + (gap.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : gap).toNanos();
      turn.place.release();
      turns.computeIfPresent(host, (_, known) -> left(known));
    }
  }

  private static Turn wanted(@Nullable Turn known) {
    Turn turn = known == null ? new Turn() : known;
    turn.wanted.incrementAndGet();
    return turn;
  }

  private static @Nullable Turn left(Turn turn) {
    turn.wanted.decrementAndGet();
    return turn.isOver() ? null : turn;
  }

  /** Hosts for which more than so many wait. */
  public Set<String> crowded(int most) {
    turns
        .keySet()
        .forEach(host -> turns.computeIfPresent(host, (_, it) -> it.isOver() ? null : it));
    return turns.entrySet().stream()
        .filter(entry -> entry.getValue().wanted.get() > most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Leaves a host alone for a while, as it asked. */
  void rest(String host, Duration pause) {
    resting.put(host, clock.instant().plus(pause));
  }

  /** How long a host still wants to be left alone; empty if it does not. */
  Optional<Duration> resting(String host) {
    Instant until = resting.get(host);
    if (until == null) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), until);
    if (left.isPositive()) {
      return Optional.of(left);
    }
    resting.remove(host, until);
    return Optional.empty();
  }
}
