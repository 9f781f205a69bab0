package courant.delivery;

import courant.platform.web.Published;
import courant.reply.PostReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Drops published bytes that nothing has changed but time: pages whose replies have closed by
 * themselves, and those whose reply form grows too old to be sent.
 */
public final class ReplyAging implements Runnable {
  private static final Duration FORMS_LAST = Duration.ofDays(1);

  private final Published published;
  private final PostReply replies;
  private final InstantSource clock;
  private Instant seen;
  private Instant renewed;

  public ReplyAging(Published published, PostReply replies, InstantSource clock) {
    this.published = published;
    this.replies = replies;
    this.clock = clock;
    seen = clock.instant();
    renewed = seen;
  }

  /** Looks what the time since it last looked has made of them. */
  @Override
  public synchronized void run() {
    Instant now = clock.instant();
    replies.closedBetween(seen, now).forEach(story -> published.drop(Set.of(Tags.replies(story))));
    seen = now;
    if (renewed.plus(FORMS_LAST).isBefore(now)) {
      published.drop(Set.of(Tags.REPLY_FORM));
      renewed = now;
    }
  }
}
