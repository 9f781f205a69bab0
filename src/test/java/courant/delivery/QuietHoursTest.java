package courant.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  @ParameterizedTest
  @CsvSource({
    "22, 7, 2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
    "22, 7, 2026-03-01T21:59:59Z, 2026-03-02T06:00:00Z",
    "22, 7, 2026-03-01T05:59:59Z, 2026-03-01T06:00:00Z",
    "22, 7, 2026-03-01T06:00:00Z, 2026-03-01T06:00:00Z",
    "9, 17, 2026-03-01T08:00:00Z, 2026-03-01T16:00:00Z",
    "9, 9, 2026-03-01T08:00:00Z, 2026-03-01T08:00:00Z",
    // The clocks go forward in that night: 7 is an hour sooner.
    "22, 7, 2026-03-28T23:00:00Z, 2026-03-29T05:00:00Z"
  })
  void endInTheReadersZone(int begins, int ends, Instant at, Instant after) {
    assertThat(new QuietHours(begins, ends, ZoneId.of("Europe/Paris")).after(at)).isEqualTo(after);
  }
}
