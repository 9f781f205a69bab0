package courant.delivery.feed;

import courant.masthead.Issn;
import courant.media.Cut;
import courant.media.Photo;
import courant.platform.web.Xml;
import courant.story.Picture;
import courant.story.Story;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** RSS 2.0 with the Atom, Content, Dublin Core, Media and PRISM modules. */
final class Rss {
  private Rss() {}

  static byte[] render(Channel channel) {
    Xml xml =
        new Xml()
            .start(
                "rss",
                "version",
                "2.0",
                "xmlns:atom",
                "http://www.w3.org/2005/Atom",
                "xmlns:content",
                "http://purl.org/rss/1.0/modules/content/",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/",
                "xmlns:media",
                "http://search.yahoo.com/mrss/",
                "xmlns:prism",
                "http://prismstandard.org/namespaces/basic/2.0/")
            .start("channel")
            .text("title", channel.title())
            .text("link", channel.home());
    // The element is required, also where there is nothing to say.
    xml.text(
        "description", channel.description().isEmpty() ? channel.title() : channel.description());
    xml.text("language", channel.masthead().language().toLanguageTag())
        .text("generator", "Courant")
        .text("docs", "https://www.rssboard.org/rss-specification");
    channel.masthead().issn().map(Issn::value).ifPresent(issn -> xml.text("prism:issn", issn));
    if (!channel.updated().equals(Instant.EPOCH)) {
      xml.text("lastBuildDate", date(channel.updated()));
    }
    Links.write(xml, "atom:link", channel, FeedFormat.RSS);
    channel.edition().stories().forEach(story -> item(xml, channel, story));
    channel.withdrawn().forEach(story -> tombstone(xml, story));
    return xml.end().end().bytes();
  }

  private static void item(Xml xml, Channel channel, Story story) {
    xml.start("item")
        .text("title", story.headline())
        .text("link", channel.address(story))
        .text("guid", Channel.id(story), "isPermaLink", "false")
        .text("pubDate", date(story.published()));
    story.byline().forEach(author -> xml.text("dc:creator", author.name()));
    story.section().ifPresent(section -> xml.text("category", section.name()));
    story.topics().forEach(topic -> xml.text("category", topic.name()));
    story
        .origin()
        .filter(origin -> !origin.address().isEmpty())
        .ifPresent(origin -> xml.text("dc:source", origin.address()));
    if (!story.language().equals(channel.masthead().language().toLanguageTag())) {
      xml.text("dc:language", story.language());
    }
    if (story.updated().isAfter(story.published())) {
      xml.text("atom:updated", story.updated().toString());
    }
    story.ends().ifPresent(end -> xml.text("prism:expirationDate", end.toString()));
    Channel.required(story).ifPresent(line -> xml.text("dc:rights", line));
    channel
        .versions(story)
        .forEach(
            version ->
                xml.empty(
                    "atom:link",
                    "rel",
                    "related",
                    "type",
                    "text/html",
                    "href",
                    channel.address(version),
                    "title",
                    version.headline()));
    xml.text("description", channel.summary(story));
    if (channel.whole(story)) {
      xml.text("content:encoded", channel.content(story));
    }
    story.lead().ifPresent(lead -> picture(xml, channel, lead));
    xml.end();
  }

  /** As in Atom (RFC 6721): RSS has no word of its own for what was taken back. */
  private static void tombstone(Xml xml, Story story) {
    xml.start(
            "at:deleted-entry",
            "xmlns:at",
            "http://purl.org/atompub/tombstones/1.0",
            "ref",
            Channel.id(story),
            "when",
            story.updated().toString())
        .text("at:comment", Channel.reason(story))
        .end();
  }

  private static void picture(Xml xml, Channel channel, Picture lead) {
    lead.photo()
        .ifPresentOrElse(
            photo -> {
              String address = channel.absolute(photo.src());
              Cut cut = photo.near(Photo.USUAL_WIDTH);
              String bytes = Long.toString(cut.otherBytes());
              String type = photo.otherType();
              xml.empty("enclosure", "url", address, "length", bytes, "type", type)
                  .start(
                      "media:content",
                      "url",
                      address,
                      "medium",
                      "image",
                      "type",
                      type,
                      "fileSize",
                      bytes,
                      "width",
                      Integer.toString(cut.width()),
                      "height",
                      Integer.toString(photo.height(cut)));
            },
            () ->
                xml.start("media:content", "url", channel.absolute(lead.src()), "medium", "image"));
    xml.text("media:description", lead.caption().isEmpty() ? lead.alt() : lead.caption())
        .text("media:credit", lead.credit())
        .end();
  }

  static String date(Instant instant) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
        .format(instant.atOffset(ZoneOffset.UTC));
  }
}
