package courant.desk.api;

import courant.delivery.hook.HookModule;
import courant.delivery.mail.MailModule;
import courant.delivery.push.PushModule;
import courant.desk.Members;
import courant.desk.masthead.SaveMasthead;
import courant.desk.masthead.SavePage;
import courant.desk.masthead.SaveSection;
import courant.desk.media.PictureUses;
import courant.desk.source.SaveSource;
import courant.desk.source.SourceFeeds;
import courant.desk.topic.TopicWork;
import courant.desk.write.Newsroom;
import courant.edition.FrontSlots;
import courant.figure.Figures;
import courant.masthead.Looks;
import courant.masthead.Mastheads;
import courant.masthead.Navigation;
import courant.masthead.StandingPages;
import courant.media.MediaModule;
import courant.platform.job.Facts;
import courant.reply.ReplyModule;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.StoryCatalogue;
import courant.syndication.fetch.PartnerFeeds;
import courant.topic.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The desk's verbs and stores that programs reach. */
public record ApiParts(
    Newsroom newsroom,
    Stories stories,
    StoryCatalogue catalogue,
    Revisions revisions,
    Mastheads mastheads,
    SaveMasthead saveMasthead,
    SaveSection saveSection,
    FrontSlots front,
    Topics topics,
    Authors authors,
    Sources sources,
    TopicWork topicWork,
    SaveSource saveSource,
    PartnerFeeds feeds,
    SourceFeeds sourceFeeds,
    Navigation navigation,
    StandingPages standingPages,
    SavePage savePage,
    Looks looks,
    MediaModule media,
    PictureUses pictureUses,
    ReplyModule replies,
    MailModule mail,
    PushModule push,
    Members members,
    Figures figures,
    HookModule hooks,
    Facts facts,
    InstantSource clock) {
  /** The table: every operation there is. */
  List<Operation> operations() {
    return Stream.of(
            new StoriesApi(newsroom, stories, catalogue, revisions, mastheads).operations(),
            new ReviewApi(mastheads, saveMasthead, saveSection, front, stories).operations(),
            new SiteApi(navigation, standingPages, savePage, looks).operations(),
            new TopicsApi(topics, topicWork, authors, facts).operations(),
            new SourcesApi(sources, saveSource, feeds, sourceFeeds).operations(),
            new MediaApi(media, pictureUses).operations(),
            new ReadersApi(replies, stories, push).operations(),
            new LettersApi(mail.letters(), stories, clock).operations(),
            new HouseApi(members, figures, stories, mastheads, clock).operations(),
            new HooksApi(hooks).operations())
        .flatMap(List::stream)
        .toList();
  }
}
