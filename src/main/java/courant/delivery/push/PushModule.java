package courant.delivery.push;

import courant.delivery.PushEndpoints;
import courant.delivery.PushWishes;
import courant.edition.OneOfEach;
import courant.follow.Follows;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.i18n.Texts;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Tallies;
import courant.platform.webpush.Vapid;
import courant.platform.webpush.WebPush;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import courant.topic.TopicId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Notifications: planned when a story goes out or the desk says so, and sent. */
public final class PushModule implements AutoCloseable {
  /** After a longer absence a story is no news. */
  private static final Duration NEWS = Duration.ofHours(24);

  private static final Duration KEPT = Duration.ofDays(30);

  private final PushLedger ledger;
  private final Audience audience;
  private final SendPushes send;
  private final PushCorrections corrections;
  private final Mastheads mastheads;
  private final Supplier<URI> site;
  private final InstantSource clock;

  public PushModule(
      Database database,
      PushEndpoints endpoints,
      PushWishes wishes,
      Follows follows,
      OneOfEach oneOfEach,
      Stories stories,
      Corrections corrected,
      Mastheads mastheads,
      Outgoing outgoing,
      Supplier<URI> site,
      Ids ids,
      Tallies tallies,
      InstantSource clock) {
    this.mastheads = mastheads;
    this.site = site;
    this.clock = clock;
    ledger = new PushLedger(database, ids, clock);
    audience = new Audience(follows, oneOfEach, endpoints, mastheads);
    Vapid vapid = new Vapid(endpoints.key(), () -> contact(mastheads, site.get()), clock);
    WebPush push = new WebPush(outgoing, vapid, clock);
    corrections =
        new PushCorrections(
            database, corrected, stories, endpoints, wishes, mastheads, push, site, clock);
    send =
        new SendPushes(
            ledger,
            corrections,
            endpoints,
            wishes,
            audience,
            follows,
            stories,
            mastheads,
            push,
            site,
            tallies,
            clock);
  }

  /** Push services want to know whom to turn to. */
  private static String contact(Mastheads mastheads, URI site) {
    String contact = mastheads.masthead().contact().strip();
    return contact.matches("[^@\\s/:]+@[^@\\s]+\\.[^@\\s]+")
        ? "mailto:" + contact
        : site.toString();
  }

  /** Begins to plan and send. */
  public void jobs(Facts facts, Timer timer) {
    FactReader plan = this::plan;
    Duration pause = Duration.ofSeconds(1);
    facts.follow("push", plan.then(timer.every(pause, "sending notifications", send)));
    facts.follow(
        "pushed corrections",
        corrections.then(timer.every(pause, "notifying of corrections", corrections)));
    timer.every(Duration.ofHours(1), "tidying up after notifications", this::tidy);
  }

  /** Lets the notifications on their way arrive, and begins no more. */
  @Override
  public void close() {
    send.close();
    corrections.close();
  }

  private void tidy() {
    Instant before = clock.instant().minus(KEPT);
    ledger.tidy(before);
    corrections.tidy(before);
  }

  private void plan(List<Fact> facts) {
    Instant earliest = clock.instant().minus(NEWS);
    facts.stream()
        .filter(fact -> fact.at().isAfter(earliest))
        .flatMap(fact -> StoryFact.of(fact).stream())
        .filter(StoryFact.Published.class::isInstance)
        .forEach(fact -> ledger.plan(fact.story(), false, Optional.empty()));
  }

  /** What a story's notification would say, out or not; nothing is sent. */
  public JsonObject preview(Story story) {
    Notice notice = new Notice(site.get(), Texts.in(mastheads.masthead().language()));
    return new JsonObject(Buffer.buffer(notice.story(story, false).content()))
        .getJsonObject("notification");
  }

  /**
   * How many readers breaking news would reach now.
   *
   * @param topic whose followers; empty: everyone who takes notifications
   */
  public int reach(Story story, Optional<TopicId> topic) {
    return audience.breaking(story, topic).getCardinality();
  }

  /**
   * Sends a story as breaking news, to whoever has not been notified of it.
   *
   * @return false if it was sent so before
   */
  public boolean breaking(Story story, Optional<TopicId> topic) {
    return ledger.plan(story.id(), true, topic);
  }
}
