package courant.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the sending of an issue has come.
 *
 * @param kept left in the outbox, for want of a relay
 * @param nothing readers whose own edition was empty
 * @param recipients how many subscribed when it was planned
 */
public record Progress(
    int sent,
    int kept,
    int later,
    int gone,
    int nothing,
    int recipients,
    Optional<Instant> begun,
    Optional<Instant> ended) {
  /** Readers for whom there is nothing more to do now. */
  public int done() {
    return sent + kept + gone + nothing;
  }

  /** How long the rest will take at the pace so far; empty if that cannot be said. */
  public Optional<Duration> left(Instant now) {
    int rest = recipients - done() - later;
    if (begun.isEmpty() || ended.isPresent() || done() == 0 || rest <= 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(begun.get(), now).multipliedBy(rest).dividedBy(done()));
  }
}
