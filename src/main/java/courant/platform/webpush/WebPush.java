package courant.platform.webpush;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome.Answered;
import courant.platform.fetch.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Encrypts push messages and hands them to the subscriptions' push services (RFC 8030), over HTTP/2
 * where those speak it. Blocks; safe for many threads.
 */
public final class WebPush {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final int MOST_OF_AN_ANSWER = 4_096;

  /** Fewer than go out at all, so that slow services leave some to others. */
  private static final int MOST_AT_ONCE = 48;

  private final Outgoing outgoing;
  private final Vapid vapid;
  private final InstantSource clock;
  private final Queue<Sealer> sealers = new ConcurrentLinkedQueue<>();
  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
  private final SilentServices silent;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Duration patience;

  public WebPush(Outgoing outgoing, Vapid vapid, InstantSource clock) {
    this(outgoing, vapid, clock, PATIENCE);
  }

  WebPush(Outgoing outgoing, Vapid vapid, InstantSource clock, Duration patience) {
    this.outgoing = outgoing;
    this.vapid = vapid;
    this.clock = clock;
    this.silent = new SilentServices(clock);
    this.patience = patience;
  }

  /**
   * Sends a message to one subscription. A service that asked for a pause is left alone until it is
   * over, and so for a while is one that has not answered lately.
   */
  public Outcome send(Subscription to, PushMessage message) {
    places.acquireUninterruptibly();
    try {
      return rest(to).orElseGet(() -> ask(to, message));
    } finally {
      places.release();
    }
  }

  /** Why a service is not asked now; of those that waited for a place, too. */
  private Optional<Outcome> rest(Subscription to) {
    Instant now = clock.instant();
    Instant until = pauses.get(to.origin());
    return until != null && now.isBefore(until)
        ? Optional.of(
            new Outcome.Later(Duration.between(now, until), "the service asked for a pause"))
        : silent
            .rest(host(to))
            .map(pause -> new Outcome.Later(pause, "the service has not answered lately"));
  }

  private Outcome ask(Subscription to, PushMessage message) {
    Ask ask =
        Ask.post(to.endpoint(), headers(to, message), seal(to, message.content()))
            .within(MOST_OF_AN_ANSWER, patience);
    long began = System.nanoTime();
    return switch (outgoing.send(ask)) {
      case Answered answered -> {
        silent.answered(host(to));
        yield outcome(to, answered);
      }
      case courant.platform.fetch.Outcome.Refused(var why) -> new Outcome.Gone(why);
      case courant.platform.fetch.Outcome.Failed(_, var why) -> {
        if (System.nanoTime() - began > patience.toNanos() / 4) {
          silent.waitedInVain(host(to)); // what fails at once keeps nobody waiting
        }
        yield new Outcome.Later(PAUSE, why);
      }
    };
  }

  /** A host has as many origins as it likes. */
  private static String host(Subscription to) {
    return to.endpoint().getHost().toLowerCase(Locale.ROOT);
  }

  private Map<String, String> headers(Subscription to, PushMessage message) {
    Map<String, String> headers = new HashMap<>();
    headers.put("authorization", vapid.authorization(to.origin()));
    headers.put("content-encoding", "aes128gcm");
    headers.put("content-type", "application/octet-stream");
    headers.put("ttl", String.valueOf(message.life().toSeconds()));
    headers.put("urgency", message.urgency().word());
    if (!message.topic().isEmpty()) {
      headers.put("topic", message.topic());
    }
    return headers;
  }

  private byte[] seal(Subscription to, byte[] content) {
    Sealer idle = sealers.poll();
    Sealer sealer = idle == null ? new Sealer() : idle;
    try {
      return sealer.seal(to, content);
    } finally {
      sealers.add(sealer);
    }
  }

  private Outcome outcome(Subscription to, Answered answered) {
    int status = answered.status();
    String why = "the service answered " + status;
    if (answered.ok()) {
      return new Outcome.Delivered();
    }
    if (status == 404 || status == 410) {
      return new Outcome.Gone(why);
    }
    if (status == 429 || status >= 500) {
      return later(to, answered, why);
    }
    return new Outcome.Refused(why);
  }

  /** Too many requests concern the whole service; a fault perhaps only this message. */
  private Outcome.Later later(Subscription to, Answered answered, String why) {
    Instant now = clock.instant();
    Duration asked = answered.retryAfter(now).orElse(PAUSE);
    Duration pause = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    if (answered.status() == 429 || answered.header("retry-after").isPresent()) {
      pauses.put(to.origin(), now.plus(pause));
    }
    return new Outcome.Later(pause, why);
  }
}
