package courant;

import courant.delivery.ReplyAging;
import courant.delivery.app.AppModule;
import courant.delivery.fediverse.FediverseModule;
import courant.delivery.feed.FeedModule;
import courant.delivery.hook.HookModule;
import courant.delivery.mail.MailModule;
import courant.delivery.mail.OtherMail;
import courant.delivery.mail.TxtRecords;
import courant.delivery.page.Frames;
import courant.delivery.page.PageModule;
import courant.delivery.page.my.MyModule;
import courant.delivery.page.webapp.WebAppModule;
import courant.delivery.push.PushModule;
import courant.edition.Audiences;
import courant.edition.Editions;
import courant.edition.Followables;
import courant.edition.FrontSlots;
import courant.edition.OneOfEach;
import courant.edition.PersonalEdition;
import courant.edition.Related;
import courant.masthead.Looks;
import courant.masthead.ThemeFolder;
import courant.media.InText;
import courant.media.PhotoFiles;
import courant.media.Photos;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.smtp.SmtpRelay;
import courant.platform.web.Published;
import courant.platform.web.Routes;
import courant.platform.web.Tallies;
import courant.reply.ReplyLetters;
import courant.search.StoryIndex;
import courant.story.Corrections;
import courant.story.Heard;
import courant.story.LeadingStories;
import courant.story.Months;
import courant.story.NewestStories;
import courant.story.Versions;
import courant.syndication.fetch.FeedAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Every way out: the editions, and what renders and carries them. */
final class Channels implements AutoCloseable {
  final PageModule pages;
  final MailModule mail;
  final Editions editions;
  final PushModule push;
  final FediverseModule fediverse;
  final HookModule hooks;
  private final ThemeFolder theme;
  final ReplyAging replyAging;
  final FeedModule feeds;
  private final WebAppModule webApp;
  private final AppModule apps;
  private final MyModule my;
  private final ReplyLetters replyLetters;

  Channels(
      Holdings held,
      Readership readership,
      StoryIndex index,
      FrontSlots slots,
      Published published,
      Looks looks,
      Tallies tallies,
      Outgoing outgoing,
      Optional<SmtpRelay> relay,
      Supplier<URI> site,
      PhotoFiles pictures,
      OtherMail otherMail) {
    var database = held.database();
    var clock = held.clock();
    var mastheads = held.mastheads();
    var stories = held.stories();
    var replies = held.replies();
    Corrections corrections = held.corrections();
    Versions versions = held.versions();
    OneOfEach oneOfEach = new OneOfEach(versions, stories);
    NewestStories newest = new NewestStories(database, held.facts());
    PersonalEdition personal =
        new PersonalEdition(readership.follows(), stories, newest, versions, index);
    editions =
        new Editions(slots, stories, new LeadingStories(database), oneOfEach, index, personal);
    Heard heard = new Heard(database);
    Audiences audiences =
        new Audiences(mastheads, held.topics(), held.authors(), held.sources(), heard);
    mail =
        new MailModule(
            held.settings(),
            database,
            held.vault(),
            relay,
            mastheads,
            readership.readers(),
            readership.follows(),
            oneOfEach,
            stories,
            corrections,
            editions,
            readership.subscriptions(),
            readership.mailKeys(),
            site,
            TxtRecords.ofResolver(),
            held.ids(),
            tallies,
            pictures,
            otherMail,
            clock);
    push =
        new PushModule(
            database,
            readership.endpoints(),
            readership.wishes(),
            readership.follows(),
            oneOfEach,
            stories,
            corrections,
            mastheads,
            outgoing,
            site,
            held.ids(),
            tallies,
            clock);
    fediverse =
        new FediverseModule(
            held.settings(),
            database,
            held.facts(),
            held.vault(),
            mastheads,
            held.authors(),
            held.topics(),
            stories,
            editions,
            replies,
            outgoing,
            site,
            held.ids(),
            clock);
    hooks =
        new HookModule(
            database, held.vault(), stories, replies.replies(), outgoing, site, held.ids(), clock);
    theme = new ThemeFolder(held.settings().data().resolve("theme"));
    Frames frames = new Frames(mastheads, held.navigation(), fediverse, looks::look, theme);
    replyLetters = replies.letters(readership.outbox(), mastheads, site);
    replyAging = new ReplyAging(published, replies.post(), clock);
    pages =
        new PageModule(
            mastheads,
            audiences,
            editions,
            stories,
            corrections,
            oneOfEach,
            new Related(stories, oneOfEach),
            new Months(database, mastheads),
            frames,
            index,
            held.topics(),
            held.sources(),
            heard,
            held.standingPages(),
            replies,
            replyLetters,
            replies.data(database, readership.outbox()),
            readership.sessions(),
            readership.readers(),
            mail.letters(),
            new InText(new Photos(database)),
            clock);
    feeds =
        new FeedModule(
            mastheads,
            audiences,
            editions,
            stories,
            replies.replies(),
            database,
            outgoing,
            site,
            readership.feedKeys(),
            corrections,
            clock);
    webApp = new WebAppModule(mastheads, frames, outgoing, pictures, clock);
    Followables followables =
        new Followables(audiences, held.sources(), new FeedAddresses(database)::source);
    apps =
        new AppModule(
            readership.appPasswords(),
            editions,
            followables,
            stories,
            readership.follows(),
            readership.marks(),
            corrections,
            mastheads,
            database,
            webApp::icon,
            clock);
    my =
        new MyModule(
            readership.readers(),
            readership.sessions(),
            readership.signIn(),
            readership.passkeys(),
            readership.follows(),
            followables,
            readership.marks(),
            corrections,
            readership.feedKeys(),
            readership.appPasswords(),
            readership.subscriptions(),
            mail.suppressions(),
            readership.mailKeys(),
            readership.endpoints(),
            readership.wishes(),
            mastheads,
            audiences,
            editions,
            stories,
            newest,
            frames,
            clock);
  }

  void routes(Routes routes) {
    fediverse.routes(routes);
    feeds.routes(routes);
    pages.routes(routes);
    webApp.routes(routes);
    apps.routes(routes);
    my.routes(routes);
  }

  void jobs(Facts facts, Timer timer) {
    facts.follow("reply letters", replyLetters);
    feeds.jobs(facts, timer);
    mail.jobs(facts, timer);
    push.jobs(facts, timer);
    fediverse.jobs(facts, timer);
    hooks.jobs(facts, timer);
    timer.every(Duration.ofSeconds(10), "closing replies", replyAging);
    timer.every(Duration.ofSeconds(5), "looking at the theme folder", () -> theme.refresh(facts));
  }

  @Override
  public void close() {
    push.close();
    mail.close();
    hooks.close();
  }
}
