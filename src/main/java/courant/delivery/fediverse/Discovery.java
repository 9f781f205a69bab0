package courant.delivery.fediverse;

import courant.masthead.Mastheads;
import courant.platform.config.Version;
import courant.platform.web.ActivityJson;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Listing;
import courant.story.Stories;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How others find actors by name (RFC 7033, RFC 7565), and what we are (NodeInfo 2.1). */
final class Discovery {
  private static final String NODEINFO = "http://nodeinfo.diaspora.software/ns/schema/2.1";

  private final Actors actors;
  private final Mastheads mastheads;
  private final Stories stories;
  private final BooleanSupplier on;

  Discovery(Actors actors, Mastheads mastheads, Stories stories, BooleanSupplier on) {
    this.actors = actors;
    this.mastheads = mastheads;
    this.stories = stories;
    this.on = on;
  }

  /** {@code /.well-known/webfinger?resource=}. */
  Response webFinger(Request request) {
    Optional<String> resource = request.query("resource");
    if (resource.isEmpty()) {
      return Response.text("resource is missing\n").status(400);
    }
    Places places = new Places(request.site());
    Optional<Actor> actor = on.getAsBoolean() ? find(resource.get(), places) : Optional.empty();
    return actor
        .map(found -> describe(found, places))
        .orElseGet(() -> Response.text("nobody of that name is here\n").status(404))
        .with("access-control-allow-origin", "*");
  }

  private Optional<Actor> find(String resource, Places places) {
    if (!resource.startsWith("acct:")) {
      return places.path(resource).flatMap(actors::byPath);
    }
    String account = resource.substring("acct:".length()).toLowerCase(Locale.ROOT);
    String plain = account.startsWith("@") ? account.substring(1) : account;
    int at = plain.lastIndexOf('@');
    return at > 0 && plain.substring(at + 1).equals(places.host())
        ? actors.byName(plain.substring(0, at))
        : Optional.empty();
  }

  private Response describe(Actor actor, Places places) {
    String page = actor.audience().path();
    String html = places.at(page.isEmpty() ? "/" : page);
    JsonObject body =
        new JsonObject()
            .put("subject", "acct:" + actors.name(actor) + "@" + places.host())
            .put("aliases", new JsonArray().add(html).add(places.of(actor)))
            .put(
                "links",
                new JsonArray()
                    .add(link("self", ActivityJson.TYPE, places.of(actor)))
                    .add(link("http://webfinger.net/rel/profile-page", "text/html", html))
                    .add(
                        link(
                            "http://webfinger.net/rel/avatar",
                            "image/png",
                            places.at("/icon-512.png"))));
    return Response.of(200, "application/jrd+json", body.encode());
  }

  private static JsonObject link(String rel, String type, String address) {
    return new JsonObject().put("rel", rel).put("type", type).put("href", address);
  }

  /** {@code /.well-known/nodeinfo}: where it is told what we are. */
  Response nodeInfoLinks(Request request) {
    return on.getAsBoolean()
        ? Response.json(
            new JsonObject()
                .put(
                    "links",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("rel", NODEINFO)
                                .put("href", request.site() + "/nodeinfo/2.1"))))
        : Response.empty(404);
  }

  /** {@code /nodeinfo/2.1}. */
  Response nodeInfo(Request request) {
    if (!on.getAsBoolean()) {
      return Response.empty(404);
    }
    JsonObject body =
        new JsonObject()
            .put("version", "2.1")
            .put(
                "software",
                new JsonObject().put("name", "courant").put("version", Version.current()))
            .put("protocols", new JsonArray().add("activitypub"))
            .put(
                "services",
                new JsonObject()
                    .put("inbound", new JsonArray())
                    .put("outbound", new JsonArray().add("rss2.0").add("atom1.0")))
            .put("openRegistrations", false)
            .put(
                "usage",
                new JsonObject()
                    .put("users", new JsonObject().put("total", 1 + mastheads.sections().size()))
                    .put("localPosts", stories.count(new Listing.Everything())))
            .put(
                "metadata",
                new JsonObject()
                    .put("nodeName", mastheads.masthead().title())
                    .put("nodeDescription", mastheads.masthead().tagline()));
    return Response.of(200, "application/json; profile=\"" + NODEINFO + "#\"", body.encode());
  }
}
