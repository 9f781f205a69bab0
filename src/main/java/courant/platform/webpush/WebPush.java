package courant.platform.webpush;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome.Answered;
import courant.platform.fetch.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Encrypts push messages and hands them to the subscriptions' push services (RFC 8030), over HTTP/2
 * where those speak it. Blocks; safe for many threads.
 */
public final class WebPush {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final int MOST_OF_AN_ANSWER = 4_096;

  private final Outgoing outgoing;
  private final Vapid vapid;
  private final InstantSource clock;
  private final Queue<Sealer> sealers = new ConcurrentLinkedQueue<>();
  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

  public WebPush(Outgoing outgoing, Vapid vapid, InstantSource clock) {
    this.outgoing = outgoing;
    this.vapid = vapid;
    this.clock = clock;
  }

  /**
   * Sends a message to one subscription. A service that asked for a pause is left alone until it is
   * over.
   */
  public Outcome send(Subscription to, PushMessage message) {
    Instant now = clock.instant();
    Instant until = pauses.get(to.origin());
    if (until != null && now.isBefore(until)) {
      return new Outcome.Later(Duration.between(now, until), "the service asked for a pause");
    }
    Ask ask =
        Ask.post(to.endpoint(), headers(to, message), seal(to, message.content()))
            .within(MOST_OF_AN_ANSWER, PATIENCE);
    return switch (outgoing.send(ask)) {
      case Answered answered -> outcome(to, answered);
      case courant.platform.fetch.Outcome.Refused(var why) -> new Outcome.Gone(why);
      case courant.platform.fetch.Outcome.Failed(_, var why) -> new Outcome.Later(PAUSE, why);
    };
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
