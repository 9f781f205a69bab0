package courant.delivery.hook;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, each message until it arrives or has been tried for two and a half days. Each
 * webhook has a thread of its own while there is something for it: a slow one keeps nobody waiting.
 */
final class SendHooks implements Runnable {
  /** Pauses after each failed try, as Standard Webhooks suggests. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20));

  private static final Logger LOG = LoggerFactory.getLogger(SendHooks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 65_536;

  private final Webhooks webhooks;
  private final Outgoing outgoing;
  private final InstantSource clock;
  private final Map<Long, Thread> senders = new ConcurrentHashMap<>();
  private volatile boolean closing;

  SendHooks(Webhooks webhooks, Outgoing outgoing, InstantSource clock) {
    this.webhooks = webhooks;
    this.outgoing = outgoing;
    this.clock = clock;
  }

  @Override
  public void run() {
    for (long webhook : webhooks.due()) {
      senders.computeIfAbsent(
          webhook,
          _ -> Thread.ofVirtual().name("webhook " + webhook).start(() -> sendAll(webhook)));
    }
  }

  private void sendAll(long webhook) {
    try {
      for (List<HookDelivery> due = claim(webhook); !due.isEmpty(); due = claim(webhook)) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
          due.forEach(one -> threads.execute(() -> send(one)));
        }
      }
    } catch (RuntimeException e) {
      LOG.error("sending to webhook {} failed; trying again", webhook, e);
    } finally {
      senders.remove(webhook);
    }
  }

  private List<HookDelivery> claim(long webhook) {
    return closing ? List.of() : webhooks.claim(webhook, LEASE);
  }

  /** Begins nothing more, and waits a little for what is under way. */
  void close() {
    closing = true;
    try {
      for (Thread sender : List.copyOf(senders.values())) {
        sender.join(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HookDelivery one) {
    Optional<Webhook> to = webhooks.byId(one.webhook());
    if (to.isEmpty()) {
      return;
    }
    URI address = URI.create(to.get().address());
    Optional<String> objection = outgoing.objection(address);
    if (objection.isPresent()) {
      failed(one, Optional.empty(), objection.get(), Optional.empty());
      return;
    }
    long seconds = clock.instant().getEpochSecond();
    Map<String, String> headers =
        Map.of(
            "content-type",
            "application/json",
            "user-agent",
            "Courant-Webhooks/1",
            "webhook-id",
            one.message(),
            "webhook-timestamp",
            Long.toString(seconds),
            "webhook-signature",
            webhooks.secret(one.webhook()).sign(one.message(), seconds, one.body()));
    Ask ask =
        Ask.post(address, headers, one.body().getBytes(StandardCharsets.UTF_8))
            .within(LARGEST_ANSWER, PATIENCE);
    switch (outgoing.send(ask)) {
      case Outcome.Answered answered -> answered(one, answered);
      case Outcome.Refused(var why) -> failed(one, Optional.empty(), why, Optional.empty());
      case Outcome.Failed(_, var why) -> failed(one, Optional.empty(), why, Optional.empty());
    }
  }

  private void answered(HookDelivery one, Outcome.Answered answered) {
    Optional<Integer> status = Optional.of(answered.status());
    if (answered.ok()) {
      webhooks.tried(one, HookDelivery.State.SENT, status, "", Optional.empty());
    } else if (answered.status() == 410) {
      // Standard Webhooks: the receiver wants nothing more.
      webhooks.tried(one, HookDelivery.State.FAILED, status, "gone", Optional.empty());
      webhooks.pause(one.webhook(), "gone");
    } else {
      failed(one, status, "", answered.retryAfter(clock.instant()));
    }
  }

  private void failed(
      HookDelivery one, Optional<Integer> status, String why, Optional<Duration> asked) {
    if (one.tries() >= PAUSES.size()) {
      webhooks.tried(one, HookDelivery.State.FAILED, status, why, Optional.empty());
      webhooks.pause(one.webhook(), "failing");
      LOG.warn("webhook {} is paused: {} could not be delivered", one.webhook(), one.message());
      return;
    }
    Duration pause = PAUSES.get(one.tries());
    Duration longest = Duration.ofDays(1);
    Duration wanted = asked.filter(time -> time.compareTo(longest) < 0).orElse(Duration.ZERO);
    Instant again = clock.instant().plus(wanted.compareTo(pause) > 0 ? wanted : pause);
    webhooks.tried(one, HookDelivery.State.WAITING, status, why, Optional.of(again));
  }
}
