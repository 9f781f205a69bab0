package courant.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
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

  /** Counts for the network a request comes from. */
  public boolean admitsNetwork(Request request) {
    return admits(network(request.network()));
  }

  /** The network that an address is of: in IPv6 everyone has 2⁶⁴ addresses. */
  public static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // Proxies write zeros in short, so that groups cannot be counted.
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length < 16 ? address : HexFormat.of().formatHex(bytes, 0, 8);
    } catch (IllegalArgumentException _) {
      return address;
    }
  }
}
