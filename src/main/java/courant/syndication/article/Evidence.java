package courant.syndication.article;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What a page says of itself: JSON-LD first, then link cards, citation tags and plain HTML. */
record Evidence(
    String headline,
    String byline,
    String date,
    String siteName,
    String language,
    String image,
    String description,
    String articleBody) {
  private static final int DEEPEST = 12;

  static Evidence of(Document page) {
    JsonObject article =
        jsonLd(page).stream().filter(Evidence::isArticle).findFirst().orElseGet(JsonObject::new);
    String siteName =
        first(
            meta(page, "og:site_name"),
            name(article.getValue("publisher")),
            meta(page, "application-name"));
    return new Evidence(
        headline(page, article, siteName),
        byline(page, article),
        first(
            string(article, "datePublished"),
            meta(page, "article:published_time"),
            meta(page, "citation_publication_date"),
            meta(page, "dc.date"),
            meta(page, "dcterms.created"),
            meta(page, "date"),
            attribute(
                page,
                "time[pubdate], [itemprop=datePublished], article time[datetime], time.published",
                "datetime")),
        siteName,
        first(
            attribute(page, "html", "lang"),
            attribute(page, "html", "xml:lang"),
            meta(page, "content-language"),
            meta(page, "og:locale").replace('_', '-')),
        first(
            absolute(page, "meta[property=og:image], meta[name=og:image]", "content"),
            absolute(page, "meta[name=twitter:image]", "content"),
            absolute(page, "link[rel=image_src]", "href")),
        first(
            meta(page, "og:description"),
            meta(page, "description"),
            meta(page, "twitter:description")),
        string(article, "articleBody"));
  }

  private static String headline(Document page, JsonObject article, String siteName) {
    String own =
        first(
            string(article, "headline"),
            meta(page, "og:title"),
            meta(page, "citation_title"),
            meta(page, "dc.title"),
            meta(page, "twitter:title"));
    if (!own.isEmpty()) {
      return withoutSite(own, siteName);
    }
    String title = page.title().strip();
    List<String> heads =
        page.select("h1").eachText().stream().filter(head -> !head.isBlank()).distinct().toList();
    if (heads.size() == 1 && (title.isEmpty() || title.contains(heads.getFirst()))) {
      return heads.getFirst();
    }
    return withoutSite(title, siteName);
  }

  /** Sites hang their own name on their titles. */
  private static String withoutSite(String title, String siteName) {
    if (!siteName.isEmpty()) {
      for (String sign : new String[] {" | ", " - ", " – ", " — ", " · ", " :: ", " » "}) {
        if (title.endsWith(sign + siteName)) {
          return title.substring(0, title.length() - sign.length() - siteName.length()).strip();
        }
      }
    }
    return title;
  }

  private static String byline(Document page, JsonObject article) {
    String own =
        first(
            name(article.getValue("author")),
            meta(page, "author"),
            meta(page, "citation_author"),
            meta(page, "dc.creator"),
            meta(page, "parsely-author"));
    String said =
        own.isEmpty() || own.startsWith("http")
            ? text(
                page,
                "[rel=author], [itemprop=author] [itemprop=name], [itemprop=author], .byline, .author, .p-author")
            : own;
    String brief = said.length() > 100 ? "" : said;
    return brief.replaceFirst("(?i)^\\s*(by|von|par|por|de)\\s+", "").strip();
  }

  private static List<JsonObject> jsonLd(Document page) {
    List<JsonObject> objects = new ArrayList<>();
    for (Element script : page.select("script[type=application/ld+json]")) {
      try {
        gather(Json.decodeValue(script.data().strip()), objects, 0);
      } catch (DecodeException _) {
        // One broken block says nothing of the next.
      }
    }
    return objects;
  }

  private static void gather(Object value, List<JsonObject> objects, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (value instanceof JsonArray array) {
      array.forEach(each -> gather(each, objects, depth + 1));
    } else if (value instanceof JsonObject object) {
      objects.add(object);
      Optional.ofNullable(object.getValue("@graph"))
          .ifPresent(graph -> gather(graph, objects, depth + 1));
      Optional.ofNullable(object.getValue("mainEntity"))
          .ifPresent(main -> gather(main, objects, depth + 1));
    }
  }

  private static boolean isArticle(JsonObject object) {
    String type = String.valueOf(object.getValue("@type"));
    return type.contains("Article") || type.contains("BlogPosting") || type.contains("Report");
  }

  /** A name, of one or several; {@code author} is written in every way there is. */
  private static String name(@Nullable Object value) {
    return switch (value) {
      case String name -> name.strip();
      case JsonObject object -> string(object, "name");
      case JsonArray array ->
          String.join(
              ", ",
              array.stream()
                  .map(Evidence::name)
                  .filter(name -> !name.isEmpty())
                  .distinct()
                  .toList());
      case null, default -> "";
    };
  }

  private static String string(JsonObject object, String key) {
    return object.getValue(key) instanceof String text
        ? org.jsoup.parser.Parser.unescapeEntities(text, false).strip()
        : "";
  }

  private static String meta(Document page, String name) {
    return page.select("meta").stream()
        .filter(
            meta ->
                meta.attr("name").equalsIgnoreCase(name)
                    || meta.attr("property").equalsIgnoreCase(name)
                    || meta.attr("http-equiv").equalsIgnoreCase(name))
        .map(meta -> meta.attr("content").strip())
        .filter(content -> !content.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String attribute(Document page, String selector, String attribute) {
    return page.select(selector).stream()
        .map(element -> element.attr(attribute).strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String absolute(Document page, String selector, String attribute) {
    return page.select(selector).stream()
        .map(
            element ->
                element.absUrl(attribute).isEmpty()
                    ? element.attr(attribute)
                    : element.absUrl(attribute))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String text(Document page, String selector) {
    return page.select(selector).stream()
        .map(element -> element.text().strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String first(String... values) {
    return Stream.of(values).filter(value -> !value.isBlank()).findFirst().orElse("").strip();
  }
}
