package courant.reader;

/** A reader's number: counted from 1, never given twice, so that sets of readers stay small. */
public record ReaderId(int value) {}
