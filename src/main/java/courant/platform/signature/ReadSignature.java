package courant.platform.signature;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads the signature of a request: RFC 9421 where the request has {@code Signature-Input}, else
 * draft-cavage-http-signatures-12, which is what nearly everybody still sends.
 */
public final class ReadSignature {
  /** Servers queue and try again for hours, and sign anew each time or not. */
  public static final Duration OLDEST = Duration.ofHours(12);

  /** Clocks differ. */
  public static final Duration AHEAD = Duration.ofHours(1);

  static final int LONGEST = 8_192;

  private final InstantSource clock;

  public ReadSignature(InstantSource clock) {
    this.clock = clock;
  }

  /** What it says of who sent it; never throws. */
  public Claim of(Sent sent) {
    Optional<String> signature = sent.field("signature");
    if (signature.isEmpty()) {
      return new Claim.Unfit(Claim.Flaw.UNSIGNED);
    }
    if (signature.get().length() > LONGEST) {
      return new Claim.Unfit(Claim.Flaw.MALFORMED);
    }
    return sent.field("signature-input")
        .map(input -> MessageSignature.read(sent, input, signature.get(), this::stale))
        .orElseGet(() -> CavageSignature.read(sent, signature.get(), this::stale));
  }

  /** Decides on times. */
  @FunctionalInterface
  interface Stale {
    boolean stale(Instant made, Optional<Instant> expires);
  }

  private boolean stale(Instant made, Optional<Instant> expires) {
    Instant now = clock.instant();
    return made.isBefore(now.minus(OLDEST))
        || made.isAfter(now.plus(AHEAD))
        || expires.filter(end -> end.isBefore(now)).isPresent();
  }

  static Optional<Instant> date(String field) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(field.strip())));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<Instant> seconds(String digits) {
    return digits.matches("[0-9]{1,11}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(digits)))
        : Optional.empty();
  }
}
