package courant.story;

import java.time.Instant;
import java.util.Optional;

/** What becomes of a story that is about to go out, by the terms of whom it comes from. */
final class UnderTerms {
  private UnderTerms() {}

  /**
   * The story as it may be now: out, or scheduled for when it may be, or if its term is over back
   * among the drafts, or expired if it had an address before. Where nobody knows when the original
   * came out, the desk knows best whether it may be here yet.
   *
   * @param path the address it had before; empty if it never had one
   */
  static Story allowed(Story story, StoryState.Published out, Optional<String> path, Instant now) {
    if (story.origin().isEmpty()) {
      return story;
    }
    Origin origin = story.origin().get();
    if (story.ends().filter(end -> !end.isAfter(now)).isPresent()) {
      return story.in(
          path.<StoryState>map(at -> new StoryState.Expired(at, out.published(), now))
              .orElseGet(StoryState.Draft::new));
    }
    Optional<Instant> from = origin.published().map(origin.source().terms()::from);
    return from.filter(now::isBefore)
        .map(later -> story.in(new StoryState.Scheduled(later)))
        .orElse(story);
  }
}
