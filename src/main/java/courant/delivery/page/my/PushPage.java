package courant.delivery.page.my;

import courant.delivery.PushEndpoints;
import courant.delivery.PushPace;
import courant.delivery.PushWishes;
import courant.delivery.QuietHours;
import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.follow.Follows;
import courant.follow.NamedInterest;
import courant.follow.Stance;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Reader;
import courant.reader.ReaderId;
import courant.reader.Session;
import courant.reader.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /my/push}: notifications on this device, how soon for each thing followed, and quiet
 * hours. The browser asks for leave only when the reader presses the button here.
 */
public final class PushPage {
  /** One thing followed, and how soon the reader is told of it. */
  public record Row(String field, NamedInterest followed, PushPace pace) {}

  /** One browser that takes notifications. */
  public record Device(long id, String name, Instant since) {}

  /**
   * @param key our public key, which browsers subscribe with
   * @param fault whether the quiet hours typed are none
   */
  public record Shown(
      boolean account,
      String key,
      List<Row> rows,
      Optional<QuietHours> quiet,
      String zone,
      List<Device> devices,
      boolean fault) {}

  private final PushEndpoints endpoints;
  private final PushWishes wishes;
  private final Follows follows;
  private final Sessions sessions;
  private final Frames frames;

  PushPage(
      PushEndpoints endpoints,
      PushWishes wishes,
      Follows follows,
      Sessions sessions,
      Frames frames) {
    this.endpoints = endpoints;
    this.wishes = wishes;
    this.follows = follows;
    this.sessions = sessions;
    this.frames = frames;
  }

  Response show(Request request) {
    return page(request, false);
  }

  private Response page(Request request, boolean fault) {
    Optional<Reader> reader = sessions.reader(request);
    Frame plain = frames.unlisted(request, "");
    Frame frame = frames.unlisted(request, plain.texts().say("push.title"));
    Optional<QuietHours> quiet =
        reader.map(Reader::id).map(wishes::of).flatMap(PushWishes.Wishes::quiet);
    Shown shown =
        new Shown(
            reader.filter(Reader::hasAccount).isPresent(),
            endpoints.key().publicText(),
            reader.map(known -> rows(known.id())).orElse(List.of()),
            quiet,
            quiet.map(QuietHours::zone).orElse(plain.masthead().zone()).getId(),
            reader.map(known -> devices(known.id())).orElse(List.of()),
            fault);
    return Personal.page("my/push", Map.of("frame", frame, "shown", shown))
        .status(fault ? 422 : 200);
  }

  private List<Row> rows(ReaderId reader) {
    PushWishes.Wishes own = wishes.of(reader);
    return follows.named(reader).stream()
        .filter(one -> one.stance() == Stance.FOLLOW)
        .map(one -> new Row(field(one), one, own.pace(one.interest())))
        .toList();
  }

  private static String field(NamedInterest one) {
    return one.interest().kind().word() + ":" + one.key();
  }

  private List<Device> devices(ReaderId reader) {
    return endpoints.of(List.of(reader.value())).stream()
        .map(
            one ->
                new Device(
                    one.id(),
                    new Session(0, one.since(), one.since(), one.agent()).device(),
                    one.since()))
        .toList();
  }

  /** {@code POST /my/push/device}: this browser's subscription, as its push service gave it out. */
  Response subscribe(Request request) {
    Optional<Reader> known = sessions.reader(request);
    if (known.isPresent()) {
      return subscribe(request, known.get().id());
    }
    return sessions
        .begin(request)
        .map(begun -> Sessions.keep(subscribe(request, begun.reader()), begun.token(), request))
        .orElseGet(() -> Response.empty(429));
  }

  private Response subscribe(Request request, ReaderId reader) {
    request.field("old").ifPresent(endpoints::remove);
    return endpoints
        .add(
            reader,
            request.field("endpoint").orElse(""),
            request.field("p256dh").orElse(""),
            request.field("auth").orElse(""),
            request.header("User-Agent").orElse(""))
        .map(why -> Response.text(why + "\n").status(422))
        .orElseGet(() -> Response.empty(204));
  }

  /** {@code POST /my/push/gone}: by the address, which only the browser knows, or by its number. */
  Response unsubscribe(Request request) {
    request.field("endpoint").ifPresent(endpoints::remove);
    request
        .field("device")
        .flatMap(Request::number)
        .ifPresent(
            device ->
                sessions
                    .reader(request)
                    .ifPresent(reader -> endpoints.remove(reader.id(), device)));
    return Response.seeOther("/my/push");
  }

  /** {@code POST /my/push}: how soon, and quiet hours. */
  Response save(Request request) {
    Optional<Reader> reader = sessions.reader(request);
    if (reader.isEmpty()) {
      return Response.empty(403);
    }
    ReaderId id = reader.get().id();
    for (Row row : rows(id)) {
      request
          .field(row.field())
          .flatMap(PushPace::of)
          .filter(pace -> pace != row.pace())
          .ifPresent(pace -> wishes.pace(id, row.followed().interest(), pace));
    }
    String begins = request.field("begins").orElse("");
    Optional<QuietHours> quiet =
        QuietHours.typed(
            begins, request.field("ends").orElse(""), request.field("zone").orElse(""));
    boolean none = begins.equals("none");
    if (!none && quiet.isEmpty()) {
      return page(request, true);
    }
    wishes.quiet(id, none ? Optional.empty() : quiet);
    return Response.seeOther("/my/push");
  }
}
