package courant.delivery.feed;

import courant.platform.web.Addresses;
import courant.story.Story;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** JSON Feed 1.1. */
final class JsonFeed {
  private JsonFeed() {}

  static byte[] render(Channel channel) {
    JsonObject feed =
        new JsonObject()
            .put("version", "https://jsonfeed.org/version/1.1")
            .put("title", channel.title())
            .put("home_page_url", channel.home())
            .put("feed_url", channel.self(FeedFormat.JSON));
    put(feed, "description", channel.description());
    feed.put("language", channel.masthead().language().toLanguageTag());
    if (channel.hasNext()) {
      int next = channel.edition().window().page() + 1;
      feed.put("next_url", channel.self(FeedFormat.JSON, next));
    }
    if (channel.hasHub()) {
      feed.put(
          "hubs",
          new JsonArray().add(new JsonObject().put("type", "WebSub").put("url", channel.hub())));
    }
    JsonArray items = new JsonArray();
    channel.edition().stories().forEach(story -> items.add(item(channel, story)));
    if (!channel.withdrawn().isEmpty()) {
      feed.put("_withdrawn", withdrawn(channel));
    }
    return feed.put("items", items).encode().getBytes(StandardCharsets.UTF_8);
  }

  /** Tombstones as an extension, since the format has none: what RFC 6721 says of an entry. */
  private static JsonArray withdrawn(Channel channel) {
    JsonArray gone = new JsonArray();
    for (Story story : channel.withdrawn()) {
      JsonObject one =
          new JsonObject().put("ref", Channel.id(story)).put("when", story.updated().toString());
      put(one, "comment", Channel.reason(story));
      gone.add(one);
    }
    return gone;
  }

  private static JsonObject item(Channel channel, Story story) {
    JsonObject item =
        new JsonObject()
            .put("id", Channel.id(story))
            .put("url", channel.address(story))
            .put("title", story.headline())
            .put("date_published", story.published().toString())
            .put("language", story.language());
    if (story.updated().isAfter(story.published())) {
      item.put("date_modified", story.updated().toString());
    }
    put(item, "summary", channel.summary(story));
    if (channel.whole(story)) {
      item.put("content_html", channel.content(story));
    } else {
      item.put(
          "content_text",
          channel.summary(story).isEmpty() ? story.headline() : channel.summary(story));
    }
    story
        .origin()
        .map(origin -> origin.address())
        .ifPresent(address -> put(item, "external_url", address));
    story.lead().ifPresent(lead -> item.put("image", channel.absolute(lead.src())));
    if (!story.byline().isEmpty()) {
      JsonArray authors = new JsonArray();
      story
          .byline()
          .forEach(
              author ->
                  authors.add(
                      new JsonObject()
                          .put("name", author.name())
                          .put("url", channel.site() + Addresses.encode(author.path()))));
      item.put("authors", authors);
    }
    JsonArray also = new JsonArray();
    channel
        .versions(story)
        .forEach(
            version ->
                also.add(
                    new JsonObject()
                        .put("title", version.headline())
                        .put("url", channel.address(version))));
    if (!also.isEmpty()) {
      item.put("_also", also);
    }
    JsonArray tags = new JsonArray();
    story.section().ifPresent(section -> tags.add(section.name()));
    story.topics().forEach(topic -> tags.add(topic.name()));
    return tags.isEmpty() ? item : item.put("tags", tags);
  }

  private static void put(JsonObject object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }
}
