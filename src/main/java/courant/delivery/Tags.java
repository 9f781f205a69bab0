package courant.delivery;

import courant.edition.Edition;
import courant.story.Listing;
import courant.story.Story;
import courant.story.StoryId;
import java.util.HashSet;
import java.util.Set;

/** Names for what published bytes show, so that a change finds exactly the bytes that show it. */
public final class Tags {
  /** What shows a form for a reply. */
  public static final String REPLY_FORM = "reply-form";

  private Tags() {}

  /** What a rendered edition shows: its list, and each story in it. */
  public static Set<String> of(Edition edition) {
    Set<String> tags = new HashSet<>();
    edition.audience().listing().map(Tags::list).ifPresent(tags::add);
    for (Edition.Entry entry : edition.entries()) {
      tags.add(story(entry.story()));
      entry.versions().forEach(version -> tags.add(story(version.story())));
    }
    return tags;
  }

  /** The tag of one story. */
  public static String story(Story story) {
    return story(story.id());
  }

  /** The tag of one story by its number. */
  public static String story(StoryId story) {
    return "story:" + story.value();
  }

  /** The tag of a story's replies. */
  public static String replies(StoryId story) {
    return "replies:" + story.value();
  }

  /** The tag of one list. */
  public static String list(Listing listing) {
    return switch (listing) {
      case Listing.Everything _ -> "list";
      case Listing.InSection(var section) -> "section:" + section.value();
      case Listing.About(var topic) -> "topic:" + topic.value();
      case Listing.By(var author) -> "author:" + author.value();
      case Listing.From(var source) -> "source:" + source.value();
      case Listing.Between _ -> "days";
    };
  }

  /** All that a change of this story changes. */
  public static Set<String> touchedBy(Story story) {
    Set<String> tags = new HashSet<>(Set.of(story(story), "list", "days"));
    story.section().ifPresent(section -> tags.add(list(new Listing.InSection(section.id()))));
    story.topics().forEach(topic -> tags.add(list(new Listing.About(topic.id()))));
    story.byline().forEach(author -> tags.add(list(new Listing.By(author.id()))));
    story.origin().ifPresent(origin -> tags.add(list(new Listing.From(origin.source().id()))));
    return tags;
  }
}
