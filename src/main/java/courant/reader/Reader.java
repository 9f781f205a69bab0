package courant.reader;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who reads: an account or, before sign-up, a browser that follows something.
 *
 * @param confirmed when the address was confirmed; empty without an account
 */
public record Reader(ReaderId id, Instant since, Optional<Instant> confirmed) {
  /** Whether there is an address behind it. */
  public boolean hasAccount() {
    return confirmed.isPresent();
  }
}
