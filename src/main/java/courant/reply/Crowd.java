package courant.reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.story.StoryId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how many write at once. Networks are known only by a hash with a salt that is new each
 * day, and both are in memory alone.
 */
final class Crowd {
  private static final Duration STRETCH = Duration.ofMinutes(10);
  private static final int MOST_COUNTED = 100_000;

  private final ReplyLimits limits;
  private final InstantSource clock;
  private final Cache<String, AtomicInteger> counts;
  private byte[] salt = new byte[16];
  private long saltedDay = -1;

  Crowd(ReplyLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_COUNTED)
            .expireAfterWrite(STRETCH)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /** Whether one more from this network is still within the limit. */
  boolean admitsFrom(String network) {
    return count(hash(network)) <= limits.perNetwork();
  }

  /** Whether so many write under this story, or everywhere, that the desk should look at each. */
  boolean floods(StoryId story) {
    boolean here = count("story " + story.value()) > limits.perStory();
    return count("all") > limits.overall() || here;
  }

  private int count(String of) {
    return counts.get(of, _ -> new AtomicInteger()).incrementAndGet();
  }

  private synchronized String hash(String network) {
    long today = Duration.ofMillis(clock.millis()).toDays();
    if (today != saltedDay) {
      new SecureRandom().nextBytes(salt);
      saltedDay = today;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return HexFormat.of()
          .formatHex(digest.digest(network.getBytes(StandardCharsets.UTF_8)), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
