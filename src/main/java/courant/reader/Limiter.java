package courant.reader;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.platform.web.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what each asks for in a stretch of time. In memory and bounded: a flood from ever new
 * askers may push out counts, but takes no more room.
 */
final class Limiter {
  private static final int MOST_ASKERS = 100_000;

  private final int most;
  private final Cache<String, AtomicInteger> counts;

  Limiter(int most, Duration stretch, InstantSource clock) {
    this.most = most;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_ASKERS)
            .expireAfterWrite(stretch)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /** Counts one more; whether it is still within the limit. */
  boolean admits(String asker) {
    return counts.get(asker, _ -> new AtomicInteger()).incrementAndGet() <= most;
  }

  /** Counts for the network a request comes from; in IPv6 everyone has 2⁶⁴ addresses. */
  boolean admitsNetwork(Request request) {
    String address = request.network();
    String[] groups = address.split(":", -1);
    return admits(groups.length < 5 ? address : String.join(":", List.of(groups).subList(0, 4)));
  }
}
