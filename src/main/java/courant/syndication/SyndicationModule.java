package courant.syndication;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Routes;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.source.Terms;
import courant.story.Authors;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.WriteStory;
import courant.syndication.article.ArticleModule;
import courant.syndication.change.ChangeModule;
import courant.syndication.fetch.FetchModule;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.intake.Inbox;
import courant.syndication.intake.Intake;
import courant.syndication.intake.Intake.Destination;
import courant.syndication.intake.IntakeModule;
import courant.syndication.poll.PollModule;
import courant.syndication.wire.TakeMail;
import courant.syndication.wire.WireModule;
import courant.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Stories from partners: how they come, what becomes of them, and what is heard of them later. */
public final class SyndicationModule implements AutoCloseable {
  private final FetchModule fetch;
  private final ArticleModule articles;
  private final ChangeModule changes;
  private final IntakeModule intake;
  private final WireModule wire;
  private final PollModule poll;
  private final Database database;
  private final Sources sources;
  private final Ids ids;

  /**
   * Makes its parts; fetches nothing yet.
   *
   * @param outgoing to partners, as {@link courant.syndication.fetch.PoliteFetch#outgoing} makes it
   * @param folders where partners' files are dropped
   * @param pictures takes those that come by mail
   * @param shortest between two fetches of a feed
   * @param patience until a whole feed is here
   */
  public SyndicationModule(
      Database database,
      Facts facts,
      Mastheads mastheads,
      Sources sources,
      Authors authors,
      Topics topics,
      Stories stories,
      Corrections corrections,
      WriteStory writeStory,
      Vault vault,
      Outgoing outgoing,
      Path folders,
      TakeMail.TakePicture pictures,
      Duration shortest,
      Duration patience,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.sources = sources;
    this.ids = ids;
    fetch = new FetchModule(database, outgoing, ids, clock);
    articles = new ArticleModule(database, fetch.politely(), clock);
    Inbox inbox = new Inbox(database);
    changes =
        new ChangeModule(
            database,
            mastheads,
            stories,
            corrections,
            writeStory,
            (handle, story) -> inbox.drop(handle, story, Optional.of(clock.instant())),
            ids,
            clock);
    intake =
        new IntakeModule(
            database,
            facts,
            mastheads,
            authors,
            topics,
            writeStory,
            inbox,
            changes.hear(),
            articles,
            ids,
            clock);
    wire =
        new WireModule(
            database, facts, sources, intake, changes.hear(), folders, pictures, ids, clock);
    poll =
        new PollModule(
            database, facts, stories, sources, vault, outgoing, fetch, articles, intake, changes,
            shortest, patience, clock);
  }

  /**
   * What goes on when nobody asks.
   *
   * @param site where partners' hubs can reach us
   */
  public void jobs(Timer timer, Supplier<URI> site) {
    poll.jobs(timer, site);
    wire.jobs(timer);
    intake.jobs(timer);
  }

  /** Where partners come by themselves. */
  public void routes(Routes routes) {
    poll.routes(routes);
    wire.routes(routes);
  }

  /** Partners' feeds, and how they are found. */
  public FetchModule fetch() {
    return fetch;
  }

  /** Partners' pages, and how they are read. */
  public ArticleModule articles() {
    return articles;
  }

  /** What partners changed in stories that we have. */
  public ChangeModule changes() {
    return changes;
  }

  /** The rules of intake, and the inbox. */
  public IntakeModule intake() {
    return intake;
  }

  /** What partners hand in. */
  public WireModule wire() {
    return wire;
  }

  /** When feeds are fetched. */
  public PollModule poll() {
    return poll;
  }

  /** Fetches nothing more; what is under way may be cut off from now on. */
  public void stop() {
    poll.stop();
  }

  /** Waits a little for what is being taken in. */
  @Override
  public void close() {
    poll.close();
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
        handle -> {
          PartnerFeed feed = fetch.fresh(source(handle, source, terms).id(), address);
          Intake rules =
              Intake.to(
                  publishes ? Destination.PUBLISH : Destination.DRAFT, section.map(Section::id));
          boolean isNew = fetch.feeds().add(handle, feed);
          if (isNew) {
            intake.intakes().write(handle, feed, Optional.of(rules));
          }
          return isNew;
        });
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
