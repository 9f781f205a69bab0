package courant.topic;

/**
 * A topic's number, positive.
 *
 * @throws IllegalArgumentException if it is not
 */
public record TopicId(long value) {
  public TopicId {
    if (value <= 0) {
      throw new IllegalArgumentException("not a topic's number: " + value);
    }
  }
}
