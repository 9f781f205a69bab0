package courant.delivery.app;

import courant.follow.Marks;
import courant.follow.NamedInterest;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.ReaderId;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The Google Reader API as reading apps still speak it and FreshRSS and Miniflux serve it: the
 * reader's edition as one list, each thing followed as a feed of it. There is no specification; the
 * addresses and forms are those of the services named.
 */
final class GoogleReader {
  private static final String CONTENTS = "/reader/api/0/stream/contents";
  private static final String ATOM = "/reader/atom";

  private final Shelf shelf;
  private final GoogleSubscriptions subscriptions;
  private final Marks marks;
  private final ItemWriter writer;
  private final InstantSource clock;

  GoogleReader(
      Shelf shelf,
      GoogleSubscriptions subscriptions,
      Marks marks,
      ItemWriter writer,
      InstantSource clock) {
    this.shelf = shelf;
    this.subscriptions = subscriptions;
    this.marks = marks;
    this.writer = writer;
    this.clock = clock;
  }

  /** A proof against forged requests, of which ours need no other than the password they carry. */
  Response token(Request request, ReaderId reader) {
    return Response.text(Long.toHexString(clock.millis() / 1_800_000));
  }

  Response user(Request request, ReaderId reader) {
    String number = Long.toString(reader.value());
    return Response.json(
        new JsonObject()
            .put("userId", number)
            .put("userName", "reader")
            .put("userProfileId", number)
            .put("userEmail", ""));
  }

  /** {@code preference/list} and its like: none are kept. */
  static Response none(String name) {
    return Response.json(
        new JsonObject()
            .put(name, name.equals("streamprefs") ? new JsonObject() : new JsonArray()));
  }

  /** {@code /reader/atom/STREAM}. */
  Response atom(Request request, ReaderId reader) {
    String id = behind(request, ATOM).orElse("");
    return stream(id, reader)
        .map(stream -> shelf.page(reader, stream, asked(request, reader)))
        .map(page -> writer.atom(request.site(), id, page, clock.instant()))
        .map(atom -> Response.of(200, "application/atom+xml; charset=utf-8", atom))
        .orElseGet(() -> Response.empty(404));
  }

  private static Optional<String> behind(Request request, String prefix) {
    return Optional.of(request.path())
        .filter(path -> path.length() > prefix.length() + 1)
        .map(path -> path.substring(prefix.length() + 1));
  }

  /** {@code stream/contents/STREAM}, or {@code stream/contents?s=STREAM}. */
  Response contents(Request request, ReaderId reader) {
    String id = behind(request, CONTENTS).or(() -> parameter(request, "s")).orElse("");
    return stream(id, reader)
        .map(stream -> shelf.page(reader, stream, asked(request, reader)))
        .map(
            page ->
                writer.contents(
                    request.site(), id, page, subscriptions.of(reader), clock.instant()))
        .map(Response::json)
        .orElseGet(() -> Response.empty(404));
  }

  /** {@code stream/items/contents}: the stories named, whatever stream they stand in. */
  Response items(Request request, ReaderId reader) {
    List<StoryId> wanted = stories(request);
    Shelf.Page page = new Shelf.Page(shelf.items(reader, wanted), Optional.empty());
    return Response.json(
        writer.contents(
            request.site(), Stream.READING_LIST, page, subscriptions.of(reader), clock.instant()));
  }

  Response numbers(Request request, ReaderId reader) {
    return stream(parameter(request, "s").orElse(""), reader)
        .map(stream -> shelf.page(reader, stream, asked(request, reader)))
        .map(ItemWriter::numbers)
        .map(Response::json)
        .orElseGet(() -> Response.empty(404));
  }

  /** {@code edit-tag}. */
  Response tag(Request request, ReaderId reader) {
    List<StoryId> stories = stories(request);
    parameters(request, "a").forEach(tag -> mark(reader, stories, tag, true));
    parameters(request, "r").forEach(tag -> mark(reader, stories, tag, false));
    return ok();
  }

  private void mark(ReaderId reader, List<StoryId> stories, String tag, boolean on) {
    switch (Stream.canonical(tag)) {
      case Stream.READ -> marks.read(reader, stories, on);
      case "user/-/state/com.google/kept-unread" -> marks.read(reader, stories, !on);
      case Stream.STARRED -> marks.save(reader, stories, on);
      default -> {
        // Labels of the app's own are not kept.
      }
    }
  }

  /** {@code mark-all-as-read}. */
  Response readAll(Request request, ReaderId reader) {
    Instant until = parameter(request, "ts").flatMap(GoogleReader::instant).orElse(clock.instant());
    Optional<Stream> stream = stream(parameter(request, "s").orElse(""), reader);
    if (stream.isEmpty()) {
      return Response.empty(404);
    }
    if (stream.get() instanceof Stream.Everything) {
      marks.readUntil(reader, until);
    } else {
      marks.read(reader, shelf.until(reader, stream.get(), until), true);
    }
    return ok();
  }

  /** In microseconds, as Google had it; apps also send seconds, milliseconds and nanoseconds. */
  private static Optional<Instant> instant(String number) {
    if (!number.matches("[0-9]{1,19}")) {
      return Optional.empty();
    }
    double unit = Math.pow(10, Math.ceilDiv(Math.max(0, number.length() - 11), 3) * 3.0);
    return Optional.of(Instant.ofEpochMilli((long) (Double.parseDouble(number) / unit * 1_000)));
  }

  private Asked asked(Request request, ReaderId reader) {
    List<NamedInterest> followed = subscriptions.of(reader);
    return Asked.of(request, id -> Stream.read(id, followed, subscriptions.texts()));
  }

  private Optional<Stream> stream(String id, ReaderId reader) {
    return Stream.read(id, subscriptions.of(reader), subscriptions.texts());
  }

  private static List<StoryId> stories(Request request) {
    return parameters(request, "i").stream()
        .limit(Shelf.DEEPEST)
        .map(ItemNumber::read)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Apps put parameters into the query of a POST as well as into its form. */
  static Optional<String> parameter(Request request, String name) {
    return request.field(name).or(() -> request.query(name));
  }

  /** All values a parameter has. */
  static List<String> parameters(Request request, String name) {
    List<String> fields = request.fields(name);
    return fields.isEmpty() ? request.queries(name) : fields;
  }

  static Response ok() {
    return Response.text("OK");
  }
}
