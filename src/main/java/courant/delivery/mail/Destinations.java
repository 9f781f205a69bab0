package courant.delivery.mail;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps to what each destination bears: so many messages on their way at once, so many a minute.
 * For many threads.
 */
final class Destinations {
  private static final String ANY = "*";

  private final Map<String, Integer> perMinute;
  private final int atOnce;
  private final LongSupplier nanos;
  private final Map<String, Lane> lanes = new HashMap<>();

  /** One destination. */
  private static final class Lane {
    private int onTheWay;
    private long next;

    private Lane(long now) {
      next = now;
    }
  }

  /**
   * @param perMinute most messages a minute by domain, {@code *} for all others; no limit if there
   *     is none
   * @param atOnce messages on their way to a domain at the same time
   * @param nanos a clock that never jumps
   */
  Destinations(Map<String, Integer> perMinute, int atOnce, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.atOnce = atOnce;
    this.nanos = nanos;
  }

  /**
   * Reads {@code gmail.com=600,*=1200}.
   *
   * @throws IllegalArgumentException in words for an operator
   */
  static Map<String, Integer> parse(String rates) {
    Map<String, Integer> parsed = new HashMap<>();
    for (String rate : rates.split(",")) {
      if (!rate.isBlank()) {
        if (!rate.strip().matches("[^=\\s]+=[1-9][0-9]{0,6}")) {
          throw new IllegalArgumentException("mail-rate is written gmail.com=600,*=1200");
        }
        String[] parts = rate.strip().split("=");
        parsed.put(parts[0].toLowerCase(Locale.ROOT), Integer.parseInt(parts[1]));
      }
    }
    return parsed;
  }

  /** Whether a message may go to a domain now. */
  synchronized boolean admits(String domain) {
    Lane lane = lanes.get(domain);
    return lane == null
        || (lane.onTheWay < atOnce && (rate(domain) == 0 || lane.next - nanos.getAsLong() <= 0));
  }

  /** A message to a domain is on its way, until it is {@link #done}. */
  synchronized void begin(String domain) {
    long now = nanos.getAsLong();
    Lane lane = lanes.computeIfAbsent(domain, _ -> new Lane(now));
    lane.onTheWay++;
    int rate = rate(domain);
    if (rate > 0) {
      lane.next = Math.max(now, lane.next) + Duration.ofMinutes(1).toNanos() / rate;
    }
  }

  /** Most messages a minute; 0 for any number. */
  private int rate(String domain) {
    return perMinute.getOrDefault(domain, perMinute.getOrDefault(ANY, 0));
  }

  /** A message has arrived, or has not. */
  synchronized void done(String domain) {
    Lane lane = lanes.get(domain);
    if (lane != null) {
      lane.onTheWay--;
    }
    notifyAll();
  }

  /** Waits a little, or until a message is done. */
  synchronized void await() {
    try {
      wait(Duration.ofMillis(50).toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What comes behind the at sign, as it is counted. */
  static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }
}
