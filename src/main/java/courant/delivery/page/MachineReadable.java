package courant.delivery.page;

import courant.story.Author;
import courant.story.Picture;
import courant.story.Story;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Head elements for link cards (Open Graph) and for reference managers (Highwire's citation_*). */
final class MachineReadable {
  private static final DateTimeFormatter CITATION_DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd");

  /** What link cards show best, in pixels; search engines ask for 1,200 at least. */
  static final int CARD_WIDTH = 1_600;

  private MachineReadable() {}

  static List<Frame.Meta> ofReview(Frame frame) {
    List<Frame.Meta> meta = new ArrayList<>();
    add(meta, "og:type", "website");
    add(meta, "og:site_name", frame.masthead().title());
    add(meta, "og:title", frame.masthead().title());
    add(meta, "og:description", frame.masthead().tagline());
    add(meta, "og:url", frame.site() + "/");
    return meta;
  }

  static List<Frame.Meta> ofStory(Frame frame, Story story) {
    List<Frame.Meta> meta = new ArrayList<>();
    add(meta, "og:type", "article");
    add(meta, "og:site_name", frame.masthead().title());
    add(meta, "og:title", story.headline());
    add(meta, "og:description", story.standfirst());
    add(meta, "og:url", frame.site() + story.path());
    add(meta, "og:locale", story.language().replace('-', '_'));
    story.lead().ifPresent(lead -> addPicture(meta, frame.site(), lead));
    add(meta, "twitter:card", story.lead().isPresent() ? "summary_large_image" : "summary");
    add(meta, "article:published_time", story.published().toString());
    add(meta, "article:modified_time", story.updated().toString());
    story.section().ifPresent(section -> add(meta, "article:section", section.name()));
    story.topics().forEach(topic -> add(meta, "article:tag", topic.name()));
    // Search engines forget it by themselves then.
    story.ends().ifPresent(end -> add(meta, "robots", "unavailable_after: " + end));
    citation(meta, frame, story);
    return meta;
  }

  private static void addPicture(List<Frame.Meta> meta, URI site, Picture picture) {
    add(meta, "og:image", absolute(site, picture.near(CARD_WIDTH)));
    picture
        .photo()
        .ifPresent(
            photo -> {
              var cut = photo.near(CARD_WIDTH);
              add(meta, "og:image:type", photo.otherType());
              add(meta, "og:image:width", Integer.toString(cut.width()));
              add(meta, "og:image:height", Integer.toString(photo.height(cut)));
            });
    add(meta, "og:image:alt", picture.alt());
  }

  private static void citation(List<Frame.Meta> meta, Frame frame, Story story) {
    ZoneId zone = frame.masthead().zone();
    add(meta, "citation_title", story.headline());
    for (Author author : story.byline()) {
      add(meta, "citation_author", author.name());
    }
    add(meta, "citation_publication_date", CITATION_DATE.format(story.published().atZone(zone)));
    add(meta, "citation_journal_title", frame.masthead().title());
    frame.masthead().issnOnline().ifPresent(issn -> add(meta, "citation_issn", issn.value()));
    frame.masthead().issnPrint().ifPresent(issn -> add(meta, "citation_issn", issn.value()));
    add(meta, "citation_publisher", frame.masthead().publisher());
    add(meta, "citation_language", story.language());
    add(meta, "citation_public_url", frame.site() + story.path());
  }

  private static void add(List<Frame.Meta> meta, String name, String content) {
    if (!content.isEmpty()) {
      meta.add(new Frame.Meta(name, content));
    }
  }

  static String absolute(URI site, String address) {
    return address.startsWith("/") ? site + address : address;
  }
}
