package courant.desk.write;

import courant.story.StoryId;
import java.time.Instant;

/**
 * A draft that was handed in for review.
 *
 * @param by who handed it in, by number
 * @param writer their name
 * @param note what they wrote to the editors; may be empty
 * @param mailed whether they want to be mailed what becomes of it
 */
public record Submission(
    StoryId story,
    String headline,
    long by,
    String writer,
    Instant at,
    String note,
    boolean mailed,
    Stage stage) {
  /** How far a review has come. */
  public sealed interface Stage {
    /** Nobody looks at it yet. */
    record Waiting() implements Stage {}

    /** An editor does. */
    record Taken(long editor, String name) implements Stage {}

    /**
     * It is back with its writer.
     *
     * @param name of who sent it back
     * @param answer what is to be done about it; may be empty
     */
    record Returned(Instant at, String name, String answer) implements Stage {}
  }

  /** Whether it is the editors' turn. */
  public boolean awaitsReview() {
    return !(stage instanceof Stage.Returned);
  }
}
