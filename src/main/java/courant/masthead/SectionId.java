package courant.masthead;

/** A section's number. */
public record SectionId(long value) {}
