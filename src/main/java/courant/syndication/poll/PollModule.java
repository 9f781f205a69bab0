package courant.syndication.poll;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Routes;
import courant.source.Sources;
import courant.story.Stories;
import courant.syndication.article.ArticleModule;
import courant.syndication.change.ChangeModule;
import courant.syndication.fetch.FetchModule;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.fetch.Rhythms;
import courant.syndication.intake.IntakeModule;
import courant.syndication.websub.HubLeases;
import courant.syndication.websub.WebSubModule;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** When partners' feeds are fetched, those that come by themselves, and pages seen again. */
public final class PollModule implements AutoCloseable {
  /** How late a feed may be asked beyond its time; a look costs one query. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final PollFeeds poll;
  private final LookAgain lookAgain;
  private final WebSubModule webSub;

  /**
   * Makes its parts; fetches nothing yet.
   *
   * @param shortest between two fetches of a feed
   * @param patience until a whole feed is here
   */
  public PollModule(
      Database database,
      Facts facts,
      Stories stories,
      Sources sources,
      Vault vault,
      Outgoing outgoing,
      FetchModule fetch,
      ArticleModule articles,
      IntakeModule intake,
      ChangeModule changes,
      Duration shortest,
      Duration patience,
      InstantSource clock) {
    lookAgain = new LookAgain(stories, sources, changes, articles, intake.takeItem(), facts);
    webSub =
        new WebSubModule(
            database,
            vault,
            outgoing,
            new TakePush(fetch.feeds(), sources, intake, clock, this::begin),
            clock);
    FetchFeed fetchFeed =
        new FetchFeed(
            fetch, sources, intake, facts, new Rhythms(shortest), patience, webSub.leases(), clock);
    poll = new PollFeeds(fetch.feeds(), fetch.hosts(), fetchFeed, clock);
  }

  public void routes(Routes routes) {
    webSub.routes(routes);
  }

  /**
   * Fetches feeds as each is due, and lets hubs tell of others.
   *
   * @param site where those can reach us
   */
  public void jobs(Timer timer, Supplier<URI> site) {
    webSub.jobs(timer, site);
    timer.every(LOOK, "fetching partners' feeds", poll::due);
    timer.every(Duration.ofSeconds(10), "looking again at partners' pages", lookAgain);
  }

  /** Fetches every feed now; each is told of from a thread of its own. */
  public void all(Consumer<Polled> told) {
    poll.all(told);
  }

  /** Begins to fetch one feed now, if that is not under way. */
  public void begin(PartnerFeed feed) {
    poll.begin(feed, _ -> {});
  }

  /** Whether a feed is being fetched at this moment, on this node. */
  public boolean isUnderWay(PartnerFeed feed) {
    return poll.isUnderWay(feed);
  }

  /** Looks again at the pages whose time has come; blocks until that is done. */
  public void lookAgain() {
    lookAgain.run();
  }

  /** Feeds that come by themselves. */
  public HubLeases hubLeases() {
    return webSub.leases();
  }

  /** Fetches nothing more; what is under way may be cut off from now on. */
  public void stop() {
    poll.stop();
  }

  /** Waits a little for what is being taken in. */
  @Override
  public void close() {
    poll.close();
    lookAgain.close();
  }
}
