package courant.platform.https;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When an authority would have a certificate renewed (RFC 9773, 4.2).
 *
 * @param pause after which it wants to be asked again; empty if it does not say
 * @param explanation address of a page that says why
 */
record RenewalWindow(
    Instant from, Instant until, Optional<Duration> pause, Optional<String> explanation) {
  private static final Duration MOSTLY = Duration.ofHours(6);
  private static final Duration SOONEST = Duration.ofMinutes(1);
  private static final Duration LATEST = Duration.ofDays(1);

  /**
   * @throws IllegalArgumentException if it ends before it begins
   * @throws ArithmeticException if no calendar has it
   */
  RenewalWindow {
    if (until.toEpochMilli() <= from.toEpochMilli()) {
      throw new IllegalArgumentException("it ends before it begins");
    }
  }

  /** Somewhere in it, so that not all come at once. */
  Instant chosen() {
    return Instant.ofEpochMilli(
        RandomGenerator.getDefault().nextLong(from.toEpochMilli(), until.toEpochMilli()));
  }

  /** After what pause to ask again, as RFC 9773, 4.3, has it. */
  static Duration pause(Optional<RenewalWindow> said) {
    Duration pause = said.flatMap(RenewalWindow::pause).orElse(MOSTLY);
    return pause.compareTo(SOONEST) < 0 ? SOONEST : pause.compareTo(LATEST) > 0 ? LATEST : pause;
  }
}
