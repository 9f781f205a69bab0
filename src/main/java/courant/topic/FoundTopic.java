package courant.topic;

import java.util.List;

/**
 * A topic that a text names, and where.
 *
 * @param places in the text's order, never empty
 */
public record FoundTopic(Topic topic, List<Place> places) {
  /**
   * One place where it stands.
   *
   * @param before of its sentence, what stands before it
   * @param text as it stands there, without any possessive
   * @param after of its sentence, what stands behind it
   */
  public record Place(String before, String text, String after) {}
}
