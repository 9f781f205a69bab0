package courant.topic;

/** A topic's number. */
public record TopicId(long value) {}
