package courant.syndication.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** The child elements of a channel, an entry or the like, by the names of {@link Vocabulary}. */
final class Fields {
  private final Element parent;
  private final Vocabulary vocabulary;

  /** Children and, beside them, their names: a look along a dozen is faster than any map. */
  private final List<Element> children = new ArrayList<>();

  private final List<String> names = new ArrayList<>();

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
        children.add(element);
        names.add(name);
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
  List<Element> all(String... wanted) {
    List<Element> all = List.of();
    for (String name : wanted) {
      for (int i = next(name, 0); i >= 0; i = next(name, i + 1)) {
        all = all.isEmpty() ? new ArrayList<>(2) : all;
        all.add(children.get(i));
      }
    }
    return all;
  }

  /** The first child that has text, by the order of the names. */
  Optional<Element> first(String... wanted) {
    for (String name : wanted) {
      for (int i = next(name, 0); i >= 0; i = next(name, i + 1)) {
        if (!isBlank(children.get(i))) {
          return Optional.of(children.get(i));
        }
      }
    }
    return Optional.empty();
  }

  /** Names here and in the code are interned. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"})
  private int next(String name, int from) {
    for (int i = from; i < names.size(); i++) {
      if (names.get(i) == name) {
        return i;
      }
    }
    return -1;
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
    return Escapes.shown(
        element.childNodeSize() == 1 && element.childNode(0) instanceof TextNode only
            ? only.getWholeText()
            : element.wholeText());
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
