package courant.platform.https;

import java.time.Duration;

/** What became of an order. */
sealed interface Outcome {
  record Issued(Certificate certificate) implements Outcome {}

  /**
   * There is none.
   *
   * @param atLeast for how long the authority wants to be left alone
   */
  record Refused(Trouble trouble, Duration atLeast) implements Outcome {}
}
