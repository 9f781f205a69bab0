package courant.syndication.wire;

import courant.syndication.feed.Entry.Picture;
import courant.syndication.feed.Faults;
import courant.syndication.feed.Scope;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Reads <a href="https://iptc.org/standards/nitf/">NITF</a> 3. */
final class Nitf {
  private Nitf() {}

  static List<Wire> read(Element nitf, Faults faults) {
    String id = WireXml.attr(nitf, "doc-id", "id-string").strip();
    Wire story = story(nitf, id.isEmpty() ? WireXml.attr(nitf, "du-key", "key").strip() : id);
    if (story.id().isEmpty()) {
      faults.add("has no doc-id: a new version of it could not be told from another story");
      return List.of();
    }
    if (story.headline().isEmpty() && story.status() == Wire.Status.USABLE) {
      faults.add("has no headline");
    }
    return List.of(story);
  }

  private static Wire story(Element nitf, String id) {
    return new Wire(
        id,
        WireReader.number(WireXml.attr(nitf, "du-key", "version")),
        Wire.Status.of(WireXml.attr(nitf, "docdata", "management-status")),
        WireReader.date(WireXml.attr(nitf, "date.release", "norm")),
        WireReader.number(WireXml.attr(nitf, "urgency", "ed-urg")),
        headline(nitf),
        WireXml.text(nitf, "abstract"),
        body(nitf),
        authors(nitf),
        dateline(nitf),
        Stream.of(WireXml.text(nitf, "distributor"), WireXml.attr(nitf, "doc.copyright", "holder"))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(""),
        subjects(nitf),
        Scope.tag(nitf.attr("xml:lang")),
        pictures(nitf),
        WireXml.web(WireXml.attr(nitf, "pubdata", "ex-ref")),
        WireReader.date(WireXml.attr(nitf, "date.issue", "norm"))
            .or(() -> WireReader.date(WireXml.attr(nitf, "story.date", "norm"))),
        WireXml.attr(nitf, "ed-msg", "info").strip());
  }

  private static String headline(Element nitf) {
    String hl1 = WireXml.text(nitf, "hl1");
    return hl1.isEmpty() ? WireXml.text(nitf, "title") : hl1;
  }

  private static String dateline(Element nitf) {
    return WireXml.first(nitf, "dateline")
        .map(
            line -> {
              String place = WireXml.text(line, "location");
              return place.isEmpty() ? WireXml.line(line) : place;
            })
        .orElse("");
  }

  private static List<String> authors(Element nitf) {
    return WireXml.all(nitf, "byline").stream()
        .filter(byline -> byline.closest("media") == null)
        .flatMap(
            byline -> {
              List<Element> people = WireXml.all(byline, "person");
              WireXml.all(byline, "byttl").forEach(Element::remove);
              return people.isEmpty()
                  ? Ninjs.names(WireXml.line(byline)).stream()
                  : people.stream().map(WireXml::line);
            })
        .distinct()
        .toList();
  }

  private static List<Wire.Subject> subjects(Element nitf) {
    Stream<Wire.Subject> classified =
        Stream.of("tobject.subject", "classifier")
            .flatMap(name -> WireXml.all(nitf, name).stream())
            .map(
                each ->
                    new Wire.Subject(
                        each.attr("tobject.subject.refnum"),
                        Stream.of("tobject.subject.type", "tobject.subject.matter", "value")
                            .map(each::attr)
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .orElse(WireXml.line(each))));
    Stream<Wire.Subject> keywords =
        WireXml.all(nitf, "keyword").stream()
            .map(each -> new Wire.Subject("", each.attr("key").strip()));
    Stream<Wire.Subject> named =
        WireXml.first(nitf, "identified-content").stream()
            .flatMap(
                content ->
                    Stream.of("person", "org", "location", "event", "object.title")
                        .flatMap(name -> WireXml.all(content, name).stream()))
            .map(each -> new Wire.Subject("", WireXml.line(each)));
    return Stream.of(classified, keywords, named)
        .flatMap(each -> each)
        .filter(subject -> !subject.name().isEmpty() || !subject.code().isEmpty())
        .distinct()
        .limit(50)
        .toList();
  }

  /** The body in HTML's names; what is not HTML loses its markup when it is sanitised. */
  private static String body(Element nitf) {
    return WireXml.first(nitf, "body.content").map(Nitf::html).orElse("");
  }

  static String html(Element content) {
    Element copy = content.clone();
    WireXml.all(copy, "media").forEach(Element::remove);
    WireXml.all(copy, "hl2").forEach(each -> each.tagName("h2"));
    WireXml.all(copy, "bq").forEach(each -> each.tagName("blockquote"));
    WireXml.all(copy, "credit").forEach(each -> each.tagName("cite"));
    WireXml.all(copy, "block").forEach(Element::unwrap);
    return copy.html();
  }

  private static List<Picture> pictures(Element nitf) {
    return WireXml.all(nitf, "media").stream()
        .filter(
            media -> media.attr("media-type").isEmpty() || media.attr("media-type").equals("image"))
        .flatMap(
            media ->
                WireXml.all(media, "media-reference").stream()
                    .flatMap(
                        each ->
                            WireXml.web(each.attr("source"))
                                .map(href -> picture(media, each, href))
                                .stream())
                    .limit(1))
        .toList();
  }

  private static Picture picture(Element media, Element reference, URI href) {
    int width = WireReader.number(reference.attr("width"));
    return new Picture(
        href,
        width == 0 ? OptionalInt.empty() : OptionalInt.of(width),
        Optional.of(WireXml.text(media, "media-caption"))
            .filter(text -> !text.isEmpty())
            .orElse(reference.attr("alternate-text")),
        WireXml.text(media, "media-producer"));
  }
}
