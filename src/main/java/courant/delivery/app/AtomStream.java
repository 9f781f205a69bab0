package courant.delivery.app;

import courant.delivery.FullText;
import courant.platform.web.Addresses;
import courant.platform.web.Xml;
import courant.story.Author;
import courant.story.Story;
import java.time.Instant;

/** A stream as Atom (RFC 4287) with Google Reader's marks, for apps that ask no JSON (Newsboat). */
final class AtomStream {
  private static final String SCHEME = "http://www.google.com/reader/";

  private AtomStream() {}

  static byte[] render(FullText text, String stream, Shelf.Page page, Instant now) {
    Xml xml =
        new Xml()
            .start("feed", "xmlns", "http://www.w3.org/2005/Atom")
            .text("id", "tag:google.com,2005:reader/" + stream)
            .text("title", text.masthead().title())
            .text("updated", now.toString())
            .empty("link", "rel", "alternate", "type", "text/html", "href", text.site() + "/");
    page.items().forEach(item -> entry(xml, text, item));
    return xml.end().bytes();
  }

  private static void entry(Xml xml, FullText text, Shelf.Item item) {
    Story story = item.story();
    String address = text.site() + Addresses.encode(story.path());
    xml.start("entry", "xml:lang", story.language())
        .text("id", ItemNumber.longForm(story.id()))
        .text("title", story.headline())
        .empty("link", "rel", "alternate", "type", "text/html", "href", address)
        .text("published", story.published().toString())
        .text("updated", story.updated().toString());
    for (Author author : story.byline()) {
      xml.start("author").text("name", author.name()).end();
    }
    category(xml, Stream.READING_LIST);
    category(xml, item.mark().read() ? Stream.READ : "user/-/state/com.google/fresh");
    if (item.mark().saved()) {
      category(xml, Stream.STARRED);
    }
    xml.text("content", text.carried(story, item.entry().versions()), "type", "html").end();
  }

  private static void category(Xml xml, String state) {
    String label = state.substring(state.lastIndexOf('/') + 1);
    xml.empty("category", "term", state, "scheme", SCHEME, "label", label);
  }
}
