package courant.platform.webpush;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Push services that let us wait in vain. Anybody can name one; so after a few times in a row it is
 * left alone, for longer each time, and does not keep the messages of others waiting.
 */
final class SilentServices {
  private static final int MOST_IN_A_ROW = 5;
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * @param times in a row
   * @param until when it is left alone
   * @param asked whether somebody is trying it again
   */
  private record Silence(int times, Instant until, boolean asked) {
    boolean rests() {
      return times >= MOST_IN_A_ROW;
    }
  }

  private final Map<String, Silence> silent = new ConcurrentHashMap<>();
  private final InstantSource clock;

  SilentServices(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * For how long a service is left alone; empty if the caller may ask it. Once that is over, one
   * asks, and all others wait for what becomes of it.
   */
  Optional<Duration> rest(String host) {
    Silence known = silent.get(host);
    if (known == null || !known.rests()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (now.isBefore(known.until)) {
      return Optional.of(Duration.between(now, known.until));
    }
    Duration pause = pause(known.times);
    boolean ours = silent.replace(host, known, new Silence(known.times, now.plus(pause), true));
    return ours ? Optional.empty() : Optional.of(pause);
  }

  void answered(String host) {
    silent.remove(host);
  }

  /** Counts, but of many that were waiting at the same time only as many as it takes. */
  void waitedInVain(String host) {
    silent.compute(
        host,
        (_, known) -> {
          if (known != null && known.rests() && !known.asked) {
            return known;
          }
          int times = known == null ? 1 : known.times + 1;
          return new Silence(times, clock.instant().plus(pause(times)), false);
        });
  }

  private static Duration pause(int times) {
    Duration pause = Duration.ofMinutes(1L << Math.clamp(times - MOST_IN_A_ROW, 0, 6));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
