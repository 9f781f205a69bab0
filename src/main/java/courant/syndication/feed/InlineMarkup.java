package courant.syndication.feed;

import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Writes markup that stands in a feed as elements, not as escaped text, in the HTML syntax:
 * prefixes dropped, empty elements closed, void ones left open.
 */
final class InlineMarkup implements NodeVisitor {
  private static final Set<String> VOID =
      Set.of(
          "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
          "track", "wbr");

  private final Element around;
  private final StringBuilder out = new StringBuilder();

  private InlineMarkup(Element around) {
    this.around = around;
  }

  /** What is inside an element. */
  static String inside(Element element) {
    InlineMarkup markup = new InlineMarkup(element);
    element.traverse(markup);
    return markup.out.toString();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      out.append(Entities.escape(Escapes.shown(text.getWholeText())));
    } else if (node instanceof Element element && element != around) {
      out.append('<').append(element.tag().localName());
      for (Attribute attribute : element.attributes()) {
        attribute(attribute);
      }
      out.append('>');
    }
  }

  private void attribute(Attribute attribute) {
    String name = attribute.getKey();
    if (!name.startsWith("xmlns") && !name.startsWith("xml:")) {
      out.append(' ').append(name).append("=\"");
      out.append(Entities.escape(attribute.getValue())).append('"');
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element
        && element != around
        && !VOID.contains(element.tag().localName())) {
      out.append("</").append(element.tag().localName()).append('>');
    }
  }
}
