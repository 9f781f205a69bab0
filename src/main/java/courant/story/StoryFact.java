package courant.story;

import courant.platform.job.Fact;
import java.util.Locale;
import java.util.Optional;

/** What the rest of the house hears about a story. */
public sealed interface StoryFact {
  StoryId story();

  /** It went out just now. */
  record Published(StoryId story) implements StoryFact {}

  /** It came in with an import, long after it went out elsewhere: nobody is told. */
  record Imported(StoryId story) implements StoryFact {}

  /** Its text changed after it went out. */
  record Corrected(StoryId story) implements StoryFact {}

  /** What it is about, or how that is called, changed; its text did not, and nobody is told. */
  record Retagged(StoryId story) implements StoryFact {}

  /** It was killed, or its term ended: nobody may read it any more. */
  record Withdrawn(StoryId story) implements StoryFact {}

  /** The kind under which the fact is told. */
  static String kind(Class<? extends StoryFact> type) {
    return "story." + type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Reads a fact, if it is one of a story. */
  static Optional<StoryFact> of(Fact fact) {
    StoryId id = new StoryId(fact.subject());
    return switch (fact.kind()) {
      case "story.published" -> Optional.of(new Published(id));
      case "story.imported" -> Optional.of(new Imported(id));
      case "story.corrected" -> Optional.of(new Corrected(id));
      case "story.retagged" -> Optional.of(new Retagged(id));
      case "story.withdrawn" -> Optional.of(new Withdrawn(id));
      default -> Optional.empty();
    };
  }
}
