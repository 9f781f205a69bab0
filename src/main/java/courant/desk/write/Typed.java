package courant.desk.write;

import java.util.OptionalInt;

/**
 * What somebody wants to be saved of a story.
 *
 * @param begun the revision it was begun from; empty if any will do
 * @param beyondDrafts whether they may save more than drafts; what is scheduled goes out as it was
 *     saved last
 * @param page whether it is the member's own writing page: what was kept of that is then done with
 */
public record Typed(StoryForm form, OptionalInt begun, boolean beyondDrafts, boolean page) {
  /** By other means than the writing page, where the member may be writing something else. */
  public static Typed elsewhere(StoryForm form, OptionalInt begun, boolean beyondDrafts) {
    return new Typed(form, begun, beyondDrafts, false);
  }
}
