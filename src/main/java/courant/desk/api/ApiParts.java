package courant.desk.api;

import courant.delivery.hook.HookModule;
import courant.delivery.mail.MailModule;
import courant.delivery.push.PushModule;
import courant.desk.Members;
import courant.desk.masthead.SaveMasthead;
import courant.desk.masthead.SaveSection;
import courant.desk.write.Newsroom;
import courant.edition.FrontSlots;
import courant.figure.Figures;
import courant.masthead.Mastheads;
import courant.reply.ReplyModule;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.StoryCatalogue;
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
    ReplyModule replies,
    MailModule mail,
    PushModule push,
    Members members,
    Figures figures,
    HookModule hooks,
    InstantSource clock) {
  /** The table: every operation there is. */
  List<Operation> operations() {
    return Stream.of(
            new StoriesApi(newsroom, stories, catalogue, revisions, mastheads).operations(),
            new ReviewApi(
                    mastheads, saveMasthead, saveSection, front, stories, topics, authors, sources)
                .operations(),
            new ReadersApi(replies, stories, push).operations(),
            new LettersApi(mail.letters(), stories, clock).operations(),
            new HouseApi(members, figures, stories, mastheads, clock).operations(),
            new HooksApi(hooks).operations())
        .flatMap(List::stream)
        .toList();
  }
}
