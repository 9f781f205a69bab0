package courant.search;

import courant.story.StoryId;
import java.time.Instant;

/** A story in the order of publication. */
public record Newest(StoryId story, Instant published) {}
