package courant.story;

import java.time.Instant;
import java.util.List;

/** How far a story has come. Each state carries only what it alone knows. */
public sealed interface StoryState {
  /** Being written; nobody outside the desk may know of it. */
  record Draft() implements StoryState {}

  /** To be published at an instant, not before: also an embargo. */
  record Scheduled(Instant due) implements StoryState {}

  /**
   * Out.
   *
   * @param path its address from our root; never changes
   * @param published when it first went out
   * @param updated when its text last changed; the same instant if never
   */
  record Published(String path, Instant published, Instant updated) implements StoryState {}

  /**
   * Killed: the address answers 410 and feeds carry a tombstone.
   *
   * @param reason as told to readers; may be empty
   */
  record Withdrawn(String path, Instant published, Instant withdrawn, String reason)
      implements StoryState {}

  /**
   * Taken down when its source's terms ended: the address answers 410 and leads to the original.
   *
   * @param expired when it went
   */
  record Expired(String path, Instant published, Instant expired) implements StoryState {}

  /** What they are called at the desk and by programs, in the order in which stories take them. */
  List<String> WORDS = List.of("draft", "scheduled", "published", "withdrawn", "expired");

  /** What this one is called. */
  default String word() {
    return switch (this) {
      case Draft _ -> "draft";
      case Scheduled _ -> "scheduled";
      case Published _ -> "published";
      case Withdrawn _ -> "withdrawn";
      case Expired _ -> "expired";
    };
  }
}
