package courant.delivery.fediverse;

import courant.delivery.FullText;
import courant.masthead.Masthead;
import courant.platform.web.Addresses;
import courant.story.Picture;
import courant.story.Story;
import courant.topic.Topic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLConnection;
import java.util.List;
import java.util.Locale;

/**
 * A story as JSON: an Article at the address of its page, and the activities that tell of it
 * (decision 0006). Mastodon shows an Article's name, summary, link and attached picture; servers
 * that can, show all of it.
 */
record StoryDocument(Masthead masthead, Places places) {
  /** What an object is, for whoever asks for it alone. */
  JsonObject article(Story story) {
    return new JsonObject().put("@context", context()).mergeIn(inside(story));
  }

  private JsonObject inside(Story story) {
    FullText text = new FullText(masthead, places.site());
    String address = places.of(story);
    JsonObject article =
        new JsonObject()
            .put("id", address)
            .put("type", "Article")
            .put("attributedTo", places.of(Actor.REVIEW))
            .put("name", story.headline())
            .put("nameMap", new JsonObject().put(story.language(), story.headline()))
            .put("summary", summary(text, story))
            .put("content", text.whole(story) ? text.of(story) : text.standfirst(story))
            .put("url", address)
            .put("published", story.published().toString())
            .put("to", new JsonArray().add(ActorDocument.PUBLIC))
            .put("cc", new JsonArray().add(places.followers(Actor.REVIEW)))
            .put("tag", tags(story));
    if (story.updated().isAfter(story.published())) {
      article.put("updated", story.updated().toString());
    }
    story
        .lead()
        .ifPresent(
            lead -> {
              JsonObject picture = picture(lead, text);
              article.put("image", picture).put("attachment", new JsonArray().add(picture));
            });
    return article;
  }

  static JsonArray context() {
    return new JsonArray()
        .add(ActorDocument.STREAMS)
        .add(new JsonObject().put("Hashtag", "as:Hashtag"));
  }

  /** It is markup by the standard, and shown as it is by Mastodon: right as either. */
  private static String summary(FullText text, Story story) {
    return text.summary(story).replace("<", "&lt;");
  }

  private static JsonObject picture(Picture lead, FullText text) {
    String address = text.absolute(lead.src());
    JsonObject picture =
        new JsonObject()
            .put("type", "Image")
            .put("url", address)
            .put("name", lead.alt())
            .put("mediaType", mediaType(address));
    if (lead.width() > 0 && lead.height() > 0) {
      picture.put("width", lead.width()).put("height", lead.height());
    }
    return picture;
  }

  private static String mediaType(String address) {
    String path = address.replaceFirst("[?#].*", "").toLowerCase(Locale.ROOT);
    String known = URLConnection.guessContentTypeFromName(path);
    return path.endsWith(".webp")
        ? "image/webp"
        : path.endsWith(".avif")
            ? "image/avif"
            : path.endsWith(".svg") ? "image/svg+xml" : known == null ? "image/jpeg" : known;
  }

  private JsonArray tags(Story story) {
    JsonArray tags = new JsonArray();
    for (Topic topic : story.topics()) {
      String tag = topic.name().replaceAll("[^\\p{L}\\p{M}\\p{N}_]+", "");
      if (!tag.isEmpty() && !tag.matches("[0-9_]+")) {
        tags.add(
            new JsonObject()
                .put("type", "Hashtag")
                .put("name", "#" + tag)
                .put("href", places.site() + Addresses.encode(topic.path())));
      }
    }
    return tags;
  }

  /** Tells of a story that is new. */
  JsonObject create(Story story) {
    return activity("Create", places.of(story) + "#create", Actor.REVIEW)
        .put("@context", context())
        .put("published", story.published().toString())
        .put("object", inside(story));
  }

  /** Tells that a story has changed. */
  JsonObject update(Story story) {
    return activity(
            "Update", places.of(story) + "#update-" + story.updated().toEpochMilli(), Actor.REVIEW)
        .put("@context", context())
        .put("published", story.updated().toString())
        .put("object", inside(story));
  }

  /** Tells that a story has been withdrawn. */
  JsonObject delete(String object) {
    return activity("Delete", object + "#delete", Actor.REVIEW)
        .put("object", new JsonObject().put("id", object).put("type", "Tombstone"));
  }

  /** What stands where a withdrawn story was. */
  JsonObject tombstone(Story story) {
    return new JsonObject()
        .put("@context", ActorDocument.STREAMS)
        .put("id", places.of(story))
        .put("type", "Tombstone")
        .put("formerType", "Article")
        .put("published", story.published().toString())
        .put("deleted", story.updated().toString());
  }

  /** An actor passes on to its followers what the review has published. */
  JsonObject announce(Actor actor, Story story) {
    JsonObject announce =
        activity("Announce", places.of(actor) + "#announce-" + story.id().value(), actor);
    announce.getJsonArray("cc").add(places.of(Actor.REVIEW));
    return announce.put("published", story.published().toString()).put("object", places.of(story));
  }

  private JsonObject activity(String type, String id, Actor actor) {
    return new JsonObject()
        .put("@context", ActorDocument.STREAMS)
        .put("id", id)
        .put("type", type)
        .put("actor", places.of(actor))
        .put("to", new JsonArray(List.of(ActorDocument.PUBLIC)))
        .put("cc", new JsonArray().add(places.followers(actor)));
  }

  /** Answers one who wants to follow: the same answer, with the same id, however often. */
  JsonObject accept(Actor actor, JsonObject follow) {
    return new JsonObject()
        .put("@context", ActorDocument.STREAMS)
        .put("id", places.of(actor) + "#accept-" + Seen.digest(follow.encode()))
        .put("type", "Accept")
        .put("actor", places.of(actor))
        .put("object", follow);
  }
}
