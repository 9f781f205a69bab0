package courant.syndication.wire;

import static courant.syndication.feed.BrokenJson.objects;
import static courant.syndication.feed.BrokenJson.text;

import courant.syndication.feed.BrokenJson;
import courant.syndication.feed.Entry.Picture;
import courant.syndication.feed.Faults;
import courant.syndication.feed.Scope;
import courant.syndication.feed.Texts;
import courant.syndication.wire.WireReader.Dispatches;
import courant.syndication.wire.WireReader.Format;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;

/**
 * Reads <a href="https://iptc.org/standards/ninjs/">ninjs</a>: 1, with one text of each kind, and 2
 * and 3, with several.
 */
final class Ninjs {
  private Ninjs() {}

  static Dispatches read(String json, Faults faults) {
    BrokenJson read = BrokenJson.read(json);
    Map<String, Object> root = read.root();
    if (text(root, "uri").isEmpty() || root.containsKey("items")) {
      return new Dispatches(Format.NONE, List.of(), List.of());
    }
    if (!read.whole()) {
      faults.add("cut off before its end");
      return new Dispatches(Format.NINJS, List.of(), faults.list());
    }
    Wire story = story(root);
    if (story.headline().isEmpty() && story.status() == Wire.Status.USABLE) {
      faults.add("has no headline");
    }
    return new Dispatches(Format.NINJS, List.of(story), faults.list());
  }

  private static Wire story(Map<String, Object> item) {
    return new Wire(
        text(item, "uri").strip(),
        WireReader.number(text(item, "version")),
        Wire.Status.of(text(item, "pubstatus")),
        WireReader.date(text(item, "embargoed")),
        WireReader.number(text(item, "urgency")),
        Texts.line(either(item, "headline", "headlines", "main", "value")),
        Texts.line(summary(item)),
        body(item),
        authors(item),
        Texts.line(text(item, "located", "dateline")),
        credit(item),
        subjects(item),
        Scope.tag(text(item, "language")),
        pictures(item),
        WireXml.web(text(item, "canonicalurl", "url")),
        WireReader.date(
            text(item, "firstpublished", "firstcreated", "versioncreated", "contentcreated")),
        Texts.line(text(item, "ednote")));
  }

  /** A text as version 1 gives it, else the one of version 2 that plays a role, else any. */
  private static String either(
      Map<String, Object> item, String one, String many, String role, String value) {
    String single = text(item, one);
    if (!single.isEmpty()) {
      return single;
    }
    List<Map<String, Object>> all = objects(item, many);
    return Stream.concat(
            all.stream().filter(each -> text(each, "role").toLowerCase(Locale.ROOT).contains(role)),
            all.stream())
        .map(each -> text(each, value))
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String summary(Map<String, Object> item) {
    return either(item, "description_text", "descriptions", "summary", "value");
  }

  private static String body(Map<String, Object> item) {
    String html = text(item, "body_xhtml", "body_html");
    if (!html.isEmpty()) {
      return html;
    }
    List<Map<String, Object>> bodies = objects(item, "bodies");
    Optional<Map<String, Object>> marked =
        bodies.stream().filter(body -> text(body, "contenttype").contains("html")).findFirst();
    return marked
        .map(body -> text(body, "value"))
        .orElseGet(
            () ->
                paragraphs(
                    text(item, "body_text")
                        + bodies.stream().findFirst().map(body -> text(body, "value")).orElse("")));
  }

  /** Plain text as HTML: an empty line ends a paragraph, else every line does. */
  static String paragraphs(String plain) {
    String text = plain.strip().replace("\r\n", "\n");
    return Stream.of(text.split(text.contains("\n\n") ? "\n\\s*\n" : "\n"))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(part -> "<p>" + Entities.escape(part).replace("\n", "<br>") + "</p>")
        .reduce("", String::concat);
  }

  private static List<String> authors(Map<String, Object> item) {
    String byline = text(item, "byline");
    List<String> named =
        Stream.of("bylines", "by", "person_by", "people")
            .flatMap(field -> objects(item, field).stream())
            .filter(person -> !person.containsKey("rel") || text(person, "rel").contains("author"))
            .map(person -> Texts.line(text(person, "name", "byline")))
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    return byline.isEmpty() ? named : names(byline);
  }

  /** The names in a line such as “By Ann Ashe and Bob Birch”. */
  static List<String> names(String byline) {
    String line = Texts.line(byline).replaceFirst("(?i)^(by|par|por)\\s+", "");
    return Stream.of(line.split("\\s*(?:,|;|\\s(?:and|et|y)\\s|&)\\s*"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private static String credit(Map<String, Object> item) {
    return Texts.line(text(item, "creditline", "copyrightholder", "copyrightnotice"));
  }

  private static List<Wire.Subject> subjects(Map<String, Object> item) {
    return Stream.of(
            "subject",
            "subjects",
            "object",
            "objects",
            "organisation",
            "organisations",
            "place",
            "places",
            "person",
            "people",
            "event",
            "events")
        .flatMap(field -> objects(item, field).stream())
        .filter(subject -> !text(subject, "rel").contains("author"))
        .map(
            subject ->
                new Wire.Subject(
                    text(subject, "code", "literal", "uri"), Texts.line(text(subject, "name"))))
        .distinct()
        .limit(50)
        .toList();
  }

  /** Version 1 names its associations, version 2 lists them. */
  private static List<Picture> pictures(Map<String, Object> item) {
    List<Map<String, Object>> all = new ArrayList<>(objects(item, "associations"));
    if (item.get("associations") instanceof Map<?, ?>) {
      Map<String, Object> named = all.removeFirst();
      named.keySet().forEach(name -> all.addAll(objects(named, name)));
    }
    return all.stream()
        .filter(each -> text(each, "type").equals("picture"))
        .flatMap(each -> picture(each).stream())
        .toList();
  }

  private static Optional<Picture> picture(Map<String, Object> item) {
    List<Map<String, Object>> renditions = new ArrayList<>(objects(item, "renditions"));
    if (item.get("renditions") instanceof Map<?, ?>) {
      Map<String, Object> named = renditions.removeFirst();
      named.keySet().forEach(name -> renditions.addAll(objects(named, name)));
    }
    return renditions.stream()
        .max(Comparator.comparingInt(each -> WireReader.number(text(each, "width"))))
        .flatMap(each -> WireXml.web(text(each, "href")).map(href -> named(item, each, href)));
  }

  private static Picture named(Map<String, Object> item, Map<String, Object> rendition, URI href) {
    int width = WireReader.number(text(rendition, "width"));
    return new Picture(
        href,
        width == 0 ? OptionalInt.empty() : OptionalInt.of(width),
        Texts.line(either(item, "description_text", "descriptions", "caption", "value")),
        Texts.line(text(item, "creditline", "byline", "copyrightholder")));
  }
}
