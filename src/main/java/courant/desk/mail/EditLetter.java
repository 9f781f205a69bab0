package courant.desk.mail;

import courant.delivery.Letter;
import courant.delivery.MailList;
import courant.delivery.mail.MailModule;
import courant.desk.Desk;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.DeskList;
import courant.story.Stories;
import courant.story.StoryId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /desk/mail/letter/:id}: a newsletter written by hand, from stories and an introduction.
 */
final class EditLetter {
  private static final int CANDIDATES = 40;
  private static final int LONGEST_SUBJECT = 200;

  private final Desk desk;
  private final MailModule mail;
  private final Mastheads mastheads;
  private final Stories stories;
  private final DeskList list;
  private final InstantSource clock;

  EditLetter(
      Desk desk,
      MailModule mail,
      Mastheads mastheads,
      Stories stories,
      DeskList list,
      InstantSource clock) {
    this.desk = desk;
    this.mail = mail;
    this.mastheads = mastheads;
    this.stories = stories;
    this.list = list;
    this.clock = clock;
  }

  Response begin(Request request) {
    return Response.seeOther("/desk/mail/letter/" + mail.letters().begin().id());
  }

  Response show(Request request) {
    return found(request)
        .map(letter -> page(request, letter, ""))
        .orElseGet(() -> Response.empty(404));
  }

  private Response page(Request request, Letter letter, String problem) {
    return desk.page(
        request,
        "mail/letter",
        "mail",
        desk.texts().say("mail.desk.letter"),
        Map.of(
            "letter", letter,
            "problem", problem,
            "chosen", stories.published(letter.stories()),
            "candidates", list.newest("published", "", CANDIDATES),
            "sections", mastheads.sections()));
  }

  /** What it looks like, for the frame on its page. */
  Response message(Request request) {
    return found(request)
        .map(letter -> EditMail.framed(mail.html(mail.draft(letter), Optional.empty())))
        .orElseGet(() -> Response.empty(404));
  }

  /** Saves what was typed, and does what the button says. */
  Response act(Request request) {
    Optional<Letter> known = found(request).filter(letter -> !sent(letter));
    if (known.isEmpty()) {
      return Response.empty(404);
    }
    Letter letter = typed(request, known.get(), new Letter.State.Draft());
    String action = request.field("action").orElse("save");
    if (action.equals("remove")) {
      mail.letters().remove(letter.id());
      return Response.seeOther("/desk/mail?done=saved");
    }
    mail.letters().save(letter);
    return switch (action) {
      case "preview" -> preview(request, letter);
      case "send" -> send(request, letter, Optional.of(clock.instant()));
      case "schedule" -> send(request, letter, request.field("due").flatMap(this::instant));
      default -> done(letter);
    };
  }

  private Response preview(Request request, Letter letter) {
    return mail.preview(letter, request.field("to").orElse(""))
        .map(fault -> page(request, letter, desk.texts().say(fault)).status(422))
        .orElseGet(() -> done(letter));
  }

  private Response send(Request request, Letter letter, Optional<Instant> due) {
    if (letter.subject().isEmpty()) {
      return page(request, letter, desk.texts().say("mail.desk.no-subject")).status(422);
    }
    if (due.isEmpty()) {
      return page(request, letter, desk.texts().say("desk.problem.due")).status(422);
    }
    mail.letters().save(in(letter, new Letter.State.Scheduled(due.get())));
    return Response.seeOther("/desk/mail?done=saved");
  }

  private static Response done(Letter letter) {
    return Response.seeOther("/desk/mail/letter/" + letter.id() + "?done=saved");
  }

  private Letter typed(Request request, Letter before, Letter.State state) {
    String subject = request.field("subject").orElse("").strip();
    return new Letter(
        before.id(),
        subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)),
        request.field("introduction").orElse("").strip(),
        request.fields("story").stream()
            .flatMap(id -> Request.number(id).stream())
            .map(StoryId::new)
            .distinct()
            .toList(),
        request.field("segment").flatMap(MailList::ofKey),
        state);
  }

  private static Letter in(Letter letter, Letter.State state) {
    return new Letter(
        letter.id(),
        letter.subject(),
        letter.introduction(),
        letter.stories(),
        letter.segment(),
        state);
  }

  private Optional<Instant> instant(String typed) {
    try {
      return Optional.of(
          LocalDateTime.parse(typed).atZone(mastheads.masthead().zone()).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean sent(Letter letter) {
    return letter.state() instanceof Letter.State.Sent;
  }

  private Optional<Letter> found(Request request) {
    return Request.number(request.part("id")).flatMap(mail.letters()::byId);
  }
}
