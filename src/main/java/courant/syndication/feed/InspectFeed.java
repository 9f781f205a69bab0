package courant.syndication.feed;

import courant.platform.cli.InspectedFiles;
import courant.platform.html.Policy;
import courant.syndication.feed.Entry.Markup;
import courant.syndication.feed.Feed.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code courant inspect feed}: what a partner's feed says to us, sanitised. */
@Command(name = "feed", description = "Read feeds, and tell what was wrong with them")
public final class InspectFeed implements Callable<Integer> {
  @Mixin private InspectedFiles files = new InspectedFiles();

  @Option(
      names = "--url",
      paramLabel = "ADDRESS",
      description = "where the feed was found, to resolve relative addresses")
  private @Nullable URI address;

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "the Content-Type header it came with")
  private @Nullable String contentType;

  private final FeedReader reader = new FeedReader(InstantSource.system());

  @Override
  public Integer call() throws IOException {
    return files.each((_, bytes) -> json(reader.read(bytes, contentType, address)));
  }

  private static JsonObject json(Feed feed) {
    return new JsonObject()
        .put("format", feed.format().toString())
        .put("encoding", feed.charset().name())
        .put("id", orNull(feed.id()))
        .put("title", feed.title())
        .put("link", text(feed.link()))
        .put("description", feed.description())
        .put("rights", feed.rights())
        .put("language", orNull(feed.language()))
        .put("authors", list(feed.authors(), InspectFeed::person))
        .put("image", text(feed.logo()))
        .put("updated", text(feed.updated()))
        .put("self", text(feed.self()))
        .put("hubs", list(feed.hubs(), URI::toString))
        .put("movedTo", text(feed.movedTo()))
        .put("rhythm", rhythm(feed.rhythm()))
        .put("entries", list(feed.entries(), InspectFeed::entry))
        .put("withdrawn", list(feed.withdrawn(), InspectFeed::withdrawn))
        .put("sitemaps", list(feed.sitemaps(), URI::toString))
        .put("faults", new JsonArray(feed.faults()));
  }

  private static JsonObject entry(Entry entry) {
    return new JsonObject()
        .put("id", entry.id())
        .put("link", text(entry.link()))
        .put("title", entry.title())
        .put("authors", list(entry.authors(), InspectFeed::person))
        .put("published", text(entry.published()))
        .put("updated", text(entry.updated()))
        .put("summary", entry.summary().map(InspectFeed::clean).orElse(null))
        .put("content", entry.content().map(InspectFeed::clean).orElse(null))
        .put("enclosures", list(entry.enclosures(), InspectFeed::enclosure))
        .put("images", list(entry.pictures(), InspectFeed::picture))
        .put("categories", new JsonArray(entry.categories()))
        .put("language", orNull(entry.language()))
        .put("comments", text(entry.comments()))
        .put("source", entry.source().map(InspectFeed::attribution).orElse(null))
        .put("rights", entry.rights())
        .put("incomplete", entry.incomplete());
  }

  private static String clean(Markup markup) {
    return Policy.FEED.sanitise(markup.html(), markup.base().orElse(null));
  }

  /** A name, or a name and where it leads. */
  private static Object person(Person person) {
    return person.name();
  }

  private static JsonObject enclosure(Entry.Enclosure enclosure) {
    JsonObject json =
        new JsonObject().put("url", enclosure.url().toString()).put("type", enclosure.type());
    enclosure.length().ifPresent(length -> json.put("length", length));
    return json;
  }

  private static JsonObject picture(Entry.Picture picture) {
    JsonObject json = new JsonObject().put("url", picture.url().toString());
    picture.width().ifPresent(width -> json.put("width", width));
    return json.put("caption", picture.caption()).put("credit", picture.credit());
  }

  private static JsonObject attribution(Entry.Attribution source) {
    return new JsonObject().put("title", source.title()).put("link", text(source.link()));
  }

  private static JsonObject withdrawn(Feed.Withdrawn withdrawn) {
    return new JsonObject()
        .put("id", withdrawn.id())
        .put("when", text(withdrawn.when()))
        .put("comment", withdrawn.comment());
  }

  private static JsonObject rhythm(Feed.Rhythm rhythm) {
    return new JsonObject()
        .put("interval", text(rhythm.interval()))
        .put("skipHours", new JsonArray(rhythm.skipHours().stream().sorted().toList()))
        .put("skipDays", list(rhythm.skipDays().stream().sorted().toList(), Enum::name));
  }

  private static <T> JsonArray list(List<T> values, Function<T, ?> json) {
    return new JsonArray(values.stream().map(json).toList());
  }

  private static @Nullable String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
