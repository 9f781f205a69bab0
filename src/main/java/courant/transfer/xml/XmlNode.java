package courant.transfer.xml;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** A piece of an export as a small tree, its elements named by {@link Vocabulary}. */
public record XmlNode(
    String name, Map<String, String> attributes, StringBuilder text, List<XmlNode> children) {
  private static final XMLInputFactory FACTORY = factory();
  private static final int DEEPEST = 64;

  /** Elements that hold text, also where markup stands in it that should have been escaped. */
  private static final Set<String> TEXTS =
      Set.of("content:encoded", "excerpt:encoded", "title", "comment_content", "description");

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  private XmlNode(String name) {
    this(name, HashMap.newHashMap(2), new StringBuilder(), new ArrayList<>());
  }

  /** Reads a piece strictly and, where that fails, mended and leniently. */
  public static XmlNode parse(String xml, Vocabulary vocabulary) {
    String carriable = withoutControls(xml);
    try {
      return strictly(carriable, vocabulary);
    } catch (XMLStreamException _) {
      return leniently(MendedData.in(carriable), vocabulary);
    }
  }

  private static XmlNode strictly(String xml, Vocabulary vocabulary) throws XMLStreamException {
    XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
    XmlNode root = new XmlNode("");
    List<XmlNode> open = new ArrayList<>(List.of(root));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > DEEPEST || TEXTS.contains(open.getLast().name)) {
            throw new XMLStreamException("markup where text should be");
          }
          XmlNode node = started(reader, vocabulary);
          open.getLast().children.add(node);
          open.add(node);
        }
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            open.getLast().append(reader);
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XMLStreamException("an entity that XML does not know");
        default -> {}
      }
    }
    return root;
  }

  /**
   * Reads the element a reader stands at, and leaves it at its end.
   *
   * @throws XMLStreamException if it is not well-formed or deeper than any export
   */
  public static XmlNode element(XMLStreamReader reader, Vocabulary vocabulary)
      throws XMLStreamException {
    XmlNode root = started(reader, vocabulary);
    List<XmlNode> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > DEEPEST) {
            throw new XMLStreamException("elements nested too deep");
          }
          XmlNode node = started(reader, vocabulary);
          open.getLast().children.add(node);
          open.add(node);
        }
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            open.getLast().append(reader);
        default -> {}
      }
    }
    return root;
  }

  private static XmlNode started(XMLStreamReader reader, Vocabulary vocabulary) {
    XmlNode node = new XmlNode(vocabulary.name(reader.getLocalName()));
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      node.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return node;
  }

  private void append(XMLStreamReader reader) {
    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  /** Reads a document as it comes, for {@link #element}; knows no document type and no entities. */
  public static XMLStreamReader reading(Reader document) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(document);
  }

  private static XmlNode leniently(String xml, Vocabulary vocabulary) {
    XmlNode root = new XmlNode("");
    Parser parser = Parser.xmlParser().setMaxDepth(2 * DEEPEST);
    copy(Jsoup.parse(xml, "", parser), root, vocabulary, 0);
    return root;
  }

  private static void copy(Element from, XmlNode to, Vocabulary vocabulary, int depth) {
    if (TEXTS.contains(to.name) && !from.children().isEmpty()) {
      to.text.append(from.html());
      return;
    }
    for (Node child : from.childNodes()) {
      if (child instanceof TextNode text) {
        to.text.append(text.getWholeText());
      } else if (child instanceof Element element && depth < DEEPEST) {
        XmlNode node = new XmlNode(vocabulary.name(element.tagName()));
        element
            .attributes()
            .forEach(attribute -> node.attributes.put(attribute.getKey(), attribute.getValue()));
        to.children.add(node);
        copy(element, node, vocabulary, depth + 1);
      }
    }
  }

  private static String withoutControls(String xml) {
    for (int i = 0; i < xml.length(); i++) {
      if (unfit(xml.charAt(i))) {
        StringBuilder kept = new StringBuilder(xml.length());
        xml.chars().filter(c -> !unfit((char) c)).forEach(c -> kept.append((char) c));
        return kept.toString();
      }
    }
    return xml;
  }

  /** Whether XML cannot carry a character. */
  static boolean unfit(char c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == '\uFFFE' || c == '\uFFFF';
  }

  /** The text of the first child of this name, without space around it; empty if there is none. */
  public String text(String child) {
    return first(child).map(node -> node.text.toString().strip()).orElse("");
  }

  /** The first child of this name. */
  public Optional<XmlNode> first(String child) {
    for (XmlNode node : children) {
      if (node.name.equals(child)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** All children of this name, in order. */
  public Stream<XmlNode> all(String child) {
    return children.stream().filter(node -> node.name.equals(child));
  }

  /** The value of an attribute; empty if it has none of this name. */
  public String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }
}
