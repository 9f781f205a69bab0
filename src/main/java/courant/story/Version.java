package courant.story;

import java.time.Instant;
import java.util.Optional;

/**
 * A published story as one of several that are the same.
 *
 * @param cluster what they have in common: a number
 * @param place the order in which they lead lists, the least first; then by number
 * @param source the partner it came from; empty for our own
 */
public record Version(
    StoryId story,
    long cluster,
    long place,
    String path,
    String headline,
    Instant published,
    Optional<Named> source) {
  /** A source as a version names it. */
  public record Named(String name, String path) {}

  /** Whether a list that has both shows this one. */
  public boolean leads(Version other) {
    return place != other.place ? place < other.place : story.value() < other.story.value();
  }
}
