package courant.syndication;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.fetch.Room;
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
import courant.syndication.Intake.Destination;
import courant.syndication.change.ChangeModule;
import courant.syndication.websub.HubLeases;
import courant.syndication.websub.WebSubModule;
import courant.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Stories from partners: their feeds, what becomes of their items, and when feeds are fetched. */
public final class SyndicationModule implements AutoCloseable {
  /** Requests to partners under way at the same time; most of them wait. */
  static final int MOST_AT_ONCE = 500;

  private static final int MOST_TIDIED = 500;

  /** Fits the largest feed and a heap of 512 MB with all places taken, read and worked on. */
  private static final Room.Places[] FOR_FEEDS = {
    new Room.Places(64 << 10, 256),
    new Room.Places(512 << 10, 24),
    new Room.Places(2 << 20, 4),
    new Room.Places(FetchFeed.LARGEST, 2)
  };

  private static final Room.Places[] FOR_PAGES = {
    new Room.Places(128 << 10, 64),
    new Room.Places(1 << 20, 8),
    new Room.Places(ReadPages.LARGEST, 2)
  };

  private static final Room.Places[] FOR_OTHERS = {
    new Room.Places(16 << 10, 256),
    new Room.Places(Robots.LARGEST, 8),
    new Room.Places(FindFeeds.LARGEST, 2)
  };

  /** How late a feed may be asked beyond its time; a look costs one query. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final KnownItems known = new KnownItems();
  private final PartnerFeeds feeds;
  private final Intakes intakes;
  private final Inbox inbox;
  private final Extractions extractions;
  private final ReadPages pages;
  private final FindFeeds findFeeds;
  private final PollFeeds poll;
  private final ChangeModule changes;
  private final LookAgain lookAgain;
  private final WebSubModule webSub;
  private final WireTokens wireTokens;
  private final WireDeliveries wireDeliveries;
  private final TakeWires takeWires;
  private final DropFolder dropFolder;
  private final WireMailboxes mailboxes;
  private final TakeMail takeMail;
  private final Database database;
  private final Sources sources;
  private final WriteStory writeStory;
  private final Ids ids;
  private final InstantSource clock;

  /**
   * Makes its parts; fetches nothing yet.
   *
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
    this.writeStory = writeStory;
    this.ids = ids;
    this.clock = clock;
    feeds = new PartnerFeeds(database);
    intakes = new Intakes(database, ids);
    inbox = new Inbox(database);
    extractions = new Extractions(database);
    Hosts hosts = new Hosts(clock);
    PoliteFetch fetch = new PoliteFetch(outgoing, hosts, clock);
    pages = new ReadPages(extractions, fetch, new Room(FOR_PAGES));
    findFeeds = new FindFeeds(fetch, clock);
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
    Revisits revisits = new Revisits(database, clock);
    TakeItem takeItem =
        new TakeItem(
            mastheads,
            authors,
            topics,
            writeStory,
            known,
            inbox,
            changes.hear(),
            revisits,
            ids,
            clock);
    TakeEntries takeEntries =
        new TakeEntries(database, facts, known, takeItem, pages, changes.hear());
    lookAgain =
        new LookAgain(revisits, stories, sources, changes, extractions, pages, takeItem, facts);
    webSub =
        new WebSubModule(
            database,
            vault,
            outgoing,
            new TakePush(feeds, sources, intakes, takeEntries, clock, this::poll),
            clock);
    wireTokens = new WireTokens(database, ids, clock);
    wireDeliveries = new WireDeliveries(database, ids, clock);
    takeWires =
        new TakeWires(
            database,
            facts,
            sources,
            intakes,
            known,
            takeItem,
            takeEntries,
            changes.hear(),
            wireDeliveries,
            ids,
            clock);
    mailboxes = new WireMailboxes(database);
    takeMail = new TakeMail(mailboxes, sources, intakes, facts, takeItem, wireDeliveries, pictures);
    dropFolder = new DropFolder(folders, sources, takeWires, clock);
    FetchFeed fetchFeed =
        new FetchFeed(
            feeds,
            sources,
            intakes,
            takeEntries,
            facts,
            fetch,
            new Room(FOR_FEEDS),
            new Rhythms(shortest),
            patience,
            webSub.leases(),
            clock);
    poll = new PollFeeds(feeds, hosts, fetchFeed, clock);
  }

  /** The way out to partners: many at once, in bounded memory. */
  public static Outgoing outgoing(PublicAddresses guard) {
    return Outgoing.ofMany(guard, MOST_AT_ONCE, new Room(FOR_OTHERS));
  }

  /**
   * Fetches feeds as each is due, and lets hubs tell of others.
   *
   * @param site where those can reach us
   */
  public void jobs(Timer timer, Supplier<URI> site) {
    webSub.jobs(timer, site);
    timer.every(Duration.ofSeconds(2), "looking into partners' folders", dropFolder);
    timer.every(Duration.ofSeconds(1), "releasing what was embargoed", takeWires::release);
    timer.every(Duration.ofHours(6), "forgetting old deliveries", wireDeliveries::tidy);
    timer.every(LOOK, "fetching partners' feeds", poll::due);
    timer.every(Duration.ofSeconds(10), "looking again at partners' pages", lookAgain);
    timer.every(Duration.ofHours(1), "tidying the inbox", this::tidy);
  }

  /**
   * Drops what has waited too long, and forgets the text of what was dropped long ago; that it was
   * dropped stays known.
   */
  public void tidy() {
    database.change(handle -> inbox.dropStale(handle, clock.instant()));
    inbox
        .droppedBefore(clock.instant().minus(Inbox.KEPT), MOST_TIDIED)
        .forEach(
            story ->
                database.change(
                    handle -> {
                      known.leaveOut(handle, story);
                      writeStory.removeDraft(handle, story);
                    }));
  }

  public PartnerFeeds feeds() {
    return feeds;
  }

  public Intakes intakes() {
    return intakes;
  }

  public Inbox inbox() {
    return inbox;
  }

  /** Where partners come by themselves. */
  public void routes(Routes routes) {
    webSub.routes(routes);
    routes.postFromAnywhere(
        "/intake/:source", new PushWire(sources, wireTokens, takeWires)::answer);
  }

  /** By what partners' programs hand in stories. */
  public WireTokens wireTokens() {
    return wireTokens;
  }

  /** The addresses to which partners mail stories. */
  public WireMailboxes mailboxes() {
    return mailboxes;
  }

  public TakeMail takeMail() {
    return takeMail;
  }

  /** What was handed in lately. */
  public WireDeliveries wireDeliveries() {
    return wireDeliveries;
  }

  /** Where a partner's files are dropped. */
  public Path folder(Source source) {
    return dropFolder.of(source);
  }

  /** Looks into partners' folders now; a file is taken once it has stopped growing. */
  public void lookIntoFolders() {
    dropFolder.run();
  }

  /** Takes what was held until its embargo ended. */
  public void release() {
    takeWires.release();
  }

  /** Feeds that come by themselves. */
  public HubLeases hubLeases() {
    return webSub.leases();
  }

  /** What partners changed in stories that we have. */
  public ChangeModule changes() {
    return changes;
  }

  /** Looks again at the pages whose time has come; blocks until that is done. */
  public void lookAgain() {
    lookAgain.run();
  }

  public Extractions extractions() {
    return extractions;
  }

  public FindFeeds findFeeds() {
    return findFeeds;
  }

  /** What would be taken from a page, read by these selectors, and what not; blocks. */
  public ReadPages.Seen look(URI address, Extraction extraction) {
    return pages.sift(address, extraction);
  }

  /** Fetches every feed now; each is told of from a thread of its own. */
  public void pollAll(Consumer<Polled> told) {
    poll.all(told);
  }

  /** Begins to fetch one feed now, if that is not under way. */
  public void poll(PartnerFeed feed) {
    poll.begin(feed, _ -> {});
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

  /** Whether a feed is being fetched at this moment, on this node. */
  public boolean isUnderWay(PartnerFeed feed) {
    return poll.isUnderWay(feed);
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
          PartnerFeed feed = fresh(source(handle, source, terms).id(), address);
          Intake intake =
              Intake.to(
                  publishes ? Destination.PUBLISH : Destination.DRAFT, section.map(Section::id));
          boolean isNew = feeds.add(handle, feed);
          if (isNew) {
            intakes.write(handle, feed, Optional.of(intake));
          }
          return isNew;
        });
  }

  /** A feed of a source that is due at once; not written yet. */
  public PartnerFeed fresh(SourceId source, URI address) {
    return new PartnerFeed(
        ids.next(), source, address, false, PartnerFeed.State.due(clock.instant()));
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
