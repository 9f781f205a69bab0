package courant.syndication.wire;

import courant.syndication.feed.Entry.Picture;
import courant.syndication.feed.Faults;
import courant.syndication.feed.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * Reads <a href="https://iptc.org/standards/newsml-g2/">NewsML-G2</a>: a news item alone, or a
 * message of several, whose pictures belong to its one story or to the stories that link to them.
 */
final class NewsMl {
  private NewsMl() {}

  static List<Wire> read(List<Element> items, Faults faults) {
    List<Element> texts = items.stream().filter(item -> !isPicture(item)).toList();
    List<Element> pictures = items.stream().filter(NewsMl::isPicture).toList();
    List<Wire> stories = new ArrayList<>();
    for (Element item : texts) {
      Wire story = story(item, belonging(item, texts.size() == 1, pictures));
      if (story.id().isEmpty()) {
        faults.add("has an item without guid");
      } else if (story.headline().isEmpty() && story.status() == Wire.Status.USABLE) {
        faults.add("has an item without headline", story.id());
      } else {
        stories.add(story);
      }
    }
    return stories;
  }

  private static boolean isPicture(Element item) {
    String kind = WireXml.attr(item, "itemclass", "qcode");
    return kind.endsWith(":picture") || kind.endsWith(":graphic");
  }

  private static List<Element> belonging(Element item, boolean alone, List<Element> pictures) {
    List<String> linked =
        WireXml.all(item, "link").stream().map(link -> link.attr("residref")).toList();
    return pictures.stream().filter(each -> alone || linked.contains(each.attr("guid"))).toList();
  }

  private static Wire story(Element item, List<Element> pictures) {
    Element meta = WireXml.first(item, "itemmeta").orElse(item);
    Element content = WireXml.first(item, "contentmeta").orElse(item);
    return new Wire(
        item.attr("guid").strip(),
        WireReader.number(item.attr("version")),
        Wire.Status.of(WireXml.attr(meta, "pubstatus", "qcode")),
        WireReader.date(WireXml.text(meta, "embargoed")),
        WireReader.number(WireXml.text(content, "urgency")),
        WireXml.text(content, "headline"),
        WireXml.all(content, "description").stream()
            .filter(each -> !each.attr("role").endsWith(":caption"))
            .map(WireXml::line)
            .findFirst()
            .orElse(""),
        body(item),
        authors(content),
        dateline(content),
        credit(item, content),
        subjects(content),
        language(item, content),
        pictures.stream().flatMap(each -> picture(each).stream()).toList(),
        WireXml.all(meta, "link").stream()
            .filter(
                link ->
                    link.attr("rel").endsWith(":alternate")
                        || link.attr("contenttype").contains("html"))
            .flatMap(link -> WireXml.web(link.attr("href")).stream())
            .findFirst(),
        Stream.of("contentcreated", "contentmodified")
            .map(name -> WireXml.text(content, name))
            .flatMap(text -> WireReader.date(text).stream())
            .findFirst()
            .or(() -> WireReader.date(WireXml.text(meta, "firstcreated")))
            .or(() -> WireReader.date(WireXml.text(meta, "versioncreated"))),
        WireXml.text(meta, "ednote"));
  }

  private static String language(Element item, Element content) {
    String told = Scope.tag(WireXml.attr(content, "language", "tag"));
    return told.isEmpty() ? Scope.tag(item.attr("xml:lang")) : told;
  }

  /** What readers see of where it is from. */
  private static String dateline(Element content) {
    String dateline = WireXml.text(content, "dateline");
    return dateline.isEmpty()
        ? WireXml.first(content, "located").map(place -> WireXml.text(place, "name")).orElse("")
        : dateline.replaceFirst(
            "(?i),?\\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?\\s+\\d.*$",
            "");
  }

  private static List<String> authors(Element content) {
    String by = WireXml.text(content, "by");
    if (!by.isEmpty()) {
      return Ninjs.names(by);
    }
    return WireXml.all(content, "creator").stream()
        .map(creator -> WireXml.text(creator, "name"))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private static String credit(Element item, Element content) {
    String line = WireXml.text(content, "creditline");
    return line.isEmpty()
        ? WireXml.first(item, "copyrightholder").map(each -> WireXml.text(each, "name")).orElse("")
        : line;
  }

  private static List<Wire.Subject> subjects(Element content) {
    return Stream.concat(
            WireXml.all(content, "subject").stream()
                .map(each -> new Wire.Subject(each.attr("qcode"), WireXml.text(each, "name"))),
            WireXml.all(content, "keyword").stream()
                .map(each -> new Wire.Subject("", WireXml.line(each))))
        .distinct()
        .limit(50)
        .toList();
  }

  private static String body(Element item) {
    Optional<Element> inline = WireXml.first(item, "inlinexml");
    if (inline.isPresent()) {
      Element content = inline.get();
      return WireXml.first(content, "body.content")
          .map(Nitf::html)
          .or(() -> WireXml.first(content, "body").map(Element::html))
          .orElseGet(content::html);
    }
    return WireXml.first(item, "inlinedata")
        .map(
            data ->
                data.attr("contenttype").contains("html")
                    ? data.wholeText()
                    : Ninjs.paragraphs(data.wholeText()))
        .orElse("");
  }

  private static Optional<Picture> picture(Element item) {
    return WireXml.all(item, "remotecontent").stream()
        .max(Comparator.comparingInt(each -> WireReader.number(each.attr("width"))))
        .flatMap(each -> WireXml.web(each.attr("href")).map(href -> picture(item, each, href)));
  }

  private static Picture picture(Element item, Element content, URI href) {
    int width = WireReader.number(content.attr("width"));
    return new Picture(
        href,
        width == 0 ? OptionalInt.empty() : OptionalInt.of(width),
        Stream.of("description", "headline")
            .map(name -> WireXml.text(item, name))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(""),
        WireXml.text(item, "creditline"));
  }
}
