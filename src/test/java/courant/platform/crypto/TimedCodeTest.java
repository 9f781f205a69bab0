package courant.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedCodeTest {
  /** RFC 6238, appendix B, and the same secret as apps take it. */
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void isAsTheStandardHasIt(long second, String code) {
    assertThat(TimedCode.at(SECRET, second / 30, 8)).isEqualTo(code);
    Instant then = Instant.ofEpochSecond(second);
    assertThat(TimedCode.at(BASE32, then)).isEqualTo(code.substring(2));
    assertThat(TimedCode.step(BASE32, code.substring(2), then, 0)).hasValue(second / 30);
  }

  @Test
  void holdsForHalfAMinuteOnBothSidesAndOnlyOnce() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    String code = TimedCode.at(BASE32, now);
    assertThat(TimedCode.step(BASE32, code, now.plusSeconds(30), 0)).isPresent();
    assertThat(TimedCode.step(BASE32, code, now.minusSeconds(30), 0)).isPresent();
    assertThat(TimedCode.step(BASE32, code, now.plusSeconds(60), 0)).isEmpty();
    assertThat(TimedCode.step(BASE32, code, now.minusSeconds(60), 0)).isEmpty();
    long step = TimedCode.step(BASE32, code, now, 0).orElseThrow();
    assertThat(TimedCode.step(BASE32, code, now, step)).as("again").isEmpty();
    assertThat(TimedCode.step(BASE32, "00 59 24", now, 0)).as("as apps space it").isPresent();
  }

  @Property(tries = 200)
  void freshSecretsMakeCodesThatHold(@ForAll @LongRange(min = 0, max = 1L << 40) long second) {
    String secret = TimedCode.secret();
    Instant now = Instant.ofEpochSecond(second);
    assertThat(secret).matches("[A-Z2-7]{32}");
    assertThat(TimedCode.step(secret, TimedCode.at(secret, now), now, -1)).isPresent();
  }

  @Test
  void theAddressIsReadByApps() {
    assertThat(TimedCode.address(BASE32, "The Review", "Olga & Co"))
        .isEqualTo(
            "otpauth://totp/The%20Review:Olga%20%26%20Co?secret="
                + BASE32
                + "&issuer=The%20Review");
  }
}
