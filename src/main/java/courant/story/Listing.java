package courant.story;

import courant.masthead.SectionId;
import courant.source.SourceId;
import courant.topic.TopicId;
import java.time.Instant;

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
}
