package courant.syndication.article;

import courant.syndication.feed.FeedDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Document;

/**
 * What a page says of itself: JSON-LD first, then Dublin Core, Highwire's citation tags, link cards
 * (Open Graph, Twitter), microdata and plain HTML.
 *
 * @param body the whole text, where the metadata has it
 */
record Evidence(
    String headline,
    List<String> authors,
    Optional<Article.Date> published,
    Optional<Article.Date> updated,
    String siteName,
    String language,
    String direction,
    String image,
    String description,
    String body) {
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi");

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)");
  private static final Pattern BEFORE_DATE =
      Pattern.compile("^[^\\d]{0,40}(?::|\\b(?:on|am|le|el|il))\\s+");
  private static final Pattern AFTER_DATE =
      Pattern.compile("(?:\\s*[|·•–—]|(?<=\\d{4}),?\\s+(?:at|um|à|a las)\\b|(?<=日)).*$");

  static Evidence of(Document page, Selectors selectors) {
    JsonLd json = JsonLd.of(page);
    Meta meta = Meta.of(page);
    String siteName =
        first(
            meta.content("og:site_name"),
            String.join(", ", json.names("publisher")),
            meta.content("application-name"));
    String language = language(page, meta, json);
    String headline = Headline.of(page, meta, json, siteName, selectors.headline());
    List<String> lines = Lines.under(headline, page);
    return new Evidence(
        headline,
        Byline.of(page, meta, json, lines, selectors.byline()),
        published(page, meta, json, selectors.date()).or(() -> shown(lines)),
        date(
            Stream.of(
                json.text("dateModified"),
                meta.content("article:modified_time", "og:updated_time", "dcterms.modified"),
                attribute(page, "[itemprop=dateModified], time.updated"))),
        siteName,
        language,
        direction(page, language),
        first(
            meta.address("og:image", "og:image:url", "og:image:secure_url"),
            resolved(page, json.image()),
            meta.address("twitter:image", "twitter:image:src"),
            page.select("link[rel=image_src]").attr("abs:href")),
        first(
            meta.content("dc.description", "dcterms.description", "og:description"),
            json.text("description"),
            meta.content("description", "twitter:description")),
        json.body());
  }

  private static Optional<Article.Date> published(
      Document page, Meta meta, JsonLd json, String selector) {
    return date(
        Stream.of(
            selector.isEmpty() ? "" : attribute(page, selector),
            json.text("datePublished"),
            meta.content(
                "article:published_time",
                "og:published_time",
                "parsely-pub-date",
                "citation_publication_date",
                "citation_date",
                "dcterms.created",
                "dcterms.issued",
                "dcterms.date",
                "dc.date.issued",
                "dc.date",
                "sailthru.date",
                "publishdate",
                "pubdate",
                "publication_date",
                "date"),
            attribute(page, "[itemprop=datePublished], time[pubdate], time.published"),
            attribute(page, "article time[datetime], time.entry-date, main time[datetime]"),
            only(page, "time[datetime]"),
            json.text("dateCreated")));
  }

  /** A date that people are shown under the headline. */
  private static Optional<Article.Date> shown(List<String> lines) {
    return date(
        lines.stream()
            .filter(line -> YEAR.matcher(line).find())
            .map(line -> BEFORE_DATE.matcher(line).replaceFirst(""))
            .flatMap(line -> Stream.of(line, AFTER_DATE.matcher(line).replaceFirst(""))));
  }

  private static Optional<Article.Date> date(Stream<String> written) {
    return written
        .filter(Predicate.not(String::isEmpty))
        .flatMap(
            text -> FeedDate.read(text).map(instant -> new Article.Date(text, instant)).stream())
        .findFirst();
  }

  private static String language(Document page, Meta meta, JsonLd json) {
    return first(
            page.select("html").attr("lang"),
            page.select("html").attr("xml:lang"),
            json.text("inLanguage"),
            page.select("article[lang]").attr("lang"),
            page.body().attr("lang"),
            meta.content("content-language", "dc.language", "og:locale"))
        .replace('_', '-')
        .replaceFirst("[,;\\s].*", "");
  }

  private static String direction(Document page, String language) {
    String written =
        first(
                page.select("html").attr("dir"),
                page.body().attr("dir"),
                page.select("article").attr("dir"))
            .toLowerCase(Locale.ROOT);
    if (written.equals("rtl") || written.equals("ltr")) {
      return written;
    }
    String primary = language.toLowerCase(Locale.ROOT).replaceFirst("-.*", "");
    return RIGHT_TO_LEFT.contains(primary) ? "rtl" : "";
  }

  /** The machine's wording of the first element that has one, else a reader's. */
  private static String attribute(Document page, String selector) {
    return page.select(selector).stream()
        .map(element -> first(element.attr("datetime"), element.attr("content"), element.text()))
        .filter(Predicate.not(String::isEmpty))
        .findFirst()
        .orElse("");
  }

  private static String only(Document page, String selector) {
    List<String> all = page.select(selector).eachAttr("datetime");
    return all.stream().distinct().count() == 1 ? all.getFirst().strip() : "";
  }

  private static String resolved(Document page, String address) {
    return address.isEmpty() ? "" : StringUtil.resolve(page.baseUri(), address);
  }

  static String first(String... values) {
    return Stream.of(values).filter(value -> !value.isBlank()).findFirst().orElse("").strip();
  }
}
