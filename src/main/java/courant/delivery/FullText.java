package courant.delivery;

import courant.masthead.Masthead;
import courant.platform.html.HtmlText;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.source.Terms;
import courant.story.Correction;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.Version;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A story's text as feeds and apps carry it away from our pages, with picture, credit, and what was
 * corrected of it.
 *
 * @param corrections of the stories that have any, newest first
 */
public record FullText(Masthead masthead, URI site, Map<StoryId, List<Correction>> corrections) {
  /** For where corrections are told in another way. */
  public FullText(Masthead masthead, URI site) {
    this(masthead, site, Map.of());
  }

  /** Whether this story may be carried whole: by our setting and its source's terms. */
  public boolean whole(Story story) {
    return masthead.fullTextFeeds() && story.whole();
  }

  /** The body with its addresses made absolute, since it is read elsewhere. */
  public String of(Story story) {
    String body =
        story
            .told()
            .replace(" href=\"/", " href=\"" + site + "/")
            .replace(" src=\"/", " src=\"" + site + "/");
    return corrected(story) + picture(story) + body + credit(story);
  }

  /**
   * As much of a story as may be carried, and who else has it: for where there is one text.
   *
   * @param versions the others
   */
  public String carried(Story story, List<Version> versions) {
    return (whole(story) ? of(story) : standfirst(story)) + also(versions);
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
              String said = escape(origin.credit());
              String territory = origin.source().terms().territory();
              return (origin.address().isEmpty()
                      ? "<p>" + said
                      : "<p><a href=\"" + escape(origin.address()) + "\">" + said + "</a>")
                  + (territory.isEmpty() ? "" : " · " + escape(territory))
                  + "</p>";
            })
        .orElse("");
  }

  /** Who else has the story, as a line of HTML; empty if nobody has. */
  public String also(List<Version> versions) {
    return versions.isEmpty()
        ? ""
        : "<p>"
            + escape(Texts.in(masthead.language()).say("story.also"))
            + " "
            + versions.stream()
                .map(
                    version ->
                        "<a href=\"%s\">%s</a>"
                            .formatted(
                                escape(site + Addresses.encode(version.path())),
                                escape(house(version))))
                .collect(Collectors.joining(", "))
            + "</p>";
  }

  /** Whose version it is. */
  public String house(Version version) {
    return version.source().map(Version.Named::name).orElse(masthead.title());
  }

  public String absolute(String address) {
    return address.startsWith("/") ? site + address : address;
  }

  /** What the story says in short as HTML, where the whole may not be carried. */
  public String standfirst(Story story) {
    return corrected(story) + "<p>" + escape(inShort(story)) + "</p>" + credit(story);
  }

  /** The standfirst; where there is none and no whole text either, the first words. */
  private String inShort(Story story) {
    return story.standfirst().isEmpty() && !whole(story)
        ? HtmlText.excerpt(story.told(), Terms.EXCERPT)
        : story.standfirst();
  }

  /** What the story says in short, with the credit line that must stand with all of its text. */
  private String credited(Story story) {
    String text = inShort(story);
    return story
        .origin()
        .map(origin -> origin.source().terms().credit())
        .filter(line -> !line.isEmpty() && !text.isEmpty())
        .map(line -> text + "\n\n" + line)
        .orElse(text);
  }

  private String corrected(Story story) {
    return corrections.getOrDefault(story.id(), List.of()).stream()
        .map(one -> "<p><strong>" + escape(label(one)) + "</strong> " + escape(one.note()) + "</p>")
        .collect(Collectors.joining());
  }

  private String label(Correction correction) {
    Texts texts = Texts.in(masthead.language());
    return texts.say("story.correction.on", texts.day(correction.at(), masthead.zone()));
  }

  /** What the story says in short, as plain text; of one that was corrected, first how. */
  public String summary(Story story) {
    return corrections.getOrDefault(story.id(), List.of()).stream()
        .findFirst()
        .map(newest -> (label(newest) + " " + newest.note() + "\n\n" + credited(story)).strip())
        .orElseGet(() -> credited(story));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
