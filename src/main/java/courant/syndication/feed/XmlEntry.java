package courant.syndication.feed;

import courant.syndication.feed.Entry.Attribution;
import courant.syndication.feed.Entry.Markup;
import courant.syndication.feed.Feed.Person;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Reads entries of RSS, Atom, CDF and sitemaps alike: their names for things hardly collide. */
final class XmlEntry {
  private static final String[] AUTHORS = {
    "author", "atom:author", "dc:creator", "dc:author", "itunes:author"
  };

  private final Scope scope;
  private final Texts texts;
  private final Dating dating;

  XmlEntry(Scope scope, Texts texts, Dating dating) {
    this.scope = scope;
    this.texts = texts;
    this.dating = dating;
  }

  Entry read(Fields fields, boolean incomplete, String language, List<Person> inherited) {
    Links links = new Links(fields, scope);
    Optional<URI> link = links.page().or(() -> permalink(fields));
    Fields news = fields.all("news:news").stream().findFirst().map(fields::inside).orElse(fields);
    String title =
        texts.plain(
            fields
                .first("title", "atom:title", "dc:title", "media:title", "itunes:title")
                .or(() -> news.first("news:title")));
    Optional<Markup> summary = summary(fields);
    Optional<Markup> content = content(fields);
    Media media = new Media(fields, links, scope);
    return new Entry(
        id(fields, link, title, content.or(() -> summary)),
        List.of(),
        link,
        title,
        authors(fields, inherited),
        dating
            .first(
                fields,
                "pubdate",
                "published",
                "atom:published",
                "issued",
                "dcterms:issued",
                "dc:date",
                "created",
                "dcterms:created")
            .or(() -> dating.first(news, "news:publication_date")),
        dating
            .first(
                fields,
                "updated",
                "atom:updated",
                "modified",
                "dcterms:modified",
                "lastmod",
                "dc:date")
            .or(() -> dated(fields.parent().attr("lastmod"))),
        summary,
        content,
        media.enclosures(),
        media.pictures(),
        categories(fields, news),
        language(fields, news, language),
        comments(fields, links),
        source(fields, news),
        texts.plain(
            fields.first("rights", "copyright", "dc:rights", "media:copyright", "atom:rights")),
        incomplete);
  }

  private Optional<Instant> dated(String attribute) {
    return attribute.isBlank() ? Optional.empty() : dating.read(attribute);
  }

  private Optional<Markup> summary(Fields fields) {
    return texts.markup(
        fields.first(
            "description",
            "summary",
            "atom:summary",
            "abstract",
            "dc:description",
            "itunes:summary",
            "media:description",
            "itunes:subtitle"));
  }

  private Optional<Markup> content(Fields fields) {
    return texts.markup(
        fields.first(
            "content:encoded",
            "content",
            "atom:content",
            "fullitem",
            "xhtml:body",
            "xhtml:div",
            "body"));
  }

  /** A guid is an address unless it says that it is not one, or does not look like one. */
  private Optional<URI> permalink(Fields fields) {
    Optional<URI> guid =
        fields
            .first("guid")
            .filter(e -> !e.attr("ispermalink").strip().equalsIgnoreCase("false"))
            .filter(e -> Fields.text(e).regionMatches(true, 0, "http", 0, 4))
            .flatMap(e -> scope.address(e, Fields.text(e)));
    return guid.or(() -> scope.address(fields.parent(), fields.parent().attr("rdf:about")));
  }

  private static String id(Fields fields, Optional<URI> link, String title, Optional<Markup> body) {
    String given = fields.text("id", "guid", "atom:id");
    if (given.isEmpty()) {
      given = fields.parent().attr("rdf:about").strip();
    }
    return given.isEmpty() ? Entry.nameless(link, title, body) : given;
  }

  private List<Person> authors(Fields fields, List<Person> inherited) {
    List<Person> own = new People(scope).of(fields, AUTHORS);
    if (!own.isEmpty()) {
      return own;
    }
    for (Element source : fields.all("source")) {
      List<Person> theirs = new People(scope).of(fields.inside(source), AUTHORS);
      if (!theirs.isEmpty()) {
        return theirs;
      }
    }
    return inherited;
  }

  private List<String> categories(Fields fields, Fields news) {
    List<String> terms = new ArrayList<>();
    for (Element e : fields.all("category", "atom:category", "dc:subject", "media:category")) {
      String term = e.attr("term").isBlank() ? Fields.text(e) : e.attr("term");
      terms.add(texts.fromHtml(term.isBlank() ? e.attr("label") : term));
    }
    for (Element e : fields.all("itunes:category")) {
      e.stream().map(nested -> Texts.line(nested.attr("text"))).forEach(terms::add);
    }
    for (Fields from : List.of(fields, news)) {
      String keywords = from.text("media:keywords", "itunes:keywords", "tags", "news:keywords");
      for (int start = 0, end; start < keywords.length(); start = end + 1) {
        end = keywords.indexOf(',', start);
        end = end < 0 ? keywords.length() : end;
        terms.add(Texts.line(keywords.substring(start, end)));
      }
    }
    return terms.size() == 1 && !terms.getFirst().isEmpty() || terms.isEmpty()
        ? terms
        : distinct(terms);
  }

  private static List<String> distinct(List<String> terms) {
    return terms.stream().filter(term -> !term.isEmpty()).distinct().toList();
  }

  /** What stands nearest to the words counts; an empty attribute says that it is not known. */
  private String language(Fields fields, Fields news, String ofFeed) {
    Element words =
        fields
            .first("content", "content:encoded", "fullitem", "xhtml:body", "summary", "title")
            .orElse(fields.parent());
    if (scope.saysLanguage(words)) {
      return scope.language(words);
    }
    String own = Scope.tag(fields.text("dc:language", "language"));
    for (Element publication : news.all("news:publication")) {
      own = own.isEmpty() ? Scope.tag(news.inside(publication).text("news:language")) : own;
    }
    return own.isEmpty() ? ofFeed : own;
  }

  private Optional<URI> comments(Fields fields, Links links) {
    return fields
        .first("comments")
        .flatMap(e -> scope.address(e, Fields.text(e)))
        .or(() -> links.page("replies"));
  }

  private Optional<Attribution> source(Fields fields, Fields news) {
    for (Element element : fields.all("source")) {
      Fields inside = fields.inside(element);
      boolean atom = element.childrenSize() > 0;
      String title =
          atom ? texts.plain(inside.first("title")) : texts.fromHtml(Fields.text(element));
      Optional<URI> link =
          atom ? new Links(inside, scope).page() : scope.address(element, element.attr("url"));
      if (!title.isEmpty() || link.isPresent()) {
        return Optional.of(new Attribution(title, link));
      }
    }
    for (Element publication : news.all("news:publication")) {
      return Optional.of(
          new Attribution(
              Texts.line(news.inside(publication).text("news:name")), Optional.empty()));
    }
    String from = Texts.line(fields.text("dc:source"));
    return from.isEmpty() ? Optional.empty() : Optional.of(new Attribution(from, Optional.empty()));
  }
}
