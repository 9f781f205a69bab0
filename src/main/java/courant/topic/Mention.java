package courant.topic;

import java.util.Optional;

/**
 * A name in a text.
 *
 * @param topic the topic it stands for; empty if it is a candidate for one
 * @param name the topic's name, or the candidate's in full ("Khalifa Haftar" where "Haftar" stands)
 * @param kind the topic's kind, or a guess
 * @param start where it begins, in UTF-16 code units of the text
 * @param end where it ends, without any possessive
 * @param text as it stands there
 */
public record Mention(
    Optional<TopicId> topic, String name, TopicKind kind, int start, int end, String text) {
  /** Whether it stands for a topic that there is. */
  public boolean isKnown() {
    return topic.isPresent();
  }
}
