package courant.source;

/** A source's number. */
public record SourceId(long value) {}
