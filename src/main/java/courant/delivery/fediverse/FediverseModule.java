package courant.delivery.fediverse;

import static courant.platform.web.Role.ANYONE;

import courant.delivery.Handles;
import courant.edition.Audience;
import courant.edition.Editions;
import courant.masthead.Mastheads;
import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.signature.ReadSignature;
import courant.platform.web.Routes;
import courant.reply.ReplyModule;
import courant.story.Authors;
import courant.story.Stories;
import courant.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The review in the fediverse: what can be followed there, what is told, and what is heard. */
public final class FediverseModule implements Handles {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final String ACTOR = "^/fediverse/(review|(section|author|topic)/[0-9]{1,18})";

  private final Presence presence;
  private final Actors actors;
  private final Supplier<Places> places;
  private final Followers followers;
  private final Seen seen;
  private final Sends sends;
  private final Refusals refusals;
  private final Discovery discovery;
  private final Show show;
  private final Inbox inbox;
  private final PlanTelling plan;
  private final SendTelling send;
  private final FediverseAtDesk desk;
  private final HomeServers homes;
  private final InstantSource clock;

  public FediverseModule(
      Settings settings,
      Database database,
      Facts facts,
      Vault vault,
      Mastheads mastheads,
      Authors authors,
      Topics topics,
      Stories stories,
      Editions editions,
      ReplyModule replies,
      Outgoing outgoing,
      Supplier<URI> site,
      Ids ids,
      InstantSource clock) {
    this.clock = clock;
    places = () -> new Places(site.get());
    Identity identity = new Identity(database, vault, clock);
    presence = new Presence(settings, site, identity);
    Names names = new Names(database, clock);
    actors = new Actors(database, mastheads, authors, topics, names);
    Inboxes inboxes = new Inboxes(vault, ids, clock);
    followers = new Followers(database, vault, inboxes, clock);
    Blocked blocked = new Blocked(database, clock);
    seen = new Seen(database, clock);
    Heard heard = new Heard(database);
    sends = new Sends(database, vault, ids, clock);
    refusals = new Refusals(database, clock);
    homes = new HomeServers(outgoing, places);
    discovery = new Discovery(actors, mastheads, stories, presence::on);
    show = new Show(actors, editions, stories, mastheads, identity, followers, presence::on);
    HearReplies hearReplies =
        new HearReplies(
            database,
            vault,
            stories,
            replies.replies(),
            replies.take(),
            heard,
            followers,
            seen,
            places);
    inbox =
        new Inbox(
            database,
            new ReadSignature(clock),
            new Peers(outgoing, identity, places, clock),
            followers,
            blocked,
            seen,
            refusals,
            new Hear(database, actors, followers, heard, hearReplies, sends, stories, places),
            presence::on);
    plan = new PlanTelling(actors, stories, sends, presence::on, places, clock);
    send =
        new SendTelling(
            sends,
            inboxes,
            actors,
            stories,
            identity,
            mastheads,
            outgoing,
            presence::on,
            places,
            clock);
    facts.listen(
        fact -> {
          if (fact.kind().equals(CHANGED)) {
            presence.recall();
            names.recall();
          }
        });
    desk = new FediverseAtDesk(facts, presence, names, followers, blocked, sends, heard, refusals);
  }

  public void routes(Routes routes) {
    routes
        .get("/.well-known/webfinger", ANYONE, discovery::webFinger)
        .get("/.well-known/nodeinfo", ANYONE, discovery::nodeInfoLinks)
        .get("/nodeinfo/2.1", ANYONE, discovery::nodeInfo)
        .get(ACTOR + "$", ANYONE, show::actor)
        .get(ACTOR + "/outbox$", ANYONE, show::outbox)
        .get(ACTOR + "/followers$", ANYONE, show::followers)
        .get(ACTOR + "/following$", ANYONE, show::following)
        .postFromAnywhere(ACTOR + "/inbox$", inbox::answer)
        .postFromAnywhere("/fediverse/inbox", inbox::answer)
        .activity("/", presence::on, show::actorOfPage)
        .activity("/section/:slug", presence::on, show::actorOfPage)
        .activity("/author/:slug", presence::on, show::actorOfPage)
        .activity("/topic/:slug", presence::on, show::actorOfPage)
        .activity("^/[0-9]{4}/[0-9]{2}/[^/]+$", presence::on, show::story);
  }

  /** What goes on when nobody asks. */
  public void jobs(Facts facts, Timer timer) {
    sends.wake(timer.every(Duration.ofSeconds(1), "telling the fediverse", send));
    facts.follow("fediverse", plan);
    timer.every(Duration.ofMinutes(1), "counting what the fediverse was refused", refusals::write);
    timer.every(Duration.ofHours(1), "tidying up after the fediverse", this::tidy);
  }

  private void tidy() {
    seen.tidy();
    refusals.tidy();
    sends.tidy(clock.instant().minus(KEPT));
    if (presence.on()) {
      followers.tally();
    }
  }

  /** What the desk sees of it, and does with it. */
  public FediverseAtDesk atDesk() {
    return desk;
  }

  @Override
  public Optional<String> of(Audience audience) {
    return presence.on()
        ? actors.of(audience).map(actor -> "@" + actors.name(actor) + "@" + places.get().host())
        : Optional.empty();
  }

  @Override
  public Home home(String account, String handle) {
    String name = handle.replaceFirst("^@", "");
    String host = "@" + places.get().host();
    boolean ours =
        presence.on()
            && name.endsWith(host)
            && actors.byName(name.substring(0, name.length() - host.length())).isPresent();
    return ours ? homes.find(account, name) : new Home.Nobody();
  }
}
