package courant.transfer.ghost;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.nodes.Entities;

/** The body of a Ghost post as HTML: as Ghost rendered it, else from its editor's own format. */
final class GhostText {
  private static final int BOLD = 1;
  private static final int ITALIC = 2;
  private static final int STRIKE = 4;
  private static final int CODE = 16;
  private static final int DEEPEST = 50;

  private GhostText() {}

  static String html(JsonObject post, List<String> notes) {
    String rendered = GhostTables.string(post, "html");
    if (!rendered.isBlank()) {
      return rendered;
    }
    String lexical = GhostTables.string(post, "lexical");
    try {
      if (!lexical.isBlank()) {
        return lexical(new JsonObject(lexical), notes);
      }
      String mobiledoc = GhostTables.string(post, "mobiledoc");
      if (!mobiledoc.isBlank()) {
        return Mobiledoc.html(new JsonObject(mobiledoc), notes);
      }
    } catch (DecodeException | ClassCastException _) {
      notes.add("its text is in a form that cannot be read");
      return "";
    }
    String plain = GhostTables.string(post, "plaintext");
    return plain.isBlank()
        ? ""
        : "<p>" + Entities.escape(plain).replaceAll("\\n\\s*\\n", "</p><p>") + "</p>";
  }

  private static String lexical(JsonObject document, List<String> notes) {
    StringBuilder html = new StringBuilder();
    Set<String> dropped = new TreeSet<>();
    children(html, document.getJsonObject("root", new JsonObject()), dropped, 0);
    dropped.forEach(card -> notes.add("card " + card + " dropped"));
    return html.toString();
  }

  private static void children(
      StringBuilder html, JsonObject node, Set<String> dropped, int depth) {
    if (depth < DEEPEST) {
      for (Object child : node.getJsonArray("children", new JsonArray())) {
        node(html, (JsonObject) child, dropped, depth + 1);
      }
    }
  }

  private static void node(StringBuilder html, JsonObject node, Set<String> dropped, int depth) {
    String type = GhostTables.string(node, "type");
    switch (type) {
      case "text", "extended-text" -> text(html, node);
      case "linebreak" -> html.append("<br>");
      case "paragraph" -> wrap(html, "p", node, dropped, depth);
      case "heading", "extended-heading" -> wrap(html, heading(node), node, dropped, depth);
      case "quote", "extended-quote", "aside" -> wrap(html, "blockquote", node, dropped, depth);
      case "list" ->
          wrap(
              html,
              GhostTables.string(node, "listType").equals("number") ? "ol" : "ul",
              node,
              dropped,
              depth);
      case "listitem" -> wrap(html, "li", node, dropped, depth);
      case "link", "autolink" -> {
        html.append("<a href=\"")
            .append(Entities.escape(GhostTables.string(node, "url")))
            .append("\">");
        children(html, node, dropped, depth);
        html.append("</a>");
      }
      case "horizontalrule" -> html.append("<hr>");
      case "image" -> figure(html, node);
      case "html" -> html.append(GhostTables.string(node, "html"));
      case "codeblock" ->
          html.append("<pre><code>")
              .append(Entities.escape(GhostTables.string(node, "code")))
              .append("</code></pre>");
      case "bookmark", "embed" -> {
        String address = Entities.escape(GhostTables.string(node, "url"));
        html.append("<p><a href=\"")
            .append(address)
            .append("\">")
            .append(address)
            .append("</a></p>");
      }
      default -> {
        dropped.add(type);
        children(html, node, dropped, depth);
      }
    }
  }

  private static String heading(JsonObject node) {
    String tag = GhostTables.string(node, "tag");
    return tag.matches("h[1-6]") ? tag : "h2";
  }

  private static void wrap(
      StringBuilder html, String element, JsonObject node, Set<String> dropped, int depth) {
    html.append('<').append(element).append('>');
    children(html, node, dropped, depth);
    html.append("</").append(element).append('>');
  }

  private static void text(StringBuilder html, JsonObject node) {
    int format = node.getValue("format") instanceof Number number ? number.intValue() : 0;
    String text = Entities.escape(GhostTables.string(node, "text"));
    text = (format & CODE) == 0 ? text : "<code>" + text + "</code>";
    text = (format & STRIKE) == 0 ? text : "<s>" + text + "</s>";
    text = (format & ITALIC) == 0 ? text : "<em>" + text + "</em>";
    html.append((format & BOLD) == 0 ? text : "<strong>" + text + "</strong>");
  }

  static void figure(StringBuilder html, JsonObject node) {
    html.append("<figure><img src=\"")
        .append(Entities.escape(GhostTables.string(node, "src")))
        .append("\" alt=\"")
        .append(Entities.escape(GhostTables.string(node, "alt")))
        .append("\">");
    String caption = GhostTables.string(node, "caption");
    html.append(caption.isEmpty() ? "" : "<figcaption>" + caption + "</figcaption>")
        .append("</figure>");
  }
}
