package courant.delivery.feed;

import courant.media.Photo;
import courant.platform.web.Addresses;
import courant.platform.web.Xml;
import courant.story.Author;
import courant.story.Picture;
import courant.story.Story;

/** Atom (RFC 4287) with tombstones for what was withdrawn (RFC 6721). */
final class Atom {
  private Atom() {}

  static byte[] render(Channel channel) {
    Xml xml =
        new Xml()
            .start(
                "feed",
                "xmlns",
                "http://www.w3.org/2005/Atom",
                "xmlns:at",
                "http://purl.org/atompub/tombstones/1.0",
                "xml:lang",
                channel.masthead().language().toLanguageTag())
            .text("id", channel.self(FeedFormat.ATOM, 1))
            .text("title", channel.title())
            .text("subtitle", channel.description())
            .text("updated", channel.updated().toString())
            .text("generator", "Courant")
            .empty("link", "rel", "alternate", "type", "text/html", "href", channel.home());
    Links.write(xml, "link", channel, FeedFormat.ATOM);
    xml.start("author")
        .text("name", channel.masthead().title())
        .text("uri", channel.site() + "/")
        .end();
    channel.edition().stories().forEach(story -> entry(xml, channel, story));
    channel.withdrawn().forEach(story -> tombstone(xml, story));
    return xml.end().bytes();
  }

  private static void entry(Xml xml, Channel channel, Story story) {
    xml.start("entry", "xml:lang", story.language())
        .text("id", Channel.id(story))
        .text("title", story.headline())
        .empty("link", "rel", "alternate", "type", "text/html", "href", channel.address(story))
        .text("published", story.published().toString())
        .text("updated", story.updated().toString());
    for (Author author : story.byline()) {
      xml.start("author")
          .text("name", author.name())
          .text("uri", channel.site() + Addresses.encode(author.path()))
          .end();
    }
    story
        .section()
        .ifPresent(
            section ->
                xml.empty("category", "term", section.slug().value(), "label", section.name()));
    story
        .topics()
        .forEach(
            topic -> xml.empty("category", "term", topic.slug().value(), "label", topic.name()));
    story
        .origin()
        .filter(origin -> !origin.address().isEmpty())
        .ifPresent(
            origin ->
                xml.empty(
                    "link",
                    "rel",
                    "via",
                    "href",
                    origin.address(),
                    "title",
                    origin.source().name()));
    story
        .lead()
        .flatMap(Picture::photo)
        .ifPresent(
            photo ->
                xml.empty(
                    "link",
                    "rel",
                    "enclosure",
                    "type",
                    photo.otherType(),
                    "length",
                    Long.toString(photo.near(Photo.USUAL_WIDTH).otherBytes()),
                    "href",
                    channel.absolute(photo.src())));
    Channel.required(story).ifPresent(line -> xml.text("rights", line));
    channel
        .versions(story)
        .forEach(
            version ->
                xml.empty(
                    "link",
                    "rel",
                    "related",
                    "type",
                    "text/html",
                    "href",
                    channel.address(version),
                    "title",
                    version.headline()));
    xml.text("summary", channel.summary(story));
    if (channel.whole(story)) {
      xml.text("content", channel.content(story), "type", "html");
    }
    xml.end();
  }

  private static void tombstone(Xml xml, Story story) {
    xml.start("at:deleted-entry", "ref", Channel.id(story), "when", story.updated().toString())
        .text("at:comment", Channel.reason(story))
        .end();
  }
}
