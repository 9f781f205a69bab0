package courant.platform.html;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** A sanitised fragment as its paragraphs, headings, figures and so on, one after the other. */
public final class Blocks {
  private Blocks() {}

  /** The outermost elements, and what loose text stands between them, as markup. */
  public static List<String> of(String html) {
    Document page = Document.createShell("");
    page.outputSettings().prettyPrint(false);
    page.body().appendChildren(Policy.parse(Policy.bounded(html)).childNodesCopy());
    return page.body().childNodes().stream()
        .filter(node -> !(node instanceof TextNode text && text.isBlank()))
        .map(Node::outerHtml)
        .map(String::strip)
        .toList();
  }

  /** The fragment that blocks make. */
  public static String join(List<String> blocks) {
    return String.join("\n", blocks);
  }
}
