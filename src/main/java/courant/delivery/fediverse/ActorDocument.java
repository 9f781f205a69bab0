package courant.delivery.fediverse;

import courant.masthead.Masthead;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An actor as JSON (ActivityPub, 4.1), with the extensions that Mastodon looks at. */
record ActorDocument(Masthead masthead, Places places, String pem) {
  static final String STREAMS = "https://www.w3.org/ns/activitystreams";
  static final String PUBLIC = STREAMS + "#Public";
  private static final String SECURITY = "https://w3id.org/security/v1";

  JsonObject of(Actor actor, String name) {
    String id = places.of(actor);
    return new JsonObject()
        .put("@context", context())
        .put("id", id)
        .put("type", type(actor))
        .put("preferredUsername", name)
        .put("name", title(actor))
        .put("summary", summary(actor))
        .put("url", page(actor))
        .put("inbox", places.inbox(actor))
        .put("outbox", places.outbox(actor))
        .put("followers", places.followers(actor))
        .put("following", id + "/following")
        .put("endpoints", new JsonObject().put("sharedInbox", places.sharedInbox()))
        .put(
            "publicKey",
            new JsonObject().put("id", places.key(actor)).put("owner", id).put("publicKeyPem", pem))
        .put(
            "icon",
            new JsonObject()
                .put("type", "Image")
                .put("mediaType", "image/png")
                .put("url", places.at("/icon-512.png")))
        .put("manuallyApprovesFollowers", false)
        .put("discoverable", true)
        .put("indexable", true)
        .put("attributionDomains", new JsonArray().add(places.site().getHost()))
        .put("attachment", fields(actor));
  }

  private static JsonArray context() {
    return new JsonArray()
        .add(STREAMS)
        .add(SECURITY)
        .add(
            new JsonObject()
                .put("toot", "http://joinmastodon.org/ns#")
                .put("schema", "http://schema.org#")
                .put("manuallyApprovesFollowers", "as:manuallyApprovesFollowers")
                .put("discoverable", "toot:discoverable")
                .put("indexable", "toot:indexable")
                .put(
                    "attributionDomains",
                    new JsonObject().put("@id", "toot:attributionDomains").put("@type", "@id"))
                .put("PropertyValue", "schema:PropertyValue")
                .put("value", "schema:value"));
  }

  private static String type(Actor actor) {
    return switch (actor) {
      case Actor.Review _, Actor.OfSection _ -> "Organization";
      case Actor.OfAuthor _ -> "Person";
      case Actor.OfTopic _ -> "Service";
    };
  }

  private String title(Actor actor) {
    return switch (actor) {
      case Actor.Review _ -> masthead.title();
      case Actor.OfSection(var section) -> section.name() + " · " + masthead.title();
      case Actor.OfAuthor(var author) -> author.name();
      case Actor.OfTopic(var topic) -> topic.name() + " · " + masthead.title();
    };
  }

  private String summary(Actor actor) {
    String about =
        switch (actor) {
          case Actor.Review _ -> masthead.tagline();
          case Actor.OfSection(var section) -> section.description();
          case Actor.OfAuthor(var author) -> author.about();
          case Actor.OfTopic(var topic) -> topic.description();
        };
    return about.isEmpty() ? "" : "<p>" + Html.escaped(about) + "</p>";
  }

  private String page(Actor actor) {
    return places.site()
        + Addresses.encode(actor.audience().path().isEmpty() ? "/" : actor.audience().path());
  }

  private JsonArray fields(Actor actor) {
    Texts texts = Texts.in(masthead.language());
    JsonArray fields = new JsonArray().add(field(texts.say("fediverse.page"), link(page(actor))));
    masthead.issn().ifPresent(issn -> fields.add(field("ISSN", Html.escaped(issn.value()))));
    return fields;
  }

  private static JsonObject field(String name, String value) {
    return new JsonObject().put("type", "PropertyValue").put("name", name).put("value", value);
  }

  private static String link(String address) {
    String safe = Html.escaped(address);
    return "<a href=\"%s\" rel=\"me nofollow noopener\" target=\"_blank\">%s</a>"
        .formatted(safe, safe.replaceFirst("^https?://", ""));
  }
}
