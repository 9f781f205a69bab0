package courant.transfer.wordpress;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * What line breaks mean in posts of WordPress' classic editor: an empty line parts paragraphs, a
 * single one breaks a line, an address alone on a line is a link.
 */
public final class ClassicText {
  private static final int DEEPEST = 100;
  private static final Pattern EMPTY_LINE = Pattern.compile("\\n[ \\t\\u00a0]*+\\n\\s*+");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "audio",
          "blockquote",
          "center",
          "dd",
          "details",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hr",
          "iframe",
          "legend",
          "li",
          "main",
          "nav",
          "noscript",
          "object",
          "ol",
          "p",
          "pre",
          "script",
          "section",
          "style",
          "summary",
          "table",
          "ul",
          "video");

  /** Blocks whose loose text becomes paragraphs; in others it does where an empty line parts it. */
  private static final Set<String> FLOWS =
      Set.of(
          "article", "aside", "blockquote", "body", "center", "details", "div", "main", "section");

  private static final Set<String> PARTED = Set.of("dd", "li", "td");
  private static final Set<String> LITERAL = Set.of("pre", "script", "style", "textarea");

  private ClassicText() {}

  /** Puts the elements in that the line breaks stand for. */
  public static String html(String content) {
    String text = content.replace("\r\n", "\n").replace('\r', '\n');
    Document document = Document.createShell("");
    document.outputSettings().prettyPrint(false);
    Element body = document.body();
    body.appendChildren(
        Parser.htmlParser().setMaxDepth(DEEPEST).parseFragmentInput(text, body, ""));
    fill(body);
    return body.html();
  }

  private static void fill(Element element) {
    String name = element.normalName();
    if (LITERAL.contains(name)) {
      return;
    }
    boolean paragraphs =
        FLOWS.contains(name)
            || PARTED.contains(name) && EMPTY_LINE.matcher(element.wholeOwnText()).find();
    if (paragraphs) {
      part(element);
    } else if (name.equals("p")
        || !BLOCKS.contains(name) && !HOLDERS.contains(name)
        || PARTED.contains(name)) {
      breakLines(element);
    }
    for (Element child : element.children()) {
      if (BLOCKS.contains(child.normalName()) || HOLDERS.contains(child.normalName())) {
        fill(child);
      }
    }
  }

  private static final Set<String> HOLDERS = Set.of("tbody", "td", "tfoot", "th", "thead", "tr");

  /** Groups loose text and the elements in it to paragraphs. */
  private static void part(Element element) {
    List<Node> nodes = new ArrayList<>(element.childNodes());
    element.empty();
    List<Node> line = new ArrayList<>();
    for (Node node : nodes) {
      if (node instanceof Element child && BLOCKS.contains(child.normalName())) {
        paragraph(element, line);
        element.appendChild(child);
      } else if (node instanceof TextNode text) {
        String[] pieces = EMPTY_LINE.split(text.getWholeText(), -1);
        for (int i = 0; i < pieces.length; i++) {
          if (i > 0) {
            paragraph(element, line);
          }
          line.add(new TextNode(pieces[i]));
        }
      } else {
        line.add(node);
      }
    }
    paragraph(element, line);
  }

  private static void paragraph(Element parent, List<Node> line) {
    Element paragraph = new Element("p").appendChildren(line);
    line.clear();
    String text = paragraph.wholeText().strip();
    if (text.isEmpty() && paragraph.children().isEmpty()) {
      return;
    }
    if (paragraph.children().isEmpty() && ADDRESS.matcher(text).matches()) {
      paragraph.empty().appendElement("a").attr("href", text).text(text);
    } else {
      trim(paragraph);
      breakLines(paragraph);
    }
    parent.appendChild(paragraph).appendText("\n");
  }

  /** No line breaks at the ends of a paragraph. */
  private static void trim(Element paragraph) {
    if (paragraph.firstChild() instanceof TextNode first) {
      first.text(first.getWholeText().stripLeading());
    }
    if (paragraph.lastChild() instanceof TextNode last) {
      last.text(last.getWholeText().stripTrailing());
    }
  }

  private static void breakLines(Element element) {
    for (Node node : new ArrayList<>(element.childNodes())) {
      if (node instanceof TextNode text && text.getWholeText().indexOf('\n') >= 0) {
        breakLines(text);
      } else if (node instanceof Element child
          && !BLOCKS.contains(child.normalName())
          && !LITERAL.contains(child.normalName())) {
        breakLines(child);
      }
    }
  }

  private static void breakLines(TextNode text) {
    boolean broken = text.previousSibling() instanceof Element before && before.nameIs("br");
    boolean atEnd = text.nextSibling() instanceof Element after && after.nameIs("br");
    String[] lines = text.getWholeText().split("\\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean between = i > 0 && !(i == 1 && broken && lines[0].isBlank());
      if (between && !(i == lines.length - 1 && atEnd && lines[i].isBlank())) {
        text.before(new Element("br"));
      }
      text.before(new TextNode(i == 0 ? lines[i] : lines[i].stripLeading()));
    }
    text.remove();
  }
}
