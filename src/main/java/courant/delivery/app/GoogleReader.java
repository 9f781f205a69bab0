package courant.delivery.app;

import courant.delivery.AppPasswords;
import courant.follow.Follows;
import courant.follow.Marks;
import courant.follow.NamedInterest;
import courant.follow.Stance;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.ReaderId;
import courant.story.Story;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The Google Reader API as reading apps still speak it and FreshRSS and Miniflux serve it: the
 * reader's edition as one list, each thing followed as a feed of it. There is no specification; the
 * addresses and forms are those of the services named.
 */
final class GoogleReader {
  private static final String API = "/reader/api/0/";
  private static final String CONTENTS = API + "stream/contents";
  private static final String ATOM = "/reader/atom";
  private static final String SCHEME = "GoogleLogin auth=";

  private final AppPasswords passwords;
  private final Shelf shelf;
  private final Follows follows;
  private final Marks marks;
  private final ItemWriter writer;
  private final InstantSource clock;

  GoogleReader(
      AppPasswords passwords,
      Shelf shelf,
      Follows follows,
      Marks marks,
      ItemWriter writer,
      InstantSource clock) {
    this.passwords = passwords;
    this.shelf = shelf;
    this.follows = follows;
    this.marks = marks;
    this.writer = writer;
    this.clock = clock;
  }

  /** {@code /accounts/ClientLogin}: the app password alone says who it is. */
  Response signIn(Request request) {
    String password = parameter(request, "Passwd").orElse("");
    return passwords
        .reader(password)
        .map(
            _ ->
                Response.text("SID=%1$s\nLSID=%1$s\nAuth=%1$s\n".formatted(password))
                    .with("cache-control", "no-store"))
        .orElseGet(
            () -> Response.of(403, "text/plain; charset=utf-8", "Error=BadAuthentication\n"));
  }

  /** An action for whoever shows an app password. */
  courant.platform.web.Action signedIn(BiFunction<Request, ReaderId, Response> action) {
    return request ->
        request
            .header("Authorization")
            .filter(proof -> proof.startsWith(SCHEME))
            .flatMap(proof -> passwords.reader(proof.substring(SCHEME.length())))
            .map(reader -> action.apply(request, reader).with("cache-control", "no-store"))
            .orElseGet(
                () ->
                    Response.of(401, "text/plain; charset=utf-8", "Unauthorized\n")
                        .with("WWW-Authenticate", "GoogleLogin"));
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

  Response subscriptions(Request request, ReaderId reader) {
    JsonArray all = new JsonArray();
    for (NamedInterest followed : followed(reader)) {
      String page = request.site() + followed.path();
      all.add(
          new JsonObject()
              .put("id", Stream.id(followed))
              .put("title", followed.name())
              .put("categories", new JsonArray())
              .put("url", page)
              .put("htmlUrl", page)
              .put("iconUrl", ""));
    }
    return Response.json(new JsonObject().put("subscriptions", all));
  }

  /** Apps may stop following; what to follow is found on the review's own pages. */
  Response changeSubscription(Request request, ReaderId reader) {
    String action = parameter(request, "ac").orElse("");
    if (action.equals("unsubscribe")) {
      for (String id : parameters(request, "s")) {
        if (stream(id, reader).orElse(null) instanceof Stream.Followed(var interest)) {
          follows.set(reader, interest, Optional.empty());
        }
      }
      return ok();
    }
    return action.equals("edit")
        ? ok()
        : Response.of(
            400, "text/plain; charset=utf-8", "Follow things on the pages of the review itself.\n");
  }

  Response tags(Request request, ReaderId reader) {
    return Response.json(
        new JsonObject()
            .put("tags", new JsonArray().add(new JsonObject().put("id", Stream.STARRED))));
  }

  Response unread(Request request, ReaderId reader) {
    JsonArray counts = new JsonArray();
    counts.add(count(Stream.READING_LIST, new Stream.Everything(), reader));
    for (NamedInterest followed : followed(reader)) {
      counts.add(count(Stream.id(followed), new Stream.Followed(followed.interest()), reader));
    }
    return Response.json(new JsonObject().put("max", Shelf.DEEPEST).put("unreadcounts", counts));
  }

  private JsonObject count(String id, Stream stream, ReaderId reader) {
    List<Story> unread =
        shelf.list(reader, stream).stream()
            .filter(item -> !item.mark().read())
            .map(item -> item.entry().story())
            .toList();
    Instant newest = unread.isEmpty() ? Instant.EPOCH : unread.getFirst().published();
    return new JsonObject()
        .put("id", id)
        .put("count", unread.size())
        .put("newestItemTimestampUsec", Long.toString(newest.toEpochMilli() * 1_000));
  }

  /** {@code /reader/atom/STREAM}. */
  Response atom(Request request, ReaderId reader) {
    String id = behind(request, ATOM).orElse("");
    return stream(id, reader)
        .map(stream -> shelf.page(reader, stream, Asked.of(request)))
        .map(page -> writer.atom(request.site(), id, page, clock.instant()))
        .map(atom -> Response.of(200, "application/atom+xml; charset=utf-8", atom))
        .orElseGet(() -> Response.empty(404));
  }

  private static Optional<String> behind(Request request, String prefix) {
    return Optional.of(request.path())
        .filter(path -> path.length() > prefix.length() + 1)
        .map(
            path -> URLDecoder.decode(path.substring(prefix.length() + 1), StandardCharsets.UTF_8));
  }

  /** {@code stream/contents/STREAM}, or {@code stream/contents?s=STREAM}. */
  Response contents(Request request, ReaderId reader) {
    String id = behind(request, CONTENTS).or(() -> parameter(request, "s")).orElse("");
    return stream(id, reader)
        .map(stream -> shelf.page(reader, stream, Asked.of(request)))
        .map(page -> writer.contents(request.site(), id, page, followed(reader), clock.instant()))
        .map(Response::json)
        .orElseGet(() -> Response.empty(404));
  }

  /** {@code stream/items/contents}: the stories named, whatever stream they stand in. */
  Response items(Request request, ReaderId reader) {
    List<StoryId> wanted = stories(request);
    Shelf.Page page = new Shelf.Page(shelf.items(reader, wanted), Optional.empty());
    return Response.json(
        writer.contents(
            request.site(), Stream.READING_LIST, page, followed(reader), clock.instant()));
  }

  Response numbers(Request request, ReaderId reader) {
    return stream(parameter(request, "s").orElse(""), reader)
        .map(stream -> shelf.page(reader, stream, Asked.of(request)))
        .map(ItemWriter::numbers)
        .map(Response::json)
        .orElseGet(() -> Response.empty(404));
  }

  Response tag(Request request, ReaderId reader) {
    for (StoryId story : stories(request)) {
      parameters(request, "a").forEach(tag -> mark(reader, story, tag, true));
      parameters(request, "r").forEach(tag -> mark(reader, story, tag, false));
    }
    return ok();
  }

  private void mark(ReaderId reader, StoryId story, String tag, boolean on) {
    switch (Stream.canonical(tag)) {
      case Stream.READ -> marks.read(reader, story, on);
      case "user/-/state/com.google/kept-unread" -> marks.read(reader, story, !on);
      case Stream.STARRED -> marks.save(reader, story, on);
      default -> {
        // Labels of the app's own are not kept.
      }
    }
  }

  Response readAll(Request request, ReaderId reader) {
    Instant until =
        parameter(request, "ts")
            .filter(number -> number.matches("[0-9]{1,18}"))
            .map(number -> Instant.ofEpochMilli(Long.parseLong(number) / 1_000))
            .orElse(clock.instant());
    Optional<Stream> stream = stream(parameter(request, "s").orElse(""), reader);
    if (stream.isEmpty()) {
      return Response.empty(404);
    }
    if (stream.get() instanceof Stream.Everything) {
      marks.readUntil(reader, until);
    } else {
      shelf.list(reader, stream.get()).stream()
          .map(item -> item.entry().story())
          .filter(story -> !story.published().isAfter(until))
          .forEach(story -> marks.read(reader, story.id(), true));
    }
    return ok();
  }

  private Optional<Stream> stream(String id, ReaderId reader) {
    return Stream.read(id, followed(reader));
  }

  private List<NamedInterest> followed(ReaderId reader) {
    return follows.named(reader).stream().filter(named -> named.stance() == Stance.FOLLOW).toList();
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

  private static List<String> parameters(Request request, String name) {
    List<String> fields = request.fields(name);
    return fields.isEmpty() ? request.query(name).stream().toList() : fields;
  }

  private static Response ok() {
    return Response.text("OK");
  }
}
