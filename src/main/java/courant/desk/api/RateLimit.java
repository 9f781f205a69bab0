package courant.desk.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How much a token may ask: so many requests at once, and as many again within a minute. */
final class RateLimit {
  /** Requests. */
  static final int MOST = 600;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /**
   * What is left.
   *
   * @param pause until there is one more; zero if there is
   */
  record Left(int requests, Duration pause) {}

  private static final class Bucket {
    private double requests = MOST;
    private Instant at;

    Bucket(Instant at) {
      this.at = at;
    }
  }

  private final Cache<Long, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(2)).build();
  private final InstantSource clock;

  RateLimit(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one, if there is one. */
  Left take(long token) {
    Instant now = clock.instant();
    Bucket bucket = buckets.get(token, _ -> new Bucket(now));
    synchronized (bucket) {
      double passed = Math.max(0, Duration.between(bucket.at, now).toMillis());
      bucket.requests = Math.min(MOST, bucket.requests + passed * MOST / WINDOW.toMillis());
      bucket.at = now;
      if (bucket.requests < 1) {
        double missing = (1 - bucket.requests) * WINDOW.toMillis() / MOST;
        return new Left(0, Duration.ofMillis((long) Math.ceil(missing)));
      }
      bucket.requests -= 1;
      return new Left((int) bucket.requests, Duration.ZERO);
    }
  }
}
