package courant.desk;

import static courant.platform.web.Role.ANYONE;
import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;
import static courant.platform.web.Role.MODERATOR;
import static courant.platform.web.Role.OWNER;

import courant.delivery.Subscriptions;
import courant.delivery.mail.MailModule;
import courant.delivery.push.PushModule;
import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.reader.Outbox;
import courant.reader.Readers;
import courant.reply.ReplyModule;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.DeskList;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.WriteStory;
import courant.topic.Topics;
import java.time.InstantSource;
import java.util.function.Function;

/** The newsroom's pages. */
public final class DeskModule {
  private final SignIn signIn;
  private final DeskHome home;
  private final EditStory editStory;
  private final EditMasthead editMasthead;
  private final EditFront editFront;
  private final EditStaff editStaff;
  private final EditReplies editReplies;
  private final ShowOutbox showOutbox;
  private final EditMail editMail;
  private final EditPush editPush;
  private final EditLetter editLetter;
  private final EditMailDomain editMailDomain;

  /**
   * @param previewing renders a story as its page would be
   */
  public DeskModule(
      Database database,
      Facts facts,
      Members members,
      Mastheads mastheads,
      Stories stories,
      WriteStory writeStory,
      Revisions revisions,
      DeskList list,
      Authors authors,
      Topics topics,
      Sources sources,
      FrontSlots slots,
      ReplyModule replies,
      Outbox outbox,
      Readers readers,
      Subscriptions subscriptions,
      MailModule mail,
      PushModule push,
      Ids ids,
      InstantSource clock,
      Function<Request, Function<Story, Response>> previewing) {
    Desk desk = new Desk(members, mastheads);
    WorkingCopies copies = new WorkingCopies(database, clock);
    Newsroom newsroom =
        new Newsroom(
            facts,
            mastheads,
            stories,
            writeStory,
            revisions,
            authors,
            topics,
            sources,
            copies,
            members,
            ids,
            clock);
    signIn = new SignIn(members, mastheads);
    home = new DeskHome(desk, list);
    editStory =
        new EditStory(
            desk, newsroom, stories, revisions, copies, mastheads, sources, database, previewing);
    editMasthead = new EditMasthead(desk, mastheads, ids);
    editFront = new EditFront(desk, slots, stories, list);
    editReplies = new EditReplies(desk, replies, stories);
    editStaff = new EditStaff(desk, members);
    showOutbox = new ShowOutbox(desk, outbox, mail.relayed());
    editPush = new EditPush(desk, push, stories, list);
    editMail = new EditMail(desk, mail, subscriptions, readers, stories, clock);
    editMailDomain = new EditMailDomain(desk, mail.domain());
    editLetter = new EditLetter(desk, mail, mastheads, stories, list, clock);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/sign-in", ANYONE, signIn::explain)
        .get("/desk/sign-in/:token", ANYONE, signIn::show)
        .post("/desk/sign-in", ANYONE, signIn::comeIn)
        .post("/desk/sign-out", ANYONE, signIn::leave)
        .get("/desk", CONTRIBUTOR, home::answer)
        .post("/desk/story", CONTRIBUTOR, editStory::begin)
        .get("/desk/story/:id", CONTRIBUTOR, editStory::show)
        .post("/desk/story/:id", CONTRIBUTOR, editStory::act)
        .post("/desk/story/:id/autosave", CONTRIBUTOR, editStory::autosave)
        .get("/desk/story/:id/preview", CONTRIBUTOR, editStory::preview)
        .get("/desk/story/:id/revisions", CONTRIBUTOR, editStory::history)
        .post("/desk/story/:id/revisions/:number", CONTRIBUTOR, editStory::restore)
        .get("/desk/replies", MODERATOR, editReplies::show)
        .post("/desk/replies", MODERATOR, editReplies::decide)
        .post("/desk/replies/rules", MODERATOR, editReplies::rule)
        .get("/desk/front", EDITOR, editFront::show)
        .post("/desk/front", EDITOR, editFront::save)
        .get("/desk/push", EDITOR, editPush::show)
        .post("/desk/push", EDITOR, editPush::send)
        .get("/desk/mail", EDITOR, editMail::show)
        .get("/desk/mail/domain", OWNER, editMailDomain::show)
        .post("/desk/mail/domain", OWNER, editMailDomain::act)
        .post("/desk/mail/lift", EDITOR, editMail::lift)
        .get("/desk/mail/issue/:id", EDITOR, editMail::issue)
        .post("/desk/mail/issue/:id", EDITOR, editMail::act)
        .get("/desk/mail/issue/:id/message", EDITOR, editMail::message)
        .get("/desk/mail/issue/:id/source", OWNER, editMail::source)
        .post("/desk/mail/letter", EDITOR, editLetter::begin)
        .get("/desk/mail/letter/:id", EDITOR, editLetter::show)
        .post("/desk/mail/letter/:id", EDITOR, editLetter::act)
        .get("/desk/mail/letter/:id/message", EDITOR, editLetter::message)
        .get("/desk/masthead", EDITOR, editMasthead::show)
        .post("/desk/masthead", EDITOR, editMasthead::save)
        .post("/desk/section", EDITOR, editMasthead::saveSection)
        .get("/desk/outbox", OWNER, showOutbox::answer)
        .get("/desk/staff", OWNER, editStaff::show)
        .post("/desk/staff", OWNER, editStaff::add)
        .post("/desk/staff/:id", OWNER, editStaff::change);
  }
}
