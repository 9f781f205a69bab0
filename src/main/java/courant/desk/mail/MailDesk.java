package courant.desk.mail;

import static courant.platform.web.Role.EDITOR;
import static courant.platform.web.Role.OWNER;

import courant.delivery.Subscriptions;
import courant.delivery.mail.MailModule;
import courant.desk.Desk;
import courant.masthead.Mastheads;
import courant.platform.web.Routes;
import courant.reader.Outbox;
import courant.reader.Readers;
import courant.story.DeskList;
import courant.story.Stories;
import java.time.InstantSource;

/** Mail at the desk: what was sent and what became of it, letters, signing keys, the outbox. */
public final class MailDesk {
  private final EditMail editMail;
  private final EditLetter editLetter;
  private final EditMailDomain editMailDomain;
  private final ShowOutbox showOutbox;

  public MailDesk(
      Desk desk,
      MailModule mail,
      Subscriptions subscriptions,
      Readers readers,
      Outbox outbox,
      Mastheads mastheads,
      Stories stories,
      DeskList list,
      InstantSource clock) {
    editMail = new EditMail(desk, mail, subscriptions, readers, stories, clock);
    editLetter = new EditLetter(desk, mail, mastheads, stories, list, clock);
    editMailDomain = new EditMailDomain(desk, mail.domain());
    showOutbox = new ShowOutbox(desk, outbox, mail.relayed());
  }

  public void routes(Routes routes) {
    routes
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
        .get("/desk/outbox", OWNER, showOutbox::answer);
  }
}
