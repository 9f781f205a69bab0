package courant.syndication.feed;

import courant.syndication.feed.Feed.Person;
import courant.syndication.feed.Feed.Withdrawn;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads feeds that are XML. */
final class XmlFeed {
  private final XmlDocument document;
  private final FeedFormat format;
  private final Fields channel;
  private final Scope scope;
  private final Texts texts;
  private final Dating dating;
  private final Links links;
  private final Faults faults;

  private XmlFeed(XmlDocument document, Scope outer, boolean mangled, Instant now, Faults faults) {
    this.document = document;
    this.format = document.format();
    this.channel = document.channel();
    this.scope = outer.at(new Links(channel, outer).page());
    this.texts = new Texts(scope, format.isAtom(), mangled, faults);
    this.dating = new Dating(now, faults);
    this.links = new Links(channel, scope);
    this.faults = faults;
  }

  static Feed read(
      String text, Decoded decoded, @Nullable URI address, Instant now, Faults faults) {
    boolean mangled = !decoded.ascii() || text.contains("&#");
    return XmlDocument.parse(text, faults)
        .map(document -> new XmlFeed(document, Scope.of(text, address), mangled, now, faults))
        .map(feed -> feed.feed(decoded.charset()))
        .orElseGet(() -> Feed.none(decoded.charset(), faults));
  }

  private Feed feed(Charset charset) {
    String language = language();
    List<Person> authors =
        new People(scope)
            .of(channel, "author", "managingeditor", "dc:creator", "dc:author", "itunes:author");
    boolean index = format == FeedFormat.SITEMAP_INDEX;
    List<Entry> entries =
        index ? List.of() : entries(language, format.isAtom() ? authors : List.of());
    List<Withdrawn> withdrawn =
        channel.all("at:deleted-entry").stream().map(this::withdrawn).toList();
    return new Feed(
        format,
        charset,
        channel.text("id", "guid"),
        texts.plain(channel.first("title", "dc:title", "atom:title")),
        links.page(),
        texts.plain(
            channel.first(
                "description",
                "subtitle",
                "tagline",
                "abstract",
                "dc:description",
                "itunes:summary",
                "itunes:subtitle")),
        texts.plain(channel.first("rights", "copyright", "dc:rights")),
        language,
        authors,
        logo(),
        dating
            .first(
                channel,
                "lastbuilddate",
                "updated",
                "modified",
                "dcterms:modified",
                "dc:date",
                "pubdate")
            .or(
                () ->
                    Optional.of(channel.parent().attr("lastmod"))
                        .filter(s -> !s.isBlank())
                        .flatMap(dating::read)),
        links.first("self"),
        links.of("hub").stream().map(Links.Link::href).toList(),
        channel
            .first("itunes:new-feed-url", "newlocation")
            .flatMap(e -> scope.address(e, Fields.text(e))),
        Pace.of(channel),
        Identities.assign(entries, faults),
        withdrawn,
        index ? sitemaps() : List.of(),
        faults.list());
  }

  private List<Entry> entries(String language, List<Person> authors) {
    XmlEntry reader = new XmlEntry(scope, texts, dating);
    return document.entries(
        faults,
        fields -> reader.read(fields, document.isIncomplete(fields.parent()), language, authors));
  }

  private String language() {
    if (scope.saysLanguage(channel.parent())) {
      return scope.language(channel.parent());
    }
    return Scope.tag(channel.text("language", "dc:language"));
  }

  private Optional<URI> logo() {
    for (Element image : channel.all("logo", "image", "itunes:image", "icon", "itunes:link")) {
      Fields inside = channel.inside(image);
      String text = image.childrenSize() == 0 ? Fields.text(image) : inside.text("url", "link");
      Optional<URI> address =
          scope
              .address(image, image.attr("href"))
              .or(() -> scope.address(image, image.attr("url")))
              .or(() -> scope.address(image, text));
      if (address.isPresent()) {
        return address;
      }
    }
    return Optional.empty();
  }

  private Withdrawn withdrawn(Element tombstone) {
    String when = tombstone.attr("when");
    return new Withdrawn(
        tombstone.attr("ref").strip(),
        when.isBlank() ? Optional.empty() : dating.read(when),
        texts.plain(channel.inside(tombstone).first("at:comment", "comment")));
  }

  private List<URI> sitemaps() {
    return document.entries(faults, fields -> new Links(fields, scope).page()).stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
