package courant.syndication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** The child elements of a channel, an entry or the like, by the names of {@link Vocabulary}. */
final class Fields {
  private final Element parent;
  private final Vocabulary vocabulary;
  private final Map<String, List<Element>> byName = new HashMap<>();

  private Fields(Element parent, Vocabulary vocabulary) {
    this.parent = parent;
    this.vocabulary = vocabulary;
  }

  static Fields of(Element parent, Vocabulary vocabulary) {
    Fields fields = new Fields(parent, vocabulary);
    fields.take(parent);
    return fields;
  }

  private void take(Element container) {
    for (int i = 0; i < container.childNodeSize(); i++) {
      if (container.childNode(i) instanceof Element element) {
        String name = vocabulary.name(element);
        byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(element);
        if (name.equals("media:group")) {
          take(element);
        }
      }
    }
  }

  /** The element these are the children of. */
  Element parent() {
    return parent;
  }

  /** The fields of a child. */
  Fields inside(Element child) {
    return of(child, vocabulary);
  }

  /** Every child of one of these names, in the order of the names. */
  List<Element> all(String... names) {
    List<Element> all = List.of();
    for (String name : names) {
      List<Element> some = byName.get(name);
      if (some != null) {
        all = all.isEmpty() ? some : Stream.concat(all.stream(), some.stream()).toList();
      }
    }
    return all;
  }

  /** The first child that has text, by the order of the names. */
  Optional<Element> first(String... names) {
    for (String name : names) {
      List<Element> elements = byName.get(name);
      if (elements != null) {
        for (Element element : elements) {
          if (!isBlank(element)) {
            return Optional.of(element);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The text of {@link #first}, stripped; empty if there is none. */
  String text(String... names) {
    return first(names).map(Fields::text).orElse("");
  }

  /** The text of an element, stripped. */
  static String text(Element element) {
    return raw(element).strip();
  }

  /** The text of an element with all its white space. */
  static String raw(Element element) {
    return element.childNodeSize() == 1 && element.childNode(0) instanceof TextNode only
        ? only.getWholeText()
        : element.wholeText();
  }

  private static boolean isBlank(Element element) {
    for (int i = 0; i < element.childNodeSize(); i++) {
      if (!(element.childNode(i) instanceof TextNode text) || !text.isBlank()) {
        return false;
      }
    }
    return true;
  }
}
