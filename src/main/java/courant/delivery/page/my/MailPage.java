package courant.delivery.page.my;

import courant.delivery.Issue;
import courant.delivery.MailKeys;
import courant.delivery.MailList;
import courant.delivery.Pace;
import courant.delivery.Schedule;
import courant.delivery.Subscription;
import courant.delivery.Subscriptions;
import courant.delivery.Suppressions;
import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.masthead.Section;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Reader;
import courant.reader.ReaderId;
import courant.reader.Readers;
import courant.reader.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /mail/:key}: what a reader gets by mail, and how to have less or more of it. The key in
 * every mail's link is enough; nobody has to sign in to be left alone.
 */
public final class MailPage {
  /**
   * A list that can be had, and how it comes now: {@code once}, {@code daily}, {@code weekly} or
   * {@code off}.
   */
  public record Row(String key, String name, String path, String now) {}

  /**
   * @param masked the address without what would tell it to whom the mail was forwarded
   * @param stopped whether nothing is mailed, because mail came back or the reader complained
   * @param done what just happened; empty if nothing did
   */
  public record Shown(
      String address,
      String masked,
      List<Row> rows,
      Schedule schedule,
      boolean stopped,
      String done) {}

  /** One list somebody is about to leave, or has left. */
  public record Leaving(String address, String name, boolean left) {}

  private final Readers readers;
  private final Sessions sessions;
  private final Subscriptions subscriptions;
  private final Suppressions suppressions;
  private final MailKeys keys;
  private final Frames frames;

  MailPage(
      Readers readers,
      Sessions sessions,
      Subscriptions subscriptions,
      Suppressions suppressions,
      MailKeys keys,
      Frames frames) {
    this.readers = readers;
    this.sessions = sessions;
    this.subscriptions = subscriptions;
    this.suppressions = suppressions;
    this.keys = keys;
    this.frames = frames;
  }

  /** {@code /my/mail}: the same page for who is signed in. */
  Response own(Request request) {
    Reader reader = sessions.account(request).orElseThrow();
    return Response.seeOther("/mail/" + keys.of(reader.id()));
  }

  Response show(Request request) {
    return reader(request)
        .map(reader -> page(request, reader, request.query("done").orElse(""), 200))
        .orElseGet(() -> Response.empty(404));
  }

  Response save(Request request) {
    Optional<ReaderId> reader = reader(request);
    if (reader.isEmpty()) {
      return Response.empty(404);
    }
    if (request.field("leave-all").isPresent()) {
      subscriptions.leaveAll(reader.get());
      return Response.seeOther(address(reader.get()) + "?done=left");
    }
    Optional<Schedule> schedule =
        Schedule.typed(
            request.field("weekday").orElse(""),
            request.field("hour").orElse(""),
            request.field("zone").orElse(""));
    if (schedule.isEmpty()) {
      return page(request, reader.get(), "no-time", 422);
    }
    suppressions.lift(reader.get());
    rows(reader.get()).forEach(row -> set(request, reader.get(), row, schedule.get()));
    subscriptions.reschedule(reader.get(), schedule.get());
    return Response.seeOther(address(reader.get()) + "?done=saved");
  }

  private void set(Request request, ReaderId reader, Row row, Schedule schedule) {
    String wanted = request.field(row.key()).orElse(row.now());
    MailList list = MailList.ofKey(row.key()).orElseThrow();
    if (wanted.equals("off")) {
      subscriptions.leave(reader, list);
    } else if (!wanted.equals(row.now())) {
      Pace.of(wanted).ifPresent(pace -> subscriptions.set(reader, list, pace, schedule));
    }
  }

  /**
   * What the button in mail programs leads to where they show the address instead (RFC 8058 3.1).
   */
  Response askToLeave(Request request) {
    return leaving(request, false);
  }

  /** One click, of a mail provider for its user or on our own page: no cookie, no way on. */
  Response leave(Request request) {
    Optional<ReaderId> reader = reader(request);
    String key = request.part("list");
    reader.ifPresent(one -> subscriptions.leave(one, key));
    return leaving(request, true);
  }

  private Response leaving(Request request, boolean left) {
    String key = request.part("list");
    boolean known = key.equals(Issue.STORIES) || MailList.ofKey(key).isPresent();
    Optional<ReaderId> reader = reader(request).filter(_ -> known);
    if (reader.isEmpty()) {
      return Response.empty(404);
    }
    String name =
        rows(reader.get()).stream()
            .filter(row -> row.key().equals(key))
            .map(Row::name)
            .findFirst()
            .orElse("");
    Leaving leaving = new Leaving(address(reader.get()), name, left);
    Frame frame = frames.unlisted(request, "");
    return Personal.page(
        "mail/leave",
        Map.of(
            "frame",
            frames.unlisted(request, frame.texts().say("mail.leave")),
            "leaving",
            leaving));
  }

  private Response page(Request request, ReaderId reader, String done, int status) {
    String masked = readers.address(reader).map(Object::toString).orElse("");
    Frame frame = frames.unlisted(request, "");
    Shown shown =
        new Shown(
            address(reader),
            masked,
            rows(reader),
            subscriptions.schedule(reader).orElseGet(() -> Schedule.usual(frame.masthead().zone())),
            suppressions.has(reader),
            done.matches("subscribed|saved|left|no-time") ? done : "");
    return Personal.page(
            "mail/preferences",
            Map.of(
                "frame", frames.unlisted(request, frame.texts().say("mail.title")), "shown", shown))
        .status(status);
  }

  /** What the reader has, and what else every review offers. */
  private List<Row> rows(ReaderId reader) {
    List<Subscription> has = subscriptions.of(reader);
    List<Row> rows = new ArrayList<>();
    Texts texts = frames.texts();
    offer(rows, has, MailList.REVIEW, frames.masthead().title(), "/");
    offer(rows, has, MailList.FOLLOWS, texts.say("mail.list.follows"), "/my");
    for (Section section : frames.sections()) {
      MailList list = new MailList(MailList.Kind.SECTION, section.id().value());
      offer(rows, has, list, section.name(), section.path());
    }
    has.stream()
        .filter(one -> one.list().target() != 0)
        .filter(one -> one.list().kind() != MailList.Kind.SECTION)
        .forEach(one -> offer(rows, has, one.list(), one.name(), one.path()));
    offer(rows, has, MailList.LETTERS, texts.say("mail.list.letters"), "/letters");
    return rows;
  }

  private static void offer(
      List<Row> rows, List<Subscription> has, MailList list, String name, String path) {
    String now =
        has.stream()
            .filter(one -> one.list().equals(list))
            .map(one -> one.pace().word())
            .findFirst()
            .orElse("off");
    rows.add(new Row(list.key(), name, path, now));
  }

  private Optional<ReaderId> reader(Request request) {
    return keys.reader(request.part("key")).filter(reader -> readers.byId(reader).isPresent());
  }

  private String address(ReaderId reader) {
    return "/mail/" + keys.of(reader);
  }
}
