package courant.story;

import java.time.Instant;

/**
 * What readers are told of a story that is not any more what they had.
 *
 * @param note in the desk's words; never empty
 * @param serious whether it must not wait until a reader comes by
 * @param withdrawal whether the story was taken back; else it was changed
 */
public record Correction(
    long id, StoryId story, Instant at, String note, boolean serious, boolean withdrawal) {}
