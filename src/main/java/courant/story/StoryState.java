package courant.story;

import java.time.Instant;

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
}
