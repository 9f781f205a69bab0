package courant.transfer.ghost;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jsoup.nodes.Entities;

/** Renders Mobiledoc 0.3, the format of Ghost's editor before version 5. */
final class Mobiledoc {
  private static final int MARKUP_SECTION = 1;
  private static final int IMAGE_SECTION = 2;
  private static final int LIST_SECTION = 3;
  private static final int CARD_SECTION = 10;

  private final JsonObject document;
  private final List<String> notes;
  private final StringBuilder html = new StringBuilder();

  private Mobiledoc(JsonObject document, List<String> notes) {
    this.document = document;
    this.notes = notes;
  }

  static String html(JsonObject document, List<String> notes) {
    Mobiledoc mobiledoc = new Mobiledoc(document, notes);
    document
        .getJsonArray("sections", new JsonArray())
        .forEach(section -> mobiledoc.section((JsonArray) section));
    return mobiledoc.html.toString();
  }

  private void section(JsonArray section) {
    switch (section.getInteger(0)) {
      case MARKUP_SECTION -> markers(element(section.getString(1)), section.getJsonArray(2));
      case IMAGE_SECTION ->
          html.append("<figure><img src=\"")
              .append(Entities.escape(section.getString(1)))
              .append("\"></figure>");
      case LIST_SECTION -> {
        String list = section.getString(1).equals("ol") ? "ol" : "ul";
        html.append('<').append(list).append('>');
        section.getJsonArray(2).forEach(item -> markers("li", (JsonArray) item));
        html.append("</").append(list).append('>');
      }
      case CARD_SECTION -> card(document.getJsonArray("cards").getJsonArray(section.getInteger(1)));
      default -> notes.add("a section of kind " + section.getInteger(0) + " dropped");
    }
  }

  private static String element(String tag) {
    return tag.matches("p|h[1-6]|blockquote|aside") ? tag.replace("aside", "blockquote") : "p";
  }

  /** A marker: [kind, indexes of markups that open, how many close after it, text or atom]. */
  private void markers(String element, JsonArray markers) {
    Deque<String> open = new ArrayDeque<>();
    html.append('<').append(element).append('>');
    for (Object each : markers) {
      JsonArray marker = (JsonArray) each;
      for (Object markup : marker.getJsonArray(1)) {
        open.push(open(document.getJsonArray("markups").getJsonArray((Integer) markup)));
      }
      if (marker.getInteger(0) == 0) {
        html.append(Entities.escape(marker.getString(3)));
      } else {
        html.append("<br>");
      }
      for (int i = 0; i < marker.getInteger(2) && !open.isEmpty(); i++) {
        html.append("</").append(open.pop()).append('>');
      }
    }
    open.forEach(tag -> html.append("</").append(tag).append('>'));
    html.append("</").append(element).append('>');
  }

  private String open(JsonArray markup) {
    String tag =
        markup.getString(0).matches("a|b|strong|i|em|u|s|code|sub|sup")
            ? markup.getString(0)
            : "span";
    html.append('<').append(tag);
    if (tag.equals("a") && markup.size() > 1) {
      JsonArray attributes = markup.getJsonArray(1);
      int at = attributes.getList().indexOf("href");
      html.append(" href=\"")
          .append(at < 0 ? "" : Entities.escape(attributes.getString(at + 1)))
          .append('"');
    }
    html.append('>');
    return tag;
  }

  private void card(JsonArray card) {
    JsonObject payload = card.getJsonObject(1);
    switch (card.getString(0)) {
      case "image" -> GhostText.figure(html, payload);
      case "html" -> html.append(GhostTables.string(payload, "html"));
      case "markdown", "card-markdown" ->
          html.append("<p>")
              .append(
                  Entities.escape(GhostTables.string(payload, "markdown"))
                      .replaceAll("\\n\\s*\\n", "</p><p>"))
              .append("</p>");
      case "hr" -> html.append("<hr>");
      case "code" ->
          html.append("<pre><code>")
              .append(Entities.escape(GhostTables.string(payload, "code")))
              .append("</code></pre>");
      case "embed", "bookmark" -> {
        String address = Entities.escape(GhostTables.string(payload, "url"));
        html.append("<p><a href=\"")
            .append(address)
            .append("\">")
            .append(address)
            .append("</a></p>");
      }
      default -> notes.add("card " + card.getString(0) + " dropped");
    }
  }
}
