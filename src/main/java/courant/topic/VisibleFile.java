package courant.topic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Reads the {@link VisibleText} of plain text, Markdown and HTML. */
enum VisibleFile {
  PLAIN {
    @Override
    VisibleText read(String source) {
      return VisibleText.plain(source);
    }
  },
  MARKDOWN {
    @Override
    VisibleText read(String source) {
      VisibleText visible = new VisibleText();
      Parser.builder()
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .build()
          .parse(withoutFrontMatter(source))
          .accept(new MarkdownReader(source, visible));
      return visible;
    }
  },
  HTML {
    @Override
    VisibleText read(String source) {
      VisibleText visible = new VisibleText();
      Jsoup.parse(source, "", org.jsoup.parser.Parser.htmlParser().setTrackPosition(true))
          .traverse(new HtmlReader(source, visible));
      return visible;
    }
  };

  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A\uFEFF?---[ \\t]*\\R(?s:.*?\\R)?(---|\\.\\.\\.)[ \\t]*(\\R|\\z)");
  private static final Pattern LINK = Pattern.compile("\\]\\(\\S+?( \"[^\"\\n]*\")?\\)");
  private static final Pattern TAG =
      Pattern.compile("(?i)<(!doctype|html|body|head|p|div|article|section|h[1-6]|br|table)\\b");

  abstract VisibleText read(String source);

  /** By the file's name, or, where that says nothing, by what stands in it. */
  static VisibleFile of(String name, String source) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.matches(".*\\.(md|markdown|mdown|mkd)")) {
      return MARKDOWN;
    }
    if (lower.matches(".*\\.(html?|xhtml)")) {
      return HTML;
    }
    if (TAG.matcher(source).find()) {
      return HTML;
    }
    boolean marked = FRONT_MATTER.matcher(source).find() || LINK.matcher(source).find();
    return marked ? MARKDOWN : PLAIN;
  }

  /** Blanked, so that what follows keeps its place. */
  private static String withoutFrontMatter(String source) {
    Matcher front = FRONT_MATTER.matcher(source);
    return front.find()
        ? front.group().replaceAll("[^\\r\\n]", " ") + source.substring(front.end())
        : source;
  }

  private static final class MarkdownReader extends AbstractVisitor {
    private final String source;
    private final VisibleText visible;

    MarkdownReader(String source, VisibleText visible) {
      this.source = source;
      this.visible = visible;
    }

    @Override
    public void visit(Text text) {
      add(text, text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      add(code, code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      space(lineBreak);
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
      visible.endParagraph();
    }

    private void space(Node node) {
      Node next = node.getNext();
      int at = next == null || next.getSourceSpans().isEmpty() ? 0 : start(next) - 1;
      if (at > 0) {
        visible.add(" ", source, at, at + 1);
      }
    }

    private static int start(Node node) {
      return node.getSourceSpans().getFirst().getInputIndex();
    }

    private void add(Node node, String literal) {
      if (!node.getSourceSpans().isEmpty()) {
        SourceSpan last = node.getSourceSpans().getLast();
        visible.add(literal, source, start(node), last.getInputIndex() + last.getLength());
      }
    }

    @Override
    protected void visitChildren(Node parent) {
      super.visitChildren(parent);
      if (parent instanceof Block && !(parent instanceof Document)) {
        visible.endParagraph();
      }
    }
  }

  private record HtmlReader(String source, VisibleText visible) implements NodeVisitor {
    @Override
    public void head(org.jsoup.nodes.Node node, int depth) {
      if (node instanceof TextNode words && words.sourceRange().isTracked()) {
        visible.add(
            words.getWholeText(),
            source,
            words.sourceRange().startPos(),
            words.sourceRange().endPos());
      } else if (node instanceof Element element && isEdge(element)) {
        visible.endParagraph();
      }
    }

    @Override
    public void tail(org.jsoup.nodes.Node node, int depth) {
      if (node instanceof Element element && isEdge(element)) {
        visible.endParagraph();
      }
    }

    private static boolean isEdge(Element element) {
      return element.isBlock() || element.normalName().matches("br|td|th|tr|li|title|option");
    }
  }
}
