package courant.story;

import courant.masthead.SectionId;
import courant.source.SourceId;
import courant.topic.TopicId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which published stories a list holds; every list is newest first. */
public sealed interface Listing {
  /** All of them. */
  record Everything() implements Listing {}

  record InSection(SectionId section) implements Listing {}

  record About(TopicId topic) implements Listing {}

  record By(AuthorId author) implements Listing {}

  record From(SourceId source) implements Listing {}

  /** Published at {@code from} or later, but before {@code until}. */
  record Between(Instant from, Instant until) implements Listing {}

  /** The lists that a published story stands in, but for those of days. */
  static List<Listing> of(Story story) {
    List<Listing> lists = new ArrayList<>();
    lists.add(new Everything());
    story.topics().forEach(topic -> lists.add(new About(topic.id())));
    story.byline().forEach(author -> lists.add(new By(author.id())));
    story.origin().ifPresent(origin -> lists.add(new From(origin.source().id())));
    story.section().ifPresent(section -> lists.add(new InSection(section.id())));
    return lists;
  }
}
