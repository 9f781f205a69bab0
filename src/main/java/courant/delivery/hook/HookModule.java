package courant.delivery.hook;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.reply.Replies;
import courant.story.Stories;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Webhooks: planned from facts, sent, and looked after at the desk. */
public final class HookModule implements AutoCloseable {
  private static final Duration KEPT = Duration.ofDays(30);

  private final Webhooks webhooks;
  private final PlanHooks plan;
  private final SendHooks send;
  private final Outgoing outgoing;
  private final InstantSource clock;

  public HookModule(
      Database database,
      Vault vault,
      Stories stories,
      Replies replies,
      Outgoing outgoing,
      Supplier<URI> site,
      Ids ids,
      InstantSource clock) {
    webhooks = new Webhooks(database, vault, ids, clock);
    plan = new PlanHooks(webhooks, stories, replies, site);
    send = new SendHooks(webhooks, outgoing, clock);
    this.outgoing = outgoing;
    this.clock = clock;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  /** A webhook that was just added. */
  public record Added(Webhook webhook, HookSecret secret) {}

  /** Why an address cannot be one; empty if it can. */
  public Optional<String> objection(String address) {
    try {
      return outgoing.objection(new URI(address));
    } catch (URISyntaxException _) {
      return Optional.of("not an address");
    }
  }

  /**
   * Adds a webhook.
   *
   * @return empty if there are as many as there may be
   */
  public Optional<Added> add(String address, List<HookEvent> events) {
    if (webhooks.all().size() >= Webhooks.MOST) {
      return Optional.empty();
    }
    long id = webhooks.nextId();
    HookSecret secret = webhooks.add(id, address, events);
    return webhooks.byId(id).map(webhook -> new Added(webhook, secret));
  }

  /** Begins to send a message that says nothing, to see whether it arrives. */
  public void ping(Webhook webhook) {
    String message = "msg_ping_" + webhooks.nextId();
    webhooks.plan(
        webhook.id(),
        message,
        HookEvent.PING,
        PlanHooks.body(HookEvent.PING, clock.instant().toString(), new JsonObject()));
    send.run();
  }

  /** Begins to plan and send; news from now on. */
  public void jobs(Facts facts, Timer timer) {
    Runnable wakeSender = timer.every(Duration.ofSeconds(1), "sending webhooks", send);
    facts.follow("webhooks", plan.then(wakeSender));
    timer.every(
        Duration.ofHours(6),
        "tidying up after webhooks",
        () -> webhooks.tidy(clock.instant().minus(KEPT)));
  }

  /** Begins to send what is due now. */
  public void send() {
    send.run();
  }

  @Override
  public void close() {
    send.close();
  }
}
