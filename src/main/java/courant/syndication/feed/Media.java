package courant.syndication.feed;

import courant.syndication.feed.Entry.Enclosure;
import courant.syndication.feed.Entry.Picture;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jsoup.nodes.Element;

/** What is attached to an entry: enclosures (RSS, Atom, Media RSS) and pictures. */
final class Media {
  private static final String[] PICTURES = {
    "media:thumbnail", "itunes:image", "image:image", "image", "itunes:link"
  };

  private final Fields fields;
  private final Scope scope;
  private final Map<URI, Enclosure> enclosures = new LinkedHashMap<>();
  private final Map<URI, Picture> pictures = new LinkedHashMap<>();

  Media(Fields fields, Links links, Scope scope) {
    this.fields = fields;
    this.scope = scope;
    for (Element element : fields.all("enclosure")) {
      file(element, "url", element.attr("type"), element.attr("length"));
      file(element, "rdf:resource", element.attr("type"), element.attr("length"));
    }
    for (Links.Link link : links.of("enclosure")) {
      file(link.element(), "href", link.type(), link.element().attr("length"));
    }
    for (Element element : fields.all("media:content")) {
      content(element);
    }
    for (Element element : fields.all(PICTURES)) {
      picture(element);
    }
  }

  List<Enclosure> enclosures() {
    return List.copyOf(enclosures.values());
  }

  List<Picture> pictures() {
    return List.copyOf(pictures.values());
  }

  private void file(Element element, String attribute, String type, String length) {
    scope
        .address(element, element.attr(attribute))
        .ifPresent(url -> file(url, element, type.strip(), length));
  }

  private void file(URI url, Element element, String type, String length) {
    enclosures.putIfAbsent(url, new Enclosure(url, type, bytes(length)));
    if (type.startsWith("image/")) {
      pictures.putIfAbsent(url, described(url, element, fields.inside(element)));
    }
  }

  /** Pictures are pictures; sound and film are files. Both may hold a thumbnail. */
  private void content(Element element) {
    Fields inside = fields.inside(element);
    String type = element.attr("type").strip();
    boolean picture =
        element.attr("medium").equals("image")
            || type.startsWith("image/")
            || element.attr("medium").isEmpty() && type.isEmpty() && element.hasAttr("width");
    Optional<URI> url = scope.address(element, element.attr("url"));
    if (picture) {
      url.ifPresent(u -> pictures.putIfAbsent(u, described(u, element, inside)));
    } else {
      url.ifPresent(u -> file(u, element, type, element.attr("filesize")));
    }
    for (Element thumbnail : inside.all("media:thumbnail")) {
      picture(thumbnail);
    }
  }

  private void picture(Element element) {
    String address = element.attr("url").isBlank() ? element.attr("href") : element.attr("url");
    if (element.firstElementChild() != null) {
      Fields inside = fields.inside(element);
      String inner = address.isBlank() ? inside.text("url", "image:loc") : address;
      scope
          .address(element, inner)
          .ifPresent(url -> pictures.putIfAbsent(url, described(url, element, inside)));
    } else {
      scope
          .address(element, address.isBlank() ? Fields.text(element) : address)
          .ifPresent(url -> pictures.putIfAbsent(url, described(url, element, fields)));
    }
  }

  /** Words about a picture stand inside its element; Media RSS puts them beside it, too. */
  private Picture described(URI url, Element element, Fields around) {
    String caption =
        around == fields
            ? around.text("media:description")
            : around.text("media:description", "media:title", "image:caption", "title");
    String inner = around.text("media:credit");
    String credit = inner.isEmpty() ? fields.text("media:credit") : inner;
    return new Picture(url, width(element.attr("width")), Texts.line(caption), Texts.line(credit));
  }

  private static OptionalInt width(String text) {
    OptionalLong width = bytes(text.endsWith("px") ? text.substring(0, text.length() - 2) : text);
    return width.isPresent() && width.getAsLong() <= 100_000
        ? OptionalInt.of((int) width.getAsLong())
        : OptionalInt.empty();
  }

  private static OptionalLong bytes(String text) {
    String digits = text.strip();
    return !digits.isEmpty()
            && digits.length() < 16
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
