package courant.delivery.page;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Xml;
import courant.story.Months;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/** The sitemap index, a map for each month, one of the lists, and the news of the last 48 hours. */
final class Sitemaps {
  private static final String SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9";
  private static final Duration NEWS = Duration.ofHours(48);

  private final Months months;
  private final Mastheads mastheads;
  private final InstantSource clock;

  Sitemaps(Months months, Mastheads mastheads, InstantSource clock) {
    this.months = months;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  /** {@code /sitemap.xml}. */
  Response index(Request request) {
    Xml xml = new Xml().start("sitemapindex", "xmlns", SCHEMA);
    for (String name : List.of("news", "lists")) {
      map(xml, request, name);
    }
    months.counts().keySet().forEach(month -> map(xml, request, month.toString()));
    return answer(xml);
  }

  private static void map(Xml xml, Request request, String name) {
    xml.start("sitemap").text("loc", request.site() + "/sitemap/" + name + ".xml").end();
  }

  /** {@code /sitemap/2026-11.xml}. */
  Response month(Request request) {
    YearMonth month;
    try {
      month = YearMonth.parse(request.part("month"));
    } catch (DateTimeParseException _) {
      return Response.empty(404);
    }
    ZoneId zone = mastheads.masthead().zone();
    List<Months.Address> stories =
        months.addresses(
            month.atDay(1).atStartOfDay(zone).toInstant(),
            month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
    if (stories.isEmpty()) {
      return Response.empty(404);
    }
    Xml xml = new Xml().start("urlset", "xmlns", SCHEMA);
    for (Months.Address story : stories) {
      xml.start("url")
          .text("loc", request.site() + Addresses.encode(story.path()))
          .text("lastmod", story.updated().toString())
          .end();
    }
    return answer(xml);
  }

  /** {@code /sitemap/lists.xml}. */
  Response lists(Request request) {
    Xml xml = new Xml().start("urlset", "xmlns", SCHEMA);
    xml.start("url").text("loc", request.site() + "/").end();
    mastheads
        .sections()
        .forEach(
            section ->
                xml.start("url")
                    .text("loc", request.site() + Addresses.encode(section.path()))
                    .end());
    return answer(xml);
  }

  /** {@code /sitemap/news.xml}; never kept, for it changes with the hour. */
  Response news(Request request) {
    Masthead masthead = mastheads.masthead();
    Instant now = clock.instant();
    Xml xml =
        new Xml()
            .start(
                "urlset",
                "xmlns",
                SCHEMA,
                "xmlns:news",
                "http://www.google.com/schemas/sitemap-news/0.9");
    for (Months.Address story :
        months.addresses(now.minus(NEWS), now.plusSeconds(1)).stream().limit(1_000).toList()) {
      xml.start("url")
          .text("loc", request.site() + Addresses.encode(story.path()))
          .start("news:news");
      xml.start("news:publication")
          .text("news:name", masthead.title())
          .text("news:language", story.language())
          .end();
      xml.text("news:publication_date", story.published().toString())
          .text("news:title", story.headline())
          .end()
          .end();
    }
    return new Response(200, "application/xml", xml.bytes(), List.of(), Set.of(), Instant.EPOCH);
  }

  private static Response answer(Xml xml) {
    return new Response(
        200, "application/xml", xml.bytes(), List.of(), Set.of("list"), Instant.EPOCH);
  }

  /** {@code /robots.txt}: everything but what is personal or costly. */
  Response robots(Request request) {
    return Response.text(
        """
        User-agent: *
        Disallow: /my
        Disallow: /desk
        Disallow: /search
        Sitemap: %s/sitemap.xml
        """
            .formatted(request.site()));
  }
}
