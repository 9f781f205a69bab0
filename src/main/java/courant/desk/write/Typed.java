package courant.desk.write;

import java.util.OptionalInt;

/**
 * What somebody wants to be saved of a story.
 *
 * @param begun the revision it was begun from; empty if any will do
 * @param beyondDrafts whether they may save more than drafts; what is scheduled goes out as it was
 *     saved last
 */
public record Typed(StoryForm form, OptionalInt begun, boolean beyondDrafts) {}
