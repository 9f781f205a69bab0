package courant;

import courant.desk.Audited;
import courant.desk.Desk;
import courant.desk.DeskGate;
import courant.desk.Members;
import courant.desk.api.ApiDesk;
import courant.desk.api.ApiParts;
import courant.desk.correction.CorrectionDesk;
import courant.desk.fediverse.FediverseDesk;
import courant.desk.figure.FigureDesk;
import courant.desk.hook.HookDesk;
import courant.desk.inbox.Decide;
import courant.desk.inbox.InboxDesk;
import courant.desk.mail.MailDesk;
import courant.desk.masthead.LookDesk;
import courant.desk.masthead.MastheadDesk;
import courant.desk.masthead.NavigationDesk;
import courant.desk.masthead.PagesDesk;
import courant.desk.masthead.SaveMasthead;
import courant.desk.masthead.SavePage;
import courant.desk.masthead.SaveSection;
import courant.desk.media.Logos;
import courant.desk.media.MediaDesk;
import courant.desk.media.PictureUses;
import courant.desk.plan.Plan;
import courant.desk.plan.PlanDesk;
import courant.desk.push.PushDesk;
import courant.desk.reply.ReplyDesk;
import courant.desk.source.SaveSource;
import courant.desk.source.SourceDesk;
import courant.desk.source.SourceFeeds;
import courant.desk.staff.StaffDesk;
import courant.desk.topic.TopicDesk;
import courant.desk.version.VersionDesk;
import courant.desk.wire.WireDesk;
import courant.desk.write.ApplyForm;
import courant.desk.write.ChosenTopics;
import courant.desk.write.Newsroom;
import courant.desk.write.Renderings;
import courant.desk.write.Reviewing;
import courant.desk.write.StoryFinder;
import courant.desk.write.Submissions;
import courant.desk.write.WorkingCopies;
import courant.desk.write.WriteDesk;
import courant.desk.write.Writers;
import courant.edition.FrontSlots;
import courant.figure.FigureModule;
import courant.masthead.Looks;
import courant.media.MediaModule;
import courant.media.Photo;
import courant.platform.passkey.Ceremonies;
import courant.platform.passkey.Passkeys;
import courant.platform.web.Gate;
import courant.platform.web.Routes;
import courant.search.StoryIndex;
import courant.story.DeskList;
import courant.story.Revisions;
import courant.story.StoryCatalogue;
import courant.story.StoryPictures;
import courant.story.StoryTopics;
import courant.syndication.SyndicationModule;
import courant.topic.DismissedNames;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The newsroom's own pages, one part for each thing that is edited. */
final class Newsdesk {
  final Members members;
  final Gate gate;
  private final Audited audited;
  private final WriteDesk write;
  private final PlanDesk plan;
  private final MastheadDesk masthead;
  private final LookDesk look;
  private final NavigationDesk navigation;
  private final PagesDesk standing;
  private final ReplyDesk reply;
  private final MailDesk mail;
  private final PushDesk push;
  private final FediverseDesk fediverse;
  private final StaffDesk staff;
  private final HookDesk hooks;
  private final FigureDesk figure;
  final ApiDesk api;
  private final VersionDesk version;
  private final MediaDesk media;
  private final SourceDesk source;
  private final InboxDesk inbox;
  private final CorrectionDesk correction;
  private final WireDesk wire;
  private final PictureUses uses;
  private final TopicDesk topic;

  Newsdesk(
      Holdings held,
      Readership readership,
      Channels channels,
      FrontSlots slots,
      Revisions revisions,
      DeskList list,
      FigureModule figures,
      Looks looks,
      MediaModule library,
      SyndicationModule syndication,
      StoryIndex index,
      Supplier<URI> site) {

    var mastheads = held.mastheads();
    var stories = held.stories();
    Passkeys passkeys = new Passkeys(held.database(), StaffDesk.REALM, held.ids(), held.clock());
    members = new Members(held.database(), held.vault(), passkeys, held.ids(), held.clock());
    Submissions submissions = new Submissions(held.database(), held.clock());
    Reviewing reviewing =
        new Reviewing(held.database(), submissions, members, mastheads, readership.outbox(), site);
    Desk desk = new Desk(members, mastheads, Map.of("plan", submissions::turnOf));
    WorkingCopies copies = new WorkingCopies(held.database(), held.clock());
    StoryTopics storyTopics = new StoryTopics(held.database());
    ChosenTopics chosen =
        new ChosenTopics(held.facts(), held.topics(), held.knownTopics(), storyTopics, held.ids());
    Newsroom newsroom =
        new Newsroom(
            held.facts(),
            mastheads,
            stories,
            held.writeStory(),
            revisions,
            held.corrections(),
            new ApplyForm(mastheads, held.authors(), chosen, held.sources(), held.ids()),
            copies,
            syndication.intake().inbox(),
            syndication.intake().known(),
            members,
            reviewing,
            held.ids(),
            held.clock());
    StoryFinder finder = new StoryFinder(list, index);
    write =
        new WriteDesk(
            desk,
            newsroom,
            copies,
            chosen,
            new Writers(held.database(), held.clock()),
            reviewing,
            held.database(),
            mastheads,
            stories,
            revisions,
            list,
            finder,
            held.sources(),
            slots,
            new Renderings(
                channels.pages::preview,
                channels.mail::preview,
                channels.feeds::preview,
                channels.push::preview),
            held.ids(),
            held.clock());
    plan =
        new PlanDesk(
            desk,
            newsroom,
            reviewing,
            stories,
            new Plan(held.database()),
            () -> syndication.intake().inbox().count(false, Optional.empty()),
            mastheads,
            held.clock());
    Logos logos = new Logos(desk, library);
    SaveMasthead saveMasthead = new SaveMasthead(mastheads, logos);
    SaveSection saveSection = new SaveSection(mastheads, held.ids());
    masthead = new MastheadDesk(desk, mastheads, saveMasthead, saveSection, logos);
    SavePage savePage = new SavePage(held.facts(), held.standingPages(), held.ids());
    navigation = new NavigationDesk(desk, held.navigation());
    standing =
        new PagesDesk(
            desk,
            held.standingPages(),
            savePage,
            (request, page) -> channels.pages.preview(request, page));
    look = new LookDesk(desk, looks, (request, look) -> channels.pages.preview(request, look));
    reply = new ReplyDesk(desk, held.replies(), stories);
    mail =
        new MailDesk(
            desk,
            channels.mail,
            readership.subscriptions(),
            readership.readers(),
            readership.outbox(),
            mastheads,
            stories,
            list,
            held.clock());
    push = new PushDesk(desk, channels.push, stories, list);
    fediverse = new FediverseDesk(desk, channels.fediverse);
    version = new VersionDesk(desk, held.facts(), stories, held.versions(), finder);
    staff =
        new StaffDesk(
            desk,
            members,
            mastheads,
            new Ceremonies(held.database(), passkeys, held.vault(), held.clock()),
            readership.outbox(),
            channels.mail.relayed(),
            held.database(),
            held.vault(),
            held.clock());
    hooks = new HookDesk(desk, channels.hooks);
    figure = new FigureDesk(desk, figures.figures(), stories, mastheads, held.clock());
    SourceFeeds sourceFeeds = new SourceFeeds(held.facts(), syndication, held.clock());
    SaveSource saveSource =
        new SaveSource(
            held.facts(),
            mastheads,
            held.sources(),
            syndication.intake().intakes(),
            held.topics(),
            held.knownTopics(),
            logos,
            held.ids());
    source =
        new SourceDesk(
            desk,
            mastheads,
            held.sources(),
            syndication,
            sourceFeeds,
            saveSource,
            logos,
            held.database(),
            stories);
    inbox =
        new InboxDesk(
            desk,
            syndication.intake().inbox(),
            stories,
            held.sources(),
            new Decide(
                held.database(), newsroom, stories, syndication.intake().inbox(), held.clock()));
    wire = new WireDesk(desk, held.sources(), syndication.wire(), channels.mail::heardAt);
    correction =
        new CorrectionDesk(
            desk, held.facts(), held.sources(), stories, revisions, copies, syndication.changes());
    StoryPictures pictures = new StoryPictures(held.database());
    uses =
        new PictureUses(
            pictures,
            stories,
            mastheads,
            held.sources(),
            held.standingPages(),
            held.topics(),
            photo -> copies.holding(photo.digest()));
    media =
        new MediaDesk(
            desk,
            library,
            uses,
            held.facts(),
            stories,
            held.writeStory(),
            revisions,
            pictures,
            () -> mastheads.masthead().zone());
    topic =
        new TopicDesk(
            desk,
            members,
            held.facts(),
            held.topics(),
            held.knownTopics(),
            new DismissedNames(held.database(), held.clock()),
            stories,
            storyTopics,
            held.writeStory(),
            readership.follows(),
            readership.subscriptions(),
            readership.wishes(),
            syndication.intake().intakes(),
            held.database(),
            index,
            held.ids());
    api =
        new ApiDesk(
            desk,
            members,
            mastheads,
            held.database(),
            held.ids(),
            held.clock(),
            new ApiParts(
                newsroom,
                stories,
                new StoryCatalogue(held.database()),
                revisions,
                mastheads,
                saveMasthead,
                saveSection,
                slots,
                held.topics(),
                held.authors(),
                held.sources(),
                topic.work(),
                saveSource,
                syndication.fetch().feeds(),
                sourceFeeds,
                held.navigation(),
                held.standingPages(),
                savePage,
                looks,
                library,
                uses,
                held.replies(),
                channels.mail,
                channels.push,
                members,
                figures.figures(),
                channels.hooks,
                held.facts(),
                held.clock()));
    audited =
        new Audited(
            members.audit(),
            request -> api.member(request).or(() -> members.of(request)),
            held.clock());
    gate = api.gate(new DeskGate(members, mastheads));
  }

  /** All of them written down in the audit. */
  void routes(Routes all) {
    Routes routes = new Routes();
    staff.routes(routes);
    write.routes(routes);
    plan.routes(routes);
    topic.routes(routes);
    reply.routes(routes);
    mail.routes(routes);
    push.routes(routes);
    fediverse.routes(routes);
    masthead.routes(routes);
    look.routes(routes);
    navigation.routes(routes);
    standing.routes(routes);
    api.routes(routes);
    hooks.routes(routes);
    figure.routes(routes);
    version.routes(routes);
    media.routes(routes);
    source.routes(routes);
    inbox.routes(routes);
    correction.routes(routes);
    wire.routes(routes);
    routes.all().stream().map(audited::over).forEach(all::add);
  }

  /** Whether a picture of the library is in use. */
  boolean shows(Photo photo) {
    return uses.any(photo);
  }
}
