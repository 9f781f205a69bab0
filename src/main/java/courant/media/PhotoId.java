package courant.media;

/** A picture's number in the library. */
public record PhotoId(long value) {}
