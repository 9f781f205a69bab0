package courant.follow;

import courant.platform.job.Fact;
import courant.reader.ReaderId;
import java.util.Optional;

/**
 * That a reader's stance to an interest is another now: who and to what is told in one number, and
 * what it is stands in the table.
 *
 * @param interest the number of its row
 */
record FollowFact(int interest, ReaderId reader) {
  /** Told when a stance changed that neither began nor ended a follow. */
  static final String MUTED = "follow.muted";

  long subject() {
    return ((long) interest << 32) | reader.value();
  }

  /** The kind under which a change is told. */
  static String kind(Optional<Stance> before, Optional<Stance> now) {
    if (now.equals(Optional.of(Stance.FOLLOW))) {
      return Follows.BEGAN;
    }
    return before.equals(Optional.of(Stance.FOLLOW)) ? Follows.ENDED : MUTED;
  }

  /** Reads a fact, if it is of a stance. */
  static Optional<FollowFact> of(Fact fact) {
    return switch (fact.kind()) {
      case Follows.BEGAN, Follows.ENDED, MUTED ->
          Optional.of(
              new FollowFact((int) (fact.subject() >> 32), new ReaderId((int) fact.subject())));
      default -> Optional.empty();
    };
  }
}
