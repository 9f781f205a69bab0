package courant.syndication.feed;

import static courant.syndication.feed.BrokenJson.objects;
import static courant.syndication.feed.BrokenJson.strings;
import static courant.syndication.feed.BrokenJson.text;

import courant.syndication.feed.Entry.Enclosure;
import courant.syndication.feed.Entry.Markup;
import courant.syndication.feed.Entry.Picture;
import courant.syndication.feed.Feed.Person;
import courant.syndication.feed.Feed.Rhythm;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** Reads <a href="https://www.jsonfeed.org/version/1.1/">JSON Feed</a> 1 and 1.1. */
final class JsonFeed {
  private final BrokenJson json;
  private final @Nullable URI base;
  private final Dating dating;
  private final Faults faults;

  private JsonFeed(BrokenJson json, @Nullable URI address, Instant now, Faults faults) {
    this.json = json;
    this.base =
        address == null
            ? Scope.resolve(null, text(json.root(), "home_page_url"))
                .filter(URI::isAbsolute)
                .orElse(null)
            : address;
    this.dating = new Dating(now, faults);
    this.faults = faults;
  }

  static Feed read(
      String text, Charset charset, @Nullable URI address, Instant now, Faults faults) {
    BrokenJson json = BrokenJson.read(text);
    String version = text(json.root(), "version");
    if (!version.contains("jsonfeed.org") && !json.root().containsKey("items")) {
      faults.add("is JSON, but no feed");
      return Feed.none(charset, faults);
    }
    if (!json.whole()) {
      faults.add("cut off before its end");
    }
    return new JsonFeed(json, address, now, faults)
        .feed(version.endsWith("/1") ? FeedFormat.JSON_FEED_1 : FeedFormat.JSON_FEED_11, charset);
  }

  private Feed feed(FeedFormat format, Charset charset) {
    Map<String, Object> root = json.root();
    String language = Scope.tag(text(root, "language"));
    List<Person> authors = people(root);
    List<Entry> entries =
        objects(root, "items").stream()
            .limit(XmlDocument.MAX_ENTRIES)
            .map(item -> entry(item, language, authors))
            .toList();
    return new Feed(
        format,
        charset,
        "",
        Texts.line(text(root, "title")),
        address(root, "home_page_url"),
        Texts.line(text(root, "description")),
        "",
        language,
        authors,
        address(root, "icon", "favicon"),
        Optional.empty(),
        address(root, "feed_url"),
        objects(root, "hubs").stream().flatMap(hub -> address(hub, "url").stream()).toList(),
        Optional.empty(),
        Rhythm.UNSAID,
        Identities.assign(entries, faults),
        List.of(),
        List.of(),
        faults.list());
  }

  private Entry entry(Map<String, Object> item, String language, List<Person> inherited) {
    Optional<URI> link = address(item, "url", "external_url");
    String title = Texts.line(text(item, "title"));
    Optional<Markup> content =
        markup(text(item, "content_html"))
            .or(() -> markup(Entities.escape(text(item, "content_text"))));
    String id = text(item, "id").strip();
    String own = Scope.tag(text(item, "language"));
    List<Person> authors = people(item);
    return new Entry(
        id.isEmpty() ? Entry.nameless(link, title, content) : id,
        List.of(),
        link,
        title,
        authors.isEmpty() ? inherited : authors,
        date(text(item, "date_published")),
        date(text(item, "date_modified")),
        markup(Entities.escape(text(item, "summary"))),
        content,
        enclosures(item),
        pictures(item),
        strings(item, "tags").stream()
            .map(Texts::line)
            .filter(t -> !t.isEmpty())
            .distinct()
            .toList(),
        own.isEmpty() ? language : own,
        Optional.empty(),
        Optional.empty(),
        "",
        json.unfinished().contains(item));
  }

  private Optional<Markup> markup(String html) {
    return Optional.of(html.strip())
        .filter(h -> !h.isEmpty())
        .map(h -> new Markup(h, Optional.ofNullable(base)));
  }

  private Optional<Instant> date(String text) {
    return text.isEmpty() ? Optional.empty() : dating.read(text);
  }

  private Optional<URI> address(Map<String, Object> object, String... names) {
    return Stream.of(names)
        .map(name -> text(object, name))
        .filter(address -> !address.isEmpty())
        .flatMap(address -> Scope.resolve(base, address).stream())
        .findFirst();
  }

  /** Version 1 has one author, 1.1 has many. */
  private List<Person> people(Map<String, Object> object) {
    return Stream.concat(objects(object, "authors").stream(), objects(object, "author").stream())
        .map(person -> new Person(People.name(text(person, "name")), address(person, "url")))
        .filter(person -> !person.name().isEmpty())
        .distinct()
        .toList();
  }

  private List<Enclosure> enclosures(Map<String, Object> item) {
    List<Enclosure> enclosures = new ArrayList<>();
    for (Map<String, Object> file : objects(item, "attachments")) {
      address(file, "url")
          .ifPresent(
              url ->
                  enclosures.add(
                      new Enclosure(
                          url, text(file, "mime_type"), size(text(file, "size_in_bytes")))));
    }
    return enclosures;
  }

  private static OptionalLong size(String number) {
    return number.matches("\\d{1,15}")
        ? OptionalLong.of(Long.parseLong(number))
        : OptionalLong.empty();
  }

  private List<Picture> pictures(Map<String, Object> item) {
    return Stream.of("image", "banner_image")
        .flatMap(name -> address(item, name).stream())
        .distinct()
        .map(url -> new Picture(url, OptionalInt.empty(), "", ""))
        .toList();
  }
}
