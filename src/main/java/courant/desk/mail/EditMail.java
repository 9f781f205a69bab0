package courant.desk.mail;

import courant.delivery.Issue;
import courant.delivery.Ledger;
import courant.delivery.Letter;
import courant.delivery.Progress;
import courant.delivery.Subscriptions;
import courant.delivery.Suppressions;
import courant.delivery.mail.MailModule;
import courant.delivery.mail.Returned;
import courant.desk.Desk;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.ReaderId;
import courant.reader.Readers;
import courant.story.Stories;
import courant.story.Story;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/mail}: what was mailed, how far it has come, and what became of each message. */
public final class EditMail {
  private static final int ISSUES = 60;
  private static final int LINES = 200;
  private static final int BACK = 50;

  /** Mail is styled in place, and runs nothing. */
  static final String MAIL_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: http: data:;"
          + " frame-ancestors 'self'; sandbox allow-popups";

  /**
   * @param left how long it will take, in words; empty if that cannot be said
   */
  public record Row(Issue issue, String name, Progress progress, String left) {}

  /** A line of the ledger; of the address, only what tells nobody. */
  public record Line(Ledger.Line line, String masked) {}

  /** Somebody who is not mailed to. */
  public record Stopped(Suppressions.Suppression suppression, String masked) {}

  private final Desk desk;
  private final MailModule mail;
  private final Subscriptions subscriptions;
  private final Readers readers;
  private final Stories stories;
  private final InstantSource clock;

  EditMail(
      Desk desk,
      MailModule mail,
      Subscriptions subscriptions,
      Readers readers,
      Stories stories,
      InstantSource clock) {
    this.desk = desk;
    this.mail = mail;
    this.subscriptions = subscriptions;
    this.readers = readers;
    this.stories = stories;
    this.clock = clock;
  }

  /** A message that came back, and from whose address. */
  public record Back(Returned.Line line, String masked) {}

  Response show(Request request) {
    return desk.page(
        request,
        "mail/overview",
        "mail",
        desk.texts().say("mail.desk"),
        Map.of(
            "issues",
            mail.issues().newest(ISSUES).stream().map(this::row).toList(),
            "letters",
            mail.letters().unsent(),
            "stopped",
            mail.suppressions().newest(LINES).stream()
                .map(one -> new Stopped(one, masked(one.reader())))
                .toList(),
            "returned",
            mail.returned().newest(BACK).stream()
                .map(one -> new Back(one, one.reader().map(this::masked).orElse("—")))
                .toList(),
            "relayed",
            mail.relayed()));
  }

  private Row row(Issue issue) {
    Progress progress = mail.ledger().progress(issue.id());
    return new Row(
        issue, name(issue), progress, progress.left(clock.instant()).map(this::words).orElse(""));
  }

  private String words(Duration left) {
    return desk.texts().count("mail.desk.minutes", Math.max(1, left.plusSeconds(30).toMinutes()));
  }

  private String name(Issue issue) {
    Texts texts = desk.texts();
    if (issue.story().isPresent()) {
      return stories.byId(issue.story().get()).map(Story::headline).orElse("—");
    }
    return switch (issue.list().kind()) {
      case REVIEW -> texts.say("mail.desk.review");
      case FOLLOWS -> texts.say("mail.list.follows");
      case CORRECTIONS -> texts.say("story.corrections");
      case LETTERS -> mail.letters().byId(issue.subject()).map(Letter::subject).orElse("");
      case SECTION, TOPIC, AUTHOR, SOURCE -> subscriptions.name(issue.list());
    };
  }

  Response issue(Request request) {
    return found(request)
        .map(
            issue ->
                desk.page(
                    request,
                    "mail/issue",
                    "mail",
                    name(issue),
                    Map.of("row", row(issue), "lines", lines(issue), "relayed", mail.relayed())))
        .orElseGet(() -> Response.empty(404));
  }

  private List<Line> lines(Issue issue) {
    return mail.ledger().lines(issue.id(), LINES).stream()
        .map(line -> new Line(line, masked(line.reader())))
        .toList();
  }

  private String masked(ReaderId reader) {
    return readers.address(reader).map(Object::toString).orElse("—");
  }

  /** Pauses it, or goes on. */
  Response act(Request request) {
    Optional<Issue> issue = found(request);
    issue.ifPresent(
        one -> {
          if (request.field("action").filter("pause"::equals).isPresent()) {
            mail.issues().pause(one.id());
          } else {
            mail.issues().resume(one.id());
          }
        });
    return issue
        .map(one -> Response.seeOther("/desk/mail/issue/" + one.id() + "?done=saved"))
        .orElseGet(() -> Response.empty(404));
  }

  /** The message itself, for the frame on the issue's page. */
  Response message(Request request) {
    return found(request)
        .map(issue -> framed(mail.html(issue, reader(request))))
        .orElseGet(() -> Response.empty(404));
  }

  static Response framed(String html) {
    return Response.of(200, "text/html; charset=utf-8", html)
        .with("cache-control", "no-store")
        .with("content-security-policy", MAIL_POLICY);
  }

  /** Every byte of a reader's message but the address. */
  Response source(Request request) {
    Optional<Issue> issue = found(request);
    Optional<ReaderId> reader = reader(request);
    return issue.isPresent() && reader.isPresent()
        ? Response.text(mail.source(issue.get(), reader.get())).with("cache-control", "no-store")
        : Response.empty(404);
  }

  /** Mails to somebody again. */
  Response lift(Request request) {
    request
        .field("reader")
        .filter(number -> number.matches("[0-9]{1,9}"))
        .map(number -> new ReaderId(Integer.parseInt(number)))
        .ifPresent(mail.suppressions()::lift);
    return Response.seeOther("/desk/mail?done=saved#stopped");
  }

  private Optional<Issue> found(Request request) {
    return Request.number(request.part("id")).flatMap(mail.issues()::byId);
  }

  private static Optional<ReaderId> reader(Request request) {
    return request
        .query("reader")
        .filter(number -> number.matches("[0-9]{1,9}"))
        .map(number -> new ReaderId(Integer.parseInt(number)));
  }
}
