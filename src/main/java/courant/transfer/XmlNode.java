package courant.transfer;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * A piece of XML as a small tree. Prefixes are kept only where they tell two elements apart ({@code
 * content:encoded} and {@code excerpt:encoded}): exports of all years disagree about their
 * namespaces.
 */
record XmlNode(
    String name, Map<String, String> attributes, StringBuilder text, List<XmlNode> children) {
  private static final XMLInputFactory FACTORY = factory();
  private static final int DEEPEST = 64;

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  private XmlNode(String name) {
    this(name, new HashMap<>(), new StringBuilder(), new ArrayList<>());
  }

  /** Reads a piece strictly and, where that fails, as leniently as a browser would. */
  static XmlNode parse(String xml) {
    String carriable = withoutControls(xml);
    try {
      return strictly(carriable);
    } catch (XMLStreamException _) {
      return leniently(carriable);
    }
  }

  private static XmlNode strictly(String xml) throws XMLStreamException {
    XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
    XmlNode root = new XmlNode("");
    List<XmlNode> open = new ArrayList<>(List.of(root));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          XmlNode node = new XmlNode(name(reader.getLocalName()));
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            node.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          open.getLast().children.add(node);
          open.add(node);
          if (open.size() > DEEPEST) {
            throw new XMLStreamException("nested too deeply");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            open.getLast()
                .text
                .append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        default -> {}
      }
    }
    return root;
  }

  private static XmlNode leniently(String xml) {
    XmlNode root = new XmlNode("");
    copy(Jsoup.parse(xml, "", Parser.xmlParser()), root, 0);
    return root;
  }

  private static void copy(Element from, XmlNode to, int depth) {
    for (org.jsoup.nodes.Node child : from.childNodes()) {
      if (child instanceof TextNode text) {
        to.text.append(text.getWholeText());
      } else if (child instanceof Element element && depth < DEEPEST) {
        XmlNode node = new XmlNode(name(element.tagName()));
        element
            .attributes()
            .forEach(attribute -> node.attributes.put(attribute.getKey(), attribute.getValue()));
        to.children.add(node);
        copy(element, node, depth + 1);
      }
    }
  }

  private static String name(String qualified) {
    return qualified.endsWith(":encoded")
        ? qualified
        : qualified.substring(qualified.indexOf(':') + 1);
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

  private static boolean unfit(char c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == '\uFFFE' || c == '\uFFFF';
  }

  /** The text of the first child of this name, without space around it; empty if there is none. */
  String text(String child) {
    return first(child).map(node -> node.text.toString().strip()).orElse("");
  }

  Optional<XmlNode> first(String child) {
    return all(child).findFirst();
  }

  Stream<XmlNode> all(String child) {
    return children.stream().filter(node -> node.name.equals(child));
  }

  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }
}
