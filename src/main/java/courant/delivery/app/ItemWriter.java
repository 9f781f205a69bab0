package courant.delivery.app;

import courant.delivery.FullText;
import courant.follow.Interest;
import courant.follow.NamedInterest;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.story.Author;
import courant.story.Story;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Stories as items of the Google Reader API. */
final class ItemWriter {
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur", "yi", "ps");

  private final Mastheads mastheads;
  private final Shelf shelf;

  ItemWriter(Mastheads mastheads, Shelf shelf) {
    this.shelf = shelf;
    this.mastheads = mastheads;
  }

  JsonObject contents(
      URI site, String stream, Shelf.Page page, List<NamedInterest> follows, Instant now) {
    JsonArray items = new JsonArray();
    FullText text = text(site, page);
    page.items().forEach(item -> items.add(item(text, item, follows)));
    JsonObject contents =
        new JsonObject()
            .put("direction", "ltr")
            .put("id", stream.isEmpty() ? Stream.READING_LIST : stream)
            .put("title", mastheads.masthead().title())
            .put("updated", now.getEpochSecond())
            .put("items", items);
    page.next().ifPresent(next -> contents.put("continuation", ItemNumber.shortForm(next)));
    return contents;
  }

  String atom(URI site, String stream, Shelf.Page page, Instant now) {
    byte[] atom = AtomStream.render(text(site, page), stream, page, now);
    return new String(atom, StandardCharsets.UTF_8);
  }

  private FullText text(URI site, Shelf.Page page) {
    return new FullText(mastheads.masthead(), site, shelf.corrections(page.items()));
  }

  static JsonObject numbers(Shelf.Page page) {
    JsonArray numbers = new JsonArray();
    for (Shelf.Item item : page.items()) {
      numbers.add(
          new JsonObject()
              .put("id", ItemNumber.shortForm(item.story().id()))
              .put("directStreamIds", new JsonArray())
              .put("timestampUsec", microseconds(item.story())));
    }
    JsonObject answer = new JsonObject().put("itemRefs", numbers);
    page.next().ifPresent(next -> answer.put("continuation", ItemNumber.shortForm(next)));
    return answer;
  }

  private JsonObject item(FullText text, Shelf.Item item, List<NamedInterest> follows) {
    Story story = item.story();
    URI site = text.site();
    String address = site + Addresses.encode(story.path());
    JsonArray link = new JsonArray().add(new JsonObject().put("href", address));
    return new JsonObject()
        .put("id", ItemNumber.longForm(story.id()))
        .put("crawlTimeMsec", Long.toString(story.published().toEpochMilli()))
        .put("timestampUsec", microseconds(story))
        .put("published", story.published().getEpochSecond())
        .put("updated", story.updated().getEpochSecond())
        .put("title", story.headline())
        .put("canonical", link)
        .put(
            "alternate",
            new JsonArray().add(new JsonObject().put("href", address).put("type", "text/html")))
        .put(
            "summary",
            new JsonObject()
                .put("direction", RIGHT_TO_LEFT.contains(language(story)) ? "rtl" : "ltr")
                .put("content", text.carried(story, item.entry().versions())))
        .put("author", story.byline().stream().map(Author::name).collect(Collectors.joining(", ")))
        .put("categories", categories(item, texts()))
        .put("origin", origin(site, item, follows));
  }

  private static String language(Story story) {
    return Locale.forLanguageTag(story.language()).getLanguage();
  }

  private static String microseconds(Story story) {
    return Long.toString(story.published().toEpochMilli() * 1_000);
  }

  private Texts texts() {
    return Texts.in(mastheads.masthead().language());
  }

  private static JsonArray categories(Shelf.Item item, Texts texts) {
    JsonArray categories = new JsonArray().add(Stream.READING_LIST);
    if (item.mark().read()) {
      categories.add(Stream.READ);
    }
    if (item.mark().saved()) {
      categories.add(Stream.STARRED);
    }
    item.interests().stream()
        .map(interest -> Stream.LABEL + Stream.label(interest.kind(), texts))
        .distinct()
        .forEach(categories::add);
    return categories;
  }

  /** The first thing followed that it is here for; the review itself for what was only saved. */
  private JsonObject origin(URI site, Shelf.Item item, List<NamedInterest> follows) {
    List<Interest> why = item.interests();
    return follows.stream()
        .filter(followed -> why.contains(followed.interest()))
        .findFirst()
        .map(
            followed ->
                new JsonObject()
                    .put("streamId", Stream.id(followed))
                    .put("title", followed.name())
                    .put("htmlUrl", site + followed.path()))
        .orElseGet(
            () ->
                new JsonObject()
                    .put("streamId", Stream.STRAYS)
                    .put("title", mastheads.masthead().title())
                    .put("htmlUrl", site + "/"));
  }
}
