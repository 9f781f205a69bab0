package courant.delivery.fediverse;

import courant.edition.Audience;
import courant.masthead.Section;
import courant.story.Author;
import courant.topic.Topic;

/** Who of the review can be followed. */
sealed interface Actor {
  /** The review itself, which publishes; all others boost what it publishes. */
  record Review() implements Actor {}

  record OfSection(Section section) implements Actor {}

  record OfAuthor(Author author) implements Actor {}

  record OfTopic(Topic topic) implements Actor {}

  Actor REVIEW = new Review();

  /** As the database and addresses have it; the same for ever. */
  default String key() {
    return switch (this) {
      case Review _ -> "review";
      case OfSection(var section) -> "section/" + section.id().value();
      case OfAuthor(var author) -> "author/" + author.id().value();
      case OfTopic(var topic) -> "topic/" + topic.id().value();
    };
  }

  /** Its stories. */
  default Audience audience() {
    return switch (this) {
      case Review _ -> new Audience.Everyone();
      case OfSection(var section) -> new Audience.OfSection(section);
      case OfAuthor(var author) -> new Audience.OfAuthor(author);
      case OfTopic(var topic) -> new Audience.OfTopic(topic);
    };
  }
}
