package courant.delivery.fediverse;

import courant.delivery.Tags;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.edition.Window;
import courant.masthead.Mastheads;
import courant.platform.web.ActivityJson;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What can be looked at: actors, their outboxes and followers, and stories. */
final class Show {
  private static final int ON_A_PAGE = 20;

  private final Actors actors;
  private final Editions editions;
  private final Stories stories;
  private final Mastheads mastheads;
  private final Identity identity;
  private final Followers followers;
  private final BooleanSupplier on;

  Show(
      Actors actors,
      Editions editions,
      Stories stories,
      Mastheads mastheads,
      Identity identity,
      Followers followers,
      BooleanSupplier on) {
    this.actors = actors;
    this.editions = editions;
    this.stories = stories;
    this.mastheads = mastheads;
    this.identity = identity;
    this.followers = followers;
    this.on = on;
  }

  static Response json(JsonObject body) {
    return Response.of(200, ActivityJson.TYPE, body.encode())
        .with("access-control-allow-origin", "*");
  }

  private Response of(Request request, Function<Actor, Response> answer) {
    Optional<Actor> actor = on.getAsBoolean() ? actors.byPath(request.path()) : Optional.empty();
    return actor.map(answer).orElseGet(() -> Response.empty(404));
  }

  /** An actor; a person who comes here by a browser is sent to its page. */
  Response actor(Request request) {
    return of(
        request,
        actor ->
            ActivityJson.wanted(request.header("accept").orElse(null))
                ? json(document(request).of(actor, actors.name(actor)))
                : Response.seeOther(page(actor)));
  }

  private ActorDocument document(Request request) {
    return new ActorDocument(mastheads.masthead(), new Places(request.site()), identity.pem());
  }

  private static String page(Actor actor) {
    String path = actor.audience().path();
    return path.isEmpty() ? "/" : Addresses.encode(path);
  }

  /** Who asks a page for its actor is sent there. */
  Response actorOfPage(Request request) {
    return of(request, actor -> Response.empty(302).with("Location", places(request).of(actor)));
  }

  private static Places places(Request request) {
    return new Places(request.site());
  }

  /** A story, under the address of its page. */
  Response story(Request request) {
    StoryDocument document = new StoryDocument(mastheads.masthead(), places(request));
    return stories
        .byPath(request.path())
        .map(
            story ->
                switch (story.state()) {
                  case StoryState.Published(_, _, var updated) ->
                      json(document.article(story)).published(Set.of(Tags.story(story)), updated);
                  case StoryState.Withdrawn _, StoryState.Expired _ ->
                      json(document.tombstone(story))
                          .status(410)
                          .published(Set.of(Tags.story(story)), story.updated());
                  case StoryState.Draft _, StoryState.Scheduled _ -> Response.empty(404);
                })
        .orElseGet(() -> Response.empty(404));
  }

  /** How many follow; who they are is nobody's business. */
  Response followers(Request request) {
    return of(
        request,
        actor ->
            json(
                collection(places(request).followers(actor))
                    .put("totalItems", followers.count(actor))));
  }

  Response following(Request request) {
    return of(
        request,
        actor ->
            json(
                collection(places(request).of(actor) + "/following")
                    .put("totalItems", 0)
                    .put("orderedItems", new JsonArray())));
  }

  private static JsonObject collection(String id) {
    return new JsonObject()
        .put("@context", ActorDocument.STREAMS)
        .put("id", id)
        .put("type", "OrderedCollection");
  }

  /** What an actor has told of, the newest first, page by page. */
  Response outbox(Request request) {
    return of(
        request,
        actor ->
            request.has("page")
                ? outboxPage(request, actor, request.page())
                : outboxWhole(request, actor));
  }

  private Response outboxWhole(Request request, Actor actor) {
    Edition edition = editions.select(actor.audience(), new Window(1, ON_A_PAGE));
    String id = places(request).outbox(actor);
    return json(collection(id)
            .put("totalItems", edition.total())
            .put("first", id + "?page=1")
            .put("last", id + "?page=" + Math.max(1, edition.lastPage())))
        .published(Tags.of(edition), Instant.EPOCH);
  }

  private Response outboxPage(Request request, Actor actor, int page) {
    Edition edition = editions.select(actor.audience(), new Window(page, ON_A_PAGE));
    if (edition.entries().isEmpty() && page > 1) {
      return Response.empty(404);
    }
    StoryDocument document = new StoryDocument(mastheads.masthead(), places(request));
    String id = places(request).outbox(actor);
    JsonArray items = new JsonArray();
    for (Story story : edition.stories()) {
      JsonObject item =
          actor instanceof Actor.Review ? document.create(story) : document.announce(actor, story);
      item.remove("@context");
      items.add(item);
    }
    JsonObject body =
        new JsonObject()
            .put("@context", StoryDocument.context())
            .put("id", id + "?page=" + page)
            .put("type", "OrderedCollectionPage")
            .put("partOf", id)
            .put("totalItems", edition.total())
            .put("orderedItems", items);
    if (page < edition.lastPage()) {
      body.put("next", id + "?page=" + (page + 1));
    }
    if (page > 1) {
      body.put("prev", id + "?page=" + (page - 1));
    }
    return json(body).published(Tags.of(edition), Instant.EPOCH);
  }
}
