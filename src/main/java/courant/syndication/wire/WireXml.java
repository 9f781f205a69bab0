package courant.syndication.wire;

import courant.syndication.feed.Scope;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Finds elements by their local names, whatever prefix a service gives them. */
final class WireXml {
  private WireXml() {}

  /** All descendants of a name, in document order. */
  static List<Element> all(Element root, String name) {
    return root.stream()
        .filter(element -> element != root && element.tag().localName().equals(name))
        .limit(WireReader.MAX_ITEMS)
        .toList();
  }

  static Optional<Element> first(Element root, String name) {
    return root.stream()
        .filter(element -> element != root && element.tag().localName().equals(name))
        .findFirst();
  }

  /** The text of the first descendant of a name on one line; empty if there is none. */
  static String text(Element root, String name) {
    return first(root, name).map(WireXml::line).orElse("");
  }

  /** An attribute of the first descendant of a name; empty if there is none. */
  static String attr(Element root, String name, String attribute) {
    return first(root, name).map(element -> element.attr(attribute)).orElse("");
  }

  /** The text of an element on one line. */
  static String line(Element element) {
    return element.wholeText().strip().replaceAll("\\s+", " ");
  }

  /** An address on the web; empty for all else. */
  static Optional<URI> web(String given) {
    return Scope.resolve(null, given)
        .filter(URI::isAbsolute)
        .filter(address -> address.getScheme().startsWith("http"));
  }
}
