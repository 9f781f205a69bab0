package courant.delivery.app;

import courant.delivery.Opml;
import courant.edition.Followables;
import courant.edition.Followables.Meaning;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.NamedInterest;
import courant.follow.Stance;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.ReaderId;
import courant.story.Story;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is followed, as the Google Reader API's subscriptions. Its folders are the kinds of things
 * that can be followed; names and folders are the review's and no app changes them.
 */
final class GoogleSubscriptions {
  private final Shelf shelf;
  private final Follows follows;
  private final Followables followables;
  private final Mastheads mastheads;
  private final InstantSource clock;

  GoogleSubscriptions(
      Shelf shelf,
      Follows follows,
      Followables followables,
      Mastheads mastheads,
      InstantSource clock) {
    this.shelf = shelf;
    this.follows = follows;
    this.followables = followables;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  /** What a reader follows, by name. */
  List<NamedInterest> of(ReaderId reader) {
    return follows.named(reader).stream().filter(named -> named.stance() == Stance.FOLLOW).toList();
  }

  Texts texts() {
    return Texts.in(mastheads.masthead().language());
  }

  /** {@code subscription/list}. */
  Response list(Request request, ReaderId reader) {
    JsonArray all = new JsonArray();
    for (NamedInterest followed : of(reader)) {
      String label = Stream.label(followed.interest().kind(), texts());
      JsonObject folder = new JsonObject().put("id", Stream.LABEL + label).put("label", label);
      all.add(
          subscription(
                  request,
                  Stream.id(followed),
                  followed.name(),
                  followed.feedPath(),
                  followed.path())
              .put("categories", new JsonArray().add(folder)));
    }
    if (shelf.hasStrays(reader)) {
      all.add(subscription(request, Stream.STRAYS, mastheads.masthead().title(), "/feed", "/"));
    }
    return Response.json(new JsonObject().put("subscriptions", all));
  }

  private static JsonObject subscription(
      Request request, String id, String title, String feed, String page) {
    return new JsonObject()
        .put("id", id)
        .put("title", title)
        .put("categories", new JsonArray())
        .put("url", request.site() + feed)
        .put("htmlUrl", request.site() + page)
        .put("iconUrl", request.site() + "/icon-192.png");
  }

  /** {@code subscription/edit}: follow and stop. */
  Response edit(Request request, ReaderId reader) {
    List<String> streams = GoogleReader.parameters(request, "s");
    return switch (GoogleReader.parameter(request, "ac").orElse("")) {
      case "subscribe" -> {
        boolean all = true;
        for (String stream : streams) {
          all &= follow(request, reader, stream.replaceFirst("^feed/", "")).isPresent();
        }
        yield all && !streams.isEmpty()
            ? GoogleReader.ok()
            : refused(
                "Only what this review has can be followed here: its topics, authors,"
                    + " sections, sources and searches.\n");
      }
      case "unsubscribe" -> {
        for (String stream : streams) {
          of(reader).stream()
              .filter(followed -> Stream.id(followed).equals(stream))
              .forEach(followed -> follows.set(reader, followed.interest(), Optional.empty()));
        }
        yield GoogleReader.ok();
      }
      // Apps that subscribe put the feed into a folder next; it stays in that of its kind.
      case "edit" -> GoogleReader.ok();
      default -> refused("No such action.\n");
    };
  }

  /** {@code subscription/quickadd}. */
  Response quickAdd(Request request, ReaderId reader) {
    String typed = GoogleReader.parameter(request, "quickadd").orElse("");
    JsonObject answer = new JsonObject().put("query", typed);
    return Response.json(
        follow(request, reader, typed.replaceFirst("^feed/", ""))
            .flatMap(
                interest ->
                    of(reader).stream().filter(it -> it.interest().equals(interest)).findFirst())
            .map(
                added ->
                    answer
                        .put("numResults", 1)
                        .put("streamId", Stream.id(added))
                        .put("streamName", added.name()))
            .orElseGet(() -> answer.put("numResults", 0)));
  }

  private Optional<Interest> follow(Request request, ReaderId reader, String address) {
    String whole =
        address.matches("(topic|author|source|section)/.*|search\\?.*") ? "/" + address : address;
    return followables.at(whole, request.site()) instanceof Meaning.Followable(var interest)
            && follows.set(reader, interest, Optional.of(Stance.FOLLOW))
        ? Optional.of(interest)
        : Optional.empty();
  }

  /** {@code subscription/export}. */
  Response export(Request request, ReaderId reader) {
    return Response.of(
        200,
        "text/x-opml; charset=utf-8",
        Opml.write(
            mastheads.masthead().title(), request.site(), of(reader), texts(), clock.instant()));
  }

  /** {@code tag/list}: what is starred, and the folders that have something in them. */
  Response tags(Request request, ReaderId reader) {
    JsonArray tags = new JsonArray().add(new JsonObject().put("id", Stream.STARRED));
    folders(of(reader))
        .forEach(
            kind ->
                tags.add(
                    new JsonObject()
                        .put("id", Stream.LABEL + Stream.label(kind, texts()))
                        .put("type", "folder")));
    return Response.json(new JsonObject().put("tags", tags));
  }

  private static List<Interest.Kind> folders(List<NamedInterest> followed) {
    return Arrays.stream(Interest.Kind.values())
        .filter(kind -> followed.stream().anyMatch(one -> one.interest().kind() == kind))
        .toList();
  }

  /** {@code rename-tag}, {@code disable-tag}. */
  Response changeTag(Request request, ReaderId reader) {
    return refused("Folders are kinds of things here, and stay.\n");
  }

  /** {@code unread-count}. */
  Response unread(Request request, ReaderId reader) {
    List<NamedInterest> followed = of(reader);
    List<Shelf.Item> unread =
        shelf.list(reader, new Stream.Everything()).stream()
            .filter(item -> !item.mark().read())
            .toList();
    JsonArray counts = new JsonArray();
    counts.add(count(Stream.READING_LIST, new Stream.Everything(), unread));
    for (Interest.Kind kind : folders(followed)) {
      String id = Stream.LABEL + Stream.label(kind, texts());
      counts.add(count(id, new Stream.Labelled(kind), unread));
    }
    for (NamedInterest one : followed) {
      counts.add(count(Stream.id(one), new Stream.Followed(one.interest()), unread));
    }
    return Response.json(new JsonObject().put("max", Shelf.DEEPEST).put("unreadcounts", counts));
  }

  private static JsonObject count(String id, Stream stream, List<Shelf.Item> unread) {
    List<Story> counted = unread.stream().filter(stream::holds).map(Shelf.Item::story).toList();
    Instant newest = counted.isEmpty() ? Instant.EPOCH : counted.getFirst().published();
    return new JsonObject()
        .put("id", id)
        .put("count", counted.size())
        .put("newestItemTimestampUsec", Long.toString(newest.toEpochMilli() * 1_000));
  }

  private static Response refused(String why) {
    return Response.of(400, "text/plain; charset=utf-8", why);
  }
}
