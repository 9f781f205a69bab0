package courant.delivery;

import courant.masthead.Masthead;
import courant.story.Story;
import java.net.URI;

/** A story's text as feeds and apps carry it away from our pages, with picture and credit. */
public record FullText(Masthead masthead, URI site) {
  /** Whether this story may be carried whole: by our setting and its source's terms. */
  public boolean whole(Story story) {
    return masthead.fullTextFeeds()
        && story.origin().map(origin -> origin.source().terms().fullText()).orElse(true);
  }

  /** The body with its addresses made absolute, since it is read elsewhere. */
  public String of(Story story) {
    String body =
        story
            .body()
            .replace(" href=\"/", " href=\"" + site + "/")
            .replace(" src=\"/", " src=\"" + site + "/");
    return picture(story) + body + credit(story);
  }

  private String picture(Story story) {
    return story
        .lead()
        .map(
            lead ->
                "<figure><img src=\"%s\" alt=\"%s\"%s></figure>"
                    .formatted(
                        escape(absolute(lead.src())),
                        escape(lead.alt()),
                        lead.width() > 0
                            ? " width=\"%d\" height=\"%d\"".formatted(lead.width(), lead.height())
                            : ""))
        .orElse("");
  }

  private static String credit(Story story) {
    return story
        .origin()
        .map(
            origin -> {
              String line = origin.source().terms().credit();
              String said = escape(line.isEmpty() ? origin.source().name() : line);
              return origin.address().isEmpty()
                  ? "<p>" + said + "</p>"
                  : "<p><a href=\"" + escape(origin.address()) + "\">" + said + "</a></p>";
            })
        .orElse("");
  }

  public String absolute(String address) {
    return address.startsWith("/") ? site + address : address;
  }

  /** The standfirst as HTML, where the whole may not be carried. */
  public String standfirst(Story story) {
    return "<p>" + escape(story.standfirst()) + "</p>" + credit(story);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
