package courant.delivery.page.my;

import courant.edition.Audience;
import courant.edition.Audiences;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.NamedInterest;
import courant.follow.Stance;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Reader;
import courant.reader.ReaderId;
import courant.reader.Sessions;
import courant.search.Parsed;
import courant.search.QueryError;
import courant.search.SearchQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /my/follow}: follow, mute or neither, with an account or without. Who has none
 * becomes a reader known by this browser's cookie, and keeps it all when signing up.
 */
final class Follow {
  /** What became of the wish to follow something. */
  sealed interface Wish {
    record Understood(Interest interest) implements Wish {}

    /** A search that cannot be saved. */
    record Refused(String typed, QueryError error) implements Wish {}

    record Unknown() implements Wish {}
  }

  private final Follows follows;
  private final Sessions sessions;
  private final Audiences audiences;
  private final FollowingPage page;

  Follow(Follows follows, Sessions sessions, Audiences audiences, FollowingPage page) {
    this.follows = follows;
    this.sessions = sessions;
    this.audiences = audiences;
    this.page = page;
  }

  Response answer(Request request) {
    return switch (wish(request)) {
      case Wish.Unknown _ -> Response.empty(404);
      case Wish.Refused refused -> page.refused(request, refused);
      case Wish.Understood(var interest) -> set(request, interest);
    };
  }

  private Wish wish(Request request) {
    String kind = request.field("kind").orElse("");
    String key = request.field("key").orElse("");
    if (kind.equals(Interest.Kind.SEARCH.word())) {
      return switch (SearchQuery.strict(key)) {
        case Parsed.Understood(var query) -> new Wish.Understood(new Interest.Matching(query));
        case QueryError error -> new Wish.Refused(key, error);
      };
    }
    return kind.matches("topic|author|source|section")
        ? audiences
            .at("/" + kind + "/" + key)
            .flatMap(Audience::listing)
            .<Wish>map(listing -> new Wish.Understood(new Interest.Listed(listing)))
            .orElseGet(Wish.Unknown::new)
        : new Wish.Unknown();
  }

  private Response set(Request request, Interest interest) {
    Optional<Stance> stance =
        switch (request.field("stance").orElse("")) {
          case "follow" -> Optional.of(Stance.FOLLOW);
          case "mute" -> Optional.of(Stance.MUTE);
          default -> Optional.empty();
        };
    Optional<Reader> known = sessions.reader(request);
    if (known.isPresent()) {
      return set(request, known.get().id(), interest, stance);
    }
    if (stance.isEmpty()) {
      return done(request);
    }
    return sessions
        .begin(request)
        .map(
            begun ->
                Sessions.keep(
                    set(request, begun.reader(), interest, stance), begun.token(), request))
        .orElseGet(() -> Response.empty(429));
  }

  private Response set(
      Request request, ReaderId reader, Interest interest, Optional<Stance> stance) {
    return follows.set(reader, interest, stance) ? done(request) : page.full(request);
  }

  /** Scripts stay where they are. */
  private static Response done(Request request) {
    return request.header("Accept").filter("application/json"::equals).isPresent()
        ? Response.empty(204)
        : Response.seeOther(request.next().orElse("/my/following"));
  }

  /** {@code /my/state.json}: what buttons on public pages, the same for everyone, are to show. */
  Response state(Request request) {
    List<NamedInterest> named =
        sessions.reader(request).map(reader -> follows.named(reader.id())).orElse(List.of());
    JsonObject state = new JsonObject();
    for (Stance stance : Stance.values()) {
      JsonArray keys = new JsonArray();
      named.stream()
          .filter(one -> one.stance() == stance)
          .forEach(one -> keys.add(one.interest().kind().word() + ":" + one.key()));
      state.put(stance.word(), keys);
    }
    return Personal.unkept(Response.json(state));
  }
}
