package courant.syndication;

import courant.source.Sources;
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
      Intakes intakes,
      TakeEntries takeEntries,
      InstantSource clock,
      Consumer<PartnerFeed> fetch) {
    this.feeds = feeds;
    this.sources = sources;
    this.intakes = intakes;
    this.takeEntries = takeEntries;
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
