package courant.syndication;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.source.Terms;
import courant.story.Authors;
import courant.story.WriteStory;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Stories from partners: their feeds, and when they are fetched. */
public final class SyndicationModule {
  private final PartnerFeeds feeds;
  private final PollFeeds poll;
  private final Database database;
  private final Sources sources;
  private final Ids ids;
  private final InstantSource clock;

  /** Makes its parts; fetches nothing yet. */
  public SyndicationModule(
      Database database,
      Facts facts,
      Mastheads mastheads,
      Sources sources,
      Authors authors,
      WriteStory writeStory,
      Outgoing outgoing,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.sources = sources;
    this.ids = ids;
    this.clock = clock;
    feeds = new PartnerFeeds(database);
    TakeItem takeItem = new TakeItem(mastheads, authors, writeStory, ids, clock);
    poll = new PollFeeds(feeds, sources, takeItem, facts, outgoing, clock);
  }

  /** Fetches feeds as each is due. */
  public void jobs(Timer timer) {
    timer.every(Duration.ofSeconds(1), "fetching partners' feeds", poll::due);
  }

  /** Fetches every feed now; each is told of from a thread of its own. */
  public void pollAll(Consumer<Polled> told) {
    poll.all(told);
  }

  /**
   * Adds a feed, due at once.
   *
   * @param source the partner's name; a partner not known yet is made with these terms
   * @param publishes whether its stories go out at once, or else wait as drafts
   * @return whether it was new
   */
  public boolean add(
      URI address, String source, Terms terms, boolean publishes, Optional<Section> section) {
    return database.write(
        handle ->
            feeds.add(
                handle,
                new PartnerFeed(
                    ids.next(),
                    source(handle, source, terms).id(),
                    address,
                    publishes,
                    section.map(Section::id),
                    PartnerFeed.State.NEW),
                clock.instant()));
  }

  private Source source(Handle handle, String name, Terms terms) {
    Slug slug = Slug.of(name);
    Optional<Source> known = sources.bySlug(handle, slug.value());
    if (known.isPresent()) {
      return known.get();
    }
    Source made =
        new Source(
            new SourceId(ids.next()), slug, name, "", "", "", "", "", "", Optional.empty(), terms);
    sources.write(handle, made);
    return made;
  }
}
