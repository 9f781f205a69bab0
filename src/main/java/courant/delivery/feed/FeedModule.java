package courant.delivery.feed;

import static courant.platform.web.Role.ANYONE;

import courant.delivery.FeedKeys;
import courant.edition.Audiences;
import courant.edition.Editions;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Routes;
import courant.reply.Replies;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Story;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** All public feeds. */
public final class FeedModule {
  private final ListFeed feed;
  private final ReplyFeed replyFeed;
  private final Hub hub;
  private final DistributeFeeds distribute;
  private final Supplier<URI> site;

  public FeedModule(
      Mastheads mastheads,
      Audiences audiences,
      Editions editions,
      Stories stories,
      Replies replies,
      Database database,
      Outgoing outgoing,
      Supplier<URI> site,
      FeedKeys keys,
      Corrections corrections,
      InstantSource clock) {
    this.site = site;
    feed = new ListFeed(mastheads, audiences, editions, stories, keys, corrections, clock);
    replyFeed = new ReplyFeed(mastheads, stories, replies);
    HubSubscriptions subscriptions = new HubSubscriptions(database, clock);
    distribute = new DistributeFeeds(subscriptions, feed, stories, outgoing, clock, site);
    hub = new Hub(subscriptions, feed, distribute, outgoing, clock);
  }

  /** What goes on when nobody asks. */
  public void jobs(Facts facts, Timer timer) {
    facts.follow("websub", distribute);
    timer.every(Duration.ofSeconds(5), "telling WebSub subscribers", distribute);
  }

  /** What Atom feeds would carry of a story, out or not; nothing of it is kept or distributed. */
  public String preview(Story story) {
    return new String(feed.alone(story, site.get()), StandardCharsets.UTF_8);
  }

  public void routes(Routes routes) {
    routes
        .get("/replies/feed", ANYONE, replyFeed::all)
        .get("^/[0-9]{4}/[0-9]{2}/[^/]+/replies/feed$", ANYONE, replyFeed::ofStory);
    routes.postFromAnywhere("/hub", hub::answer);
    for (FeedFormat format : FeedFormat.values()) {
      routes.get(format.suffix, ANYONE, request -> feed.answer(request, format));
      routes.get("/my" + format.suffix, ANYONE, request -> feed.personal(request, format));
      routes.get("/search" + format.suffix, ANYONE, request -> feed.search(request, format));
      routes.get(
          "^/(section|topic|author|source)/[^/]+" + format.suffix.replace(".", "\\.") + "$",
          ANYONE,
          request -> feed.answer(request, format));
    }
  }
}
