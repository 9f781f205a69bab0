package courant.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what each asks for in a stretch of time. In memory and bounded: a flood from ever new
 * askers may push out counts, but takes no more room.
 */
public final class Limiter {
  private static final int MOST_ASKERS = 100_000;

  private final int most;
  private final Cache<String, AtomicInteger> counts;

  /**
   * @param most how many are admitted in one stretch
   */
  public Limiter(int most, Duration stretch, InstantSource clock) {
    this.most = most;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_ASKERS)
            .expireAfterWrite(stretch)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /** Counts one more; whether it is still within the limit. */
  public boolean admits(String asker) {
    return counts.get(asker, _ -> new AtomicInteger()).incrementAndGet() <= most;
  }

  /** Counts for the network a request comes from; in IPv6 everyone has 2⁶⁴ addresses. */
  public boolean admitsNetwork(Request request) {
    String address = request.network();
    String[] groups = address.split(":", -1);
    return admits(groups.length < 5 ? address : String.join(":", List.of(groups).subList(0, 4)));
  }
}
