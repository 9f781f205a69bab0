package courant.delivery.fediverse;

import java.time.Duration;

/** What became of a delivery to an inbox. */
sealed interface Outcome {
  record Delivered() implements Outcome {}

  /** Not now; to be tried again. */
  record Later(Duration after, String why) implements Outcome {}

  /** Not this, now or ever. */
  record Refused(String why) implements Outcome {}

  /** There is no such inbox any more, and nobody behind it. */
  record Gone(String why) implements Outcome {}
}
