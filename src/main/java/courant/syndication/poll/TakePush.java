package courant.syndication.poll;

import courant.source.Sources;
import courant.syndication.feed.Feed;
import courant.syndication.feed.FeedFormat;
import courant.syndication.feed.FeedReader;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.fetch.PartnerFeeds;
import courant.syndication.intake.IntakeModule;
import courant.syndication.intake.Intakes;
import courant.syndication.intake.TakeEntries;
import courant.syndication.websub.Pushed;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes in what a hub pushed for a feed, at once; what only says that there is news is fetched. */
final class TakePush implements Pushed {
  private final PartnerFeeds feeds;
  private final Sources sources;
  private final Intakes intakes;
  private final TakeEntries takeEntries;
  private final FeedReader reader;
  private final Consumer<PartnerFeed> fetch;

  /**
   * @param fetch begins to fetch a feed
   */
  TakePush(
      PartnerFeeds feeds,
      Sources sources,
      IntakeModule intake,
      InstantSource clock,
      Consumer<PartnerFeed> fetch) {
    this.feeds = feeds;
    this.sources = sources;
    this.intakes = intake.intakes();
    this.takeEntries = intake.takeEntries();
    this.reader = new FeedReader(clock);
    this.fetch = fetch;
  }

  @Override
  public void take(long id, String type, byte[] body) {
    Optional<PartnerFeed> known = feeds.byId(id).filter(feed -> !feed.paused());
    if (known.isEmpty()) {
      return;
    }
    PartnerFeed feed = known.get();
    Feed read = reader.read(body, type.isEmpty() ? null : type, feed.address());
    if (read.format() == FeedFormat.NONE) {
      fetch.accept(feed);
      return;
    }
    sources
        .byId(feed.source())
        .ifPresent(
            source -> {
              TakeEntries.Taken taken =
                  takeEntries.take(source, intakes.of(feed), feed.id(), read.entries());
              takeEntries.withdraw(source, feed.id(), read.withdrawn());
              if (taken.later() > 0) {
                fetch.accept(feed);
              }
            });
  }
}
