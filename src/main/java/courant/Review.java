package courant;

import courant.delivery.Freshness;
import courant.delivery.ReplyAging;
import courant.delivery.Subscriptions;
import courant.delivery.fediverse.FediverseAtDesk;
import courant.delivery.hook.HookModule;
import courant.delivery.mail.MailModule;
import courant.desk.Members;
import courant.edition.Editions;
import courant.edition.FrontSlots;
import courant.figure.FigureModule;
import courant.follow.Follows;
import courant.masthead.Looks;
import courant.masthead.Mastheads;
import courant.media.MediaModule;
import courant.platform.config.Listening;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.https.HttpsModule;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.SmtpRelay;
import courant.platform.smtp.SmtpSettings;
import courant.platform.watch.Management;
import courant.platform.web.Published;
import courant.platform.web.Routes;
import courant.platform.web.Server;
import courant.platform.web.Tallies;
import courant.reader.Outbox;
import courant.reader.ReaderGate;
import courant.reader.Readers;
import courant.reply.ReplyModule;
import courant.search.KeepIndex;
import courant.search.StoryIndex;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.DeskList;
import courant.story.EndTerms;
import courant.story.PublishDue;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.StoryPictures;
import courant.story.Versions;
import courant.story.WriteStory;
import courant.syndication.SyndicationModule;
import courant.syndication.fetch.PoliteFetch;
import courant.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A whole review, wired by hand: every part is made here or in the parts this names. */
public final class Review implements AutoCloseable {
  private final Holdings held;
  private final StoryIndex index;
  private final KeepIndex keepIndex;
  private final Outgoing outgoing;
  private final Outgoing toPartners;
  private final SyndicationModule syndication;
  private final Optional<SmtpRelay> relay;
  private final Readership readership;
  private final Channels channels;
  private final Newsdesk newsdesk;
  private final FigureModule figures;
  private final MediaModule media;
  private final PublishDue publishDue;
  private final EndTerms endTerms;
  private final Timer timer = new Timer();
  private final Routes routes = new Routes();
  private final Optional<Management> management;
  private final Optional<HttpsModule> https;
  private final Server server;

  /** Makes everything but serves nothing. */
  public Review(Holdings held) {
    this.held = held;
    Settings settings = held.settings();
    Facts facts = held.facts();
    Mastheads mastheads = held.mastheads();
    Stories stories = held.stories();
    index =
        StoryIndex.open(
            settings.data().resolve("index"), mastheads.masthead().zone(), held.clock());
    keepIndex = new KeepIndex(index, stories, held.versions(), () -> mastheads.masthead().zone());
    PublicAddresses guard = new PublicAddresses(settings.get(Setting.ALLOW_PRIVATE));
    outgoing = new Outgoing(guard);
    toPartners = PoliteFetch.outgoing(guard);
    media = held.media(outgoing);
    syndication =
        held.syndication(toPartners, StoriesByMail.into(media, settings.data().resolve("uploads")));
    relay = relay(settings);
    Published published = new Published();
    Tallies tallies = new Tallies();
    figures =
        new FigureModule(
            tallies, held.database(), held.replies().replies(), mastheads, held.clock());
    StoryPictures pictures = new StoryPictures(held.database());
    Looks looks = new Looks(held.database(), facts, held.ids(), held.clock());
    facts.listen(new Freshness(published, stories, pictures, media.photos())::hear);
    FrontSlots slots = new FrontSlots(held.database(), facts);
    Revisions revisions = new Revisions(held.database(), held.clock());
    DeskList list = new DeskList(held.database());
    readership = Readership.of(held, index, outgoing, relay, settings, this::site, this::signer);
    channels =
        new Channels(
            held,
            readership,
            index,
            slots,
            published,
            looks,
            tallies,
            outgoing,
            relay,
            this::site,
            media.files(),
            new StoriesByMail(syndication.wire().takeMail()));
    newsdesk =
        new Newsdesk(
            held,
            readership,
            channels,
            slots,
            revisions,
            list,
            figures,
            looks,
            media,
            syndication,
            index,
            this::site);
    publishDue = new PublishDue(facts, stories, list, held.writeStory(), mastheads, held.clock());
    endTerms =
        new EndTerms(held.database(), facts, stories, held.writeStory(), mastheads, held.clock());
    newsdesk.routes(routes);
    channels.routes(routes);
    figures.routes(routes);
    media.routes(routes);
    syndication.routes(routes);
    https = HttpsModule.of(settings, held.database(), held.vault(), outgoing, held.clock());
    management =
        Optional.of(settings.get(Setting.MANAGEMENT_PORT))
            .filter(address -> !address.isEmpty())
            .map(
                address ->
                    new Watch(held.database(), facts, index, settings.data())
                        .open(address, published, fediverse(), readership.endpoints(), https));
    server = server(published, tallies);
  }

  private Server server(Published published, Tallies tallies) {
    ReaderGate readerGate = new ReaderGate(readership.sessions());
    return new Server(
        routes,
        published,
        (request, role) ->
            switch (role) {
              case ANYONE -> Optional.empty();
              case READER -> readerGate.refuse(request, role);
              case CONTRIBUTOR, AUTHOR, MODERATOR, EDITOR, OWNER ->
                  newsdesk.gate.refuse(request, role);
            },
        newsdesk.api.errors(channels.pages.errors()),
        held.clock(),
        URI.create(held.settings().get(Setting.URL).replaceFirst("/$", "")),
        held.settings().data().resolve("uploads"),
        https.map(HttpsModule::server),
        (route, status, nanos) ->
            management.ifPresent(open -> open.requested(route, status, nanos)),
        tallies);
  }

  private DkimSigner signer() {
    return channels.mail.signer();
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
    Facts facts = held.facts();
    readership.follows().load();
    facts.followFrom("search", () -> keepIndex.begin(facts.newest()), keepIndex);
    https.ifPresent(HttpsModule::begin);
    Listening listening = Listening.of(held.settings());
    server.start(listening.host(), listening.port());
    management.ifPresent(Management::start);
    https.ifPresent(own -> own.jobs(timer));
    channels.jobs(facts, timer);
    readership.jobs(held.facts());
    figures.jobs(facts, timer);
    media.jobs(timer, newsdesk::shows);
    syndication.jobs(timer, this::site);
    facts.hearAtOnce();
    timer.every(Duration.ofMillis(500), "hearing other processes", facts::hearOthers);
    timer.every(Duration.ofSeconds(1), "publishing what is due", publishDue);
    timer.every(Duration.ofSeconds(1), "ending partners' terms", endTerms);
    readership.outbox().jobs(timer);
    timer.every(Duration.ofHours(1), "tidying up after readers", this::tidy);
  }

  /** Has what looks for something due every few seconds look now: the clock was put forward. */
  public void lookNow() {
    timer.lookNow();
  }

  private void tidy() {
    readership.tidy();
    newsdesk.members.tidy();
    replies().moderate().tidy();
    held.database().scrub();
  }

  /** Where it is, once it serves. */
  public URI site() {
    return server.site();
  }

  public int port() {
    return server.port();
  }

  /** Where plain http is led to our own https; 0 if we speak none. */
  public int plainPort() {
    return server.plainPort();
  }

  /** Where health and metrics are told; empty if nobody wants to know. */
  public Optional<Integer> managementPort() {
    return management.map(Management::port);
  }

  public StoryIndex index() {
    return index;
  }

  public Members members() {
    return newsdesk.members;
  }

  public Readers readers() {
    return readership.readers();
  }

  public Follows follows() {
    return readership.follows();
  }

  public Outbox outbox() {
    return readership.outbox();
  }

  public Subscriptions subscriptions() {
    return readership.subscriptions();
  }

  public MailModule mail() {
    return channels.mail;
  }

  public FediverseAtDesk fediverse() {
    return channels.fediverse.atDesk();
  }

  public Editions editions() {
    return channels.editions;
  }

  public ReplyAging replyAging() {
    return channels.replyAging;
  }

  public PublishDue publishDue() {
    return publishDue;
  }

  public MediaModule media() {
    return media;
  }

  public HookModule hooks() {
    return channels.hooks;
  }

  public FigureModule figures() {
    return figures;
  }

  public SyndicationModule syndication() {
    return syndication;
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

  public Versions versions() {
    return held.versions();
  }

  public WriteStory writeStory() {
    return held.writeStory();
  }

  @Override
  public void close() {
    management.ifPresent(Management::close);
    server.close();
    channels.close();
    timer.close();
    syndication.stop();
    toPartners.close();
    syndication.close();
    media.close();
    figures.settle();
    relay.ifPresent(SmtpRelay::close);
    held.facts().close();
    index.close();
    outgoing.close();
    held.database().close();
  }
}
