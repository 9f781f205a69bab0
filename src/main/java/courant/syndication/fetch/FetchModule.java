package courant.syndication.fetch;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.source.SourceId;
import java.net.URI;
import java.time.InstantSource;

/** Partners' feeds, where they are found, and how their servers are asked. */
public final class FetchModule {
  private final PartnerFeeds feeds;
  private final Hosts hosts;
  private final PoliteFetch politely;
  private final FindFeeds find;
  private final Ids ids;
  private final InstantSource clock;

  public FetchModule(Database database, Outgoing outgoing, Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
    feeds = new PartnerFeeds(database);
    hosts = new Hosts(clock);
    politely = new PoliteFetch(outgoing, hosts, clock);
    find = new FindFeeds(politely, clock);
  }

  public PartnerFeeds feeds() {
    return feeds;
  }

  /** Whose turn it is at each server. */
  public Hosts hosts() {
    return hosts;
  }

  public PoliteFetch politely() {
    return politely;
  }

  public FindFeeds find() {
    return find;
  }

  /** A feed of a source that is due at once; not written yet. */
  public PartnerFeed fresh(SourceId source, URI address) {
    return new PartnerFeed(
        ids.next(), source, address, false, PartnerFeed.State.due(clock.instant()));
  }
}
