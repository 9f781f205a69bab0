package courant.delivery;

import courant.follow.Interest;
import courant.follow.NamedInterest;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.platform.web.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Lists of subscriptions as feed readers exchange them: OPML 2.0 (opml.org/spec2.opml). */
public final class Opml {
  /** As many subscriptions as are read of one list. */
  public static final int MOST = 5_000;

  /** In characters; what is longer is cut. */
  public static final int LONGEST_NAME = 300;

  private Opml() {}

  /**
   * A subscription in somebody's list.
   *
   * @param line where it stands in the document, from 1
   * @param name as it was called there; may be empty
   * @param feed address of the feed; may be empty
   * @param page address of its page; may be empty
   */
  public record Outline(int line, String name, String feed, String page) {}

  /**
   * What was found in a document.
   *
   * @param isOpml whether it is such a list at all
   * @param more whether there were more subscriptions than are read
   */
  public record Read(boolean isOpml, List<Outline> outlines, boolean more) {}

  /** What somebody follows, in an outline for each kind of thing. */
  public static String write(
      String title, URI site, List<NamedInterest> followed, Texts texts, Instant now) {
    Xml xml =
        new Xml()
            .start("opml", "version", "2.0")
            .start("head")
            .text("title", title)
            .text(
                "dateCreated",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
            .text("docs", "http://opml.org/spec2.opml")
            .end()
            .start("body");
    for (Interest.Kind kind : Interest.Kind.values()) {
      List<NamedInterest> those =
          followed.stream().filter(one -> one.interest().kind() == kind).toList();
      if (!those.isEmpty()) {
        String label = texts.say("my.kinds." + kind.word());
        xml.start("outline", "text", label, "title", label);
        those.forEach(one -> outline(xml, site, one, label));
        xml.end();
      }
    }
    return xml.end().end().toString();
  }

  private static void outline(Xml xml, URI site, NamedInterest one, String label) {
    xml.empty(
        "outline",
        "type",
        "rss",
        "text",
        one.name(),
        "title",
        one.name(),
        "xmlUrl",
        site + address(one, one.feedPath()),
        "htmlUrl",
        site + address(one, one.path()),
        "category",
        "/" + label.replace(",", " ").replace("/", " "));
  }

  private static String address(NamedInterest one, String path) {
    return one.interest() instanceof Interest.Matching ? path : Addresses.encode(path);
  }

  /**
   * Reads a list, however broken: what is no outline is passed over. Entities that the document
   * declares are not expanded, and nothing is fetched. Its encoding is what a byte order mark or
   * its declaration says, else UTF-8.
   */
  public static Read read(byte[] document) {
    Document parsed = parse(document);
    List<Element> outlines =
        parsed.stream()
            .filter(element -> element.normalName().equals("outline"))
            .filter(element -> !attribute(element, "xmlUrl").isEmpty() || isLink(element))
            .limit(MOST + 1L)
            .toList();
    boolean opml =
        parsed.stream().limit(100).anyMatch(element -> element.normalName().equals("opml"));
    return new Read(
        opml,
        outlines.stream()
            .limit(MOST)
            .map(
                element ->
                    new Outline(
                        element.sourceRange().start().lineNumber(),
                        name(element),
                        attribute(element, "xmlUrl"),
                        attribute(element, "htmlUrl")))
            .toList(),
        outlines.size() > MOST);
  }

  private static Document parse(byte[] document) {
    try {
      return Jsoup.parse(
          new ByteArrayInputStream(document), null, "", Parser.xmlParser().setTrackPosition(true));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static boolean isLink(Element element) {
    return !attribute(element, "htmlUrl").isEmpty();
  }

  private static String name(Element element) {
    String title = attribute(element, "title");
    String name = title.isEmpty() ? attribute(element, "text") : title;
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  private static String attribute(Element element, String name) {
    return element.attributes().getIgnoreCase(name).strip();
  }
}
