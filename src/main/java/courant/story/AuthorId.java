package courant.story;

/** An author's number. */
public record AuthorId(long value) {}
