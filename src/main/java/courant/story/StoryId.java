package courant.story;

/** A story's number: grows with time, never used twice, stable in feeds and mail. */
public record StoryId(long value) {}
