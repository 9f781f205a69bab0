package courant;

import courant.delivery.AppPasswords;
import courant.delivery.FeedKeys;
import courant.delivery.Freshness;
import courant.delivery.MailKeys;
import courant.delivery.PushEndpoints;
import courant.delivery.PushWishes;
import courant.delivery.ReplyAging;
import courant.delivery.Subscriptions;
import courant.delivery.app.AppModule;
import courant.delivery.feed.FeedModule;
import courant.delivery.mail.MailModule;
import courant.delivery.mail.TxtRecords;
import courant.delivery.page.Frames;
import courant.delivery.page.PageModule;
import courant.delivery.page.my.MyModule;
import courant.delivery.page.webapp.WebAppModule;
import courant.delivery.push.PushModule;
import courant.desk.DeskGate;
import courant.desk.DeskModule;
import courant.desk.Members;
import courant.edition.Audiences;
import courant.edition.Editions;
import courant.edition.FrontSlots;
import courant.edition.PersonalEdition;
import courant.edition.Related;
import courant.follow.FollowIndex;
import courant.follow.Follows;
import courant.follow.Marks;
import courant.masthead.Mastheads;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.SmtpRelay;
import courant.platform.smtp.SmtpSettings;
import courant.platform.watch.Management;
import courant.platform.web.Published;
import courant.platform.web.Routes;
import courant.platform.web.Server;
import courant.reader.Outbox;
import courant.reader.ReaderGate;
import courant.reader.Readers;
import courant.reader.RelayCarrier;
import courant.reader.Sessions;
import courant.reader.SignIn;
import courant.reply.ReplyLetters;
import courant.reply.ReplyModule;
import courant.search.KeepIndex;
import courant.search.StoryIndex;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.DeskList;
import courant.story.Months;
import courant.story.NewestStories;
import courant.story.PublishDue;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.WriteStory;
import courant.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A whole review, wired by hand: every part is made here, and nowhere else. */
public final class Review implements AutoCloseable {
  private final Holdings held;
  private final StoryIndex index;
  private final KeepIndex keepIndex;
  private final Members members;
  private final PublishDue publishDue;
  private final Readers readers;
  private final Optional<SmtpRelay> relay;
  private final Outbox outbox;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Follows follows;
  private final ReplyAging replyAging;
  private final ReplyLetters replyLetters;
  private final Timer timer = new Timer();
  private final Routes routes;
  private final Outgoing outgoing;
  private final FeedModule feeds;
  private final Subscriptions subscriptions;
  private final MailModule mail;
  private final PushModule push;
  private final Optional<Management> management;
  private final Server server;

  /** Makes everything but serves nothing. */
  public Review(Holdings held) {
    this.held = held;
    Settings settings = held.settings();
    InstantSource clock = held.clock();
    Database database = held.database();
    Facts facts = held.facts();
    Ids ids = held.ids();
    Vault vault = held.vault();
    Mastheads mastheads = held.mastheads();
    Topics topics = held.topics();
    Sources sources = held.sources();
    Authors authors = held.authors();
    Stories stories = held.stories();
    WriteStory writeStory = held.writeStory();
    ReplyModule replies = held.replies();
    index = StoryIndex.open(settings.data().resolve("index"), mastheads.masthead().zone(), clock);
    keepIndex = new KeepIndex(index, stories, () -> mastheads.masthead().zone());
    FrontSlots slots = new FrontSlots(database, facts);
    Revisions revisions = new Revisions(database, clock);
    DeskList deskList = new DeskList(database);
    readers = new Readers(database, facts, vault, clock);
    sessions = new Sessions(database, readers, ids, clock);
    relay = relay(settings);
    outbox =
        new Outbox(
            database,
            vault,
            readers,
            relay.map(open -> new RelayCarrier(open, mastheads, this::site, this::signer, clock)),
            ids,
            clock);
    signIn = new SignIn(database, facts, readers, sessions, outbox, clock);
    follows = new Follows(database, facts, new FollowIndex(index::commonness));
    Marks marks = new Marks(database, clock);
    readers.holds(follows);
    readers.holds(marks);
    FeedKeys feedKeys = new FeedKeys(database, vault);
    subscriptions = new Subscriptions(database, clock);
    MailKeys mailKeys = new MailKeys(vault);
    readers.holds(subscriptions);
    PersonalEdition personal =
        new PersonalEdition(follows, stories, new NewestStories(database), index);
    Editions editions = new Editions(slots, stories, index, personal);
    Audiences audiences = new Audiences(mastheads, topics, authors, sources);
    mail =
        new MailModule(
            settings,
            database,
            vault,
            relay,
            mastheads,
            readers,
            follows,
            stories,
            editions,
            subscriptions,
            mailKeys,
            this::site,
            TxtRecords.ofResolver(),
            ids,
            clock);
    outgoing = new Outgoing(new PublicAddresses(settings.get(Setting.ALLOW_PRIVATE)));
    PushEndpoints endpoints = new PushEndpoints(database, vault, outgoing::objection, ids, clock);
    PushWishes wishes = new PushWishes(database);
    readers.holds(endpoints);
    readers.holds(wishes);
    push =
        new PushModule(
            database,
            endpoints,
            wishes,
            follows,
            stories,
            mastheads,
            outgoing,
            this::site,
            ids,
            clock);
    Published published = new Published();
    facts.listen(new Freshness(published, stories)::hear);
    management =
        Optional.of(settings.get(Setting.MANAGEMENT_PORT))
            .filter(address -> !address.isEmpty())
            .map(
                address ->
                    new Watch(database, facts, index, settings.data()).open(address, published));
    replyLetters = replies.letters(outbox, mastheads, this::site);
    replyAging = new ReplyAging(published, replies.post(), clock);

    Frames frames = new Frames(mastheads);
    PageModule pages =
        new PageModule(
            mastheads,
            audiences,
            editions,
            stories,
            revisions,
            new Related(stories),
            new Months(database, mastheads),
            frames,
            index,
            sources,
            held.standingPages(),
            replies,
            replyLetters,
            replies.data(database, outbox),
            sessions,
            readers,
            mail.letters(),
            clock);
    members = new Members(database, ids, clock);
    DeskGate deskGate = new DeskGate(members);
    ReaderGate readerGate = new ReaderGate(sessions);
    publishDue = new PublishDue(facts, stories, deskList, writeStory, mastheads, clock);
    DeskModule desk =
        new DeskModule(
            database,
            facts,
            members,
            mastheads,
            stories,
            writeStory,
            revisions,
            deskList,
            authors,
            topics,
            sources,
            slots,
            replies,
            outbox,
            readers,
            subscriptions,
            mail,
            push,
            ids,
            clock,
            request -> story -> pages.preview(request, story));
    routes = new Routes();
    desk.routes(routes);
    feeds =
        new FeedModule(
            mastheads,
            audiences,
            editions,
            stories,
            replies.replies(),
            database,
            outgoing,
            this::site,
            feedKeys,
            clock);
    feeds.routes(routes);
    pages.routes(routes);
    new WebAppModule(mastheads, frames, outgoing, clock).routes(routes);
    AppPasswords appPasswords = new AppPasswords(database);
    new AppModule(appPasswords, editions, stories, follows, marks, mastheads, clock).routes(routes);
    new MyModule(
            readers,
            sessions,
            signIn,
            follows,
            marks,
            feedKeys,
            appPasswords,
            subscriptions,
            mail.suppressions(),
            mailKeys,
            endpoints,
            wishes,
            mastheads,
            audiences,
            editions,
            stories,
            frames,
            clock)
        .routes(routes);
    server =
        new Server(
            routes,
            published,
            (request, role) ->
                switch (role) {
                  case ANYONE -> Optional.empty();
                  case READER -> readerGate.refuse(request, role);
                  case CONTRIBUTOR, AUTHOR, MODERATOR, EDITOR, OWNER ->
                      deskGate.refuse(request, role);
                },
            pages.errors(),
            clock,
            URI.create(settings.get(Setting.URL).replaceFirst("/$", "")),
            (route, status, nanos) ->
                management.ifPresent(open -> open.requested(route, status, nanos)));
  }

  private DkimSigner signer() {
    return mail.signer();
  }

  private static Optional<SmtpRelay> relay(Settings settings) {
    String address = settings.get(Setting.SMTP);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String host = URI.create(settings.get(Setting.URL)).getHost();
    return Optional.of(
        new SmtpRelay(SmtpSettings.parse(address, host == null ? "localhost" : host)));
  }

  /** What is kept, and the ways to write it. */
  public Holdings held() {
    return held;
  }

  public ReplyModule replies() {
    return held.replies();
  }

  /** Listens; answers when this returns. */
  public void serve() {
    Settings settings = held.settings();
    Facts facts = held.facts();
    follows.load();
    facts.followFrom("search", () -> keepIndex.begin(facts.newest()), keepIndex);
    facts.follow("reply letters", replyLetters);
    server.start(settings.get(Setting.HOST), settings.number(Setting.PORT));
    management.ifPresent(Management::start);
    feeds.jobs(facts, timer);
    timer.every(Duration.ofMillis(500), "hearing other processes", facts::hearOthers);
    mail.jobs(facts, timer);
    push.jobs(facts, timer);
    held.syndication(outgoing).jobs(timer);
    timer.every(Duration.ofSeconds(1), "publishing what is due", publishDue);
    timer.every(Duration.ofSeconds(10), "closing replies", replyAging);
    timer.every(Duration.ofSeconds(1), "sending mail", outbox::sendDue);
    timer.every(Duration.ofHours(1), "tidying up after readers", this::tidy);
  }

  private void tidy() {
    sessions.tidy();
    signIn.tidy();
    outbox.tidy();
    held.database().scrub();
  }

  /** Where it is, once it serves. */
  public URI site() {
    return server.site();
  }

  public int port() {
    return server.port();
  }

  /** Where health and metrics are told; empty if nobody wants to know. */
  public Optional<Integer> managementPort() {
    return management.map(Management::port);
  }

  public StoryIndex index() {
    return index;
  }

  public Members members() {
    return members;
  }

  public Readers readers() {
    return readers;
  }

  public Follows follows() {
    return follows;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Subscriptions subscriptions() {
    return subscriptions;
  }

  public MailModule mail() {
    return mail;
  }

  public ReplyAging replyAging() {
    return replyAging;
  }

  public PublishDue publishDue() {
    return publishDue;
  }

  /** Every route there is. */
  public Routes routes() {
    return routes;
  }

  public Database database() {
    return held.database();
  }

  public Facts facts() {
    return held.facts();
  }

  public Ids ids() {
    return held.ids();
  }

  public Mastheads mastheads() {
    return held.mastheads();
  }

  public Topics topics() {
    return held.topics();
  }

  public Sources sources() {
    return held.sources();
  }

  public Authors authors() {
    return held.authors();
  }

  public Stories stories() {
    return held.stories();
  }

  public WriteStory writeStory() {
    return held.writeStory();
  }

  @Override
  public void close() {
    management.ifPresent(Management::close);
    server.close();
    timer.close();
    mail.close();
    relay.ifPresent(SmtpRelay::close);
    held.facts().close();
    index.close();
    outgoing.close();
    held.database().close();
  }
}
