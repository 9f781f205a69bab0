package courant.reply;

import courant.platform.html.Policy;
import java.util.List;
import java.util.Set;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The Markdown a reply may use: emphasis, links, lists, quotes, code; markup is shown as typed. */
final class Markdown {
  private static final Parser PARSER =
      Parser.builder()
          .enabledBlockTypes(
              Set.of(
                  BlockQuote.class,
                  FencedCodeBlock.class,
                  IndentedCodeBlock.class,
                  ListBlock.class))
          .maxOpenBlockParsers(20)
          .build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .softbreak("<br>\n")
          .extensions(List.of())
          .build();

  private Markdown() {}

  static String html(String source) {
    return Policy.REPLY.sanitise(RENDERER.render(PARSER.parse(source)));
  }
}
