package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few kills of the many that {@code bench/killed} does. */
class KilledWhileSendingTest {
  @Test
  void losesNothingAndRepeatsOnlyWhatWasInFlight() throws Exception {
    assertThat(KilledWhileSending.run(600, 2, 7).faults()).isEmpty();
  }
}
