package courant.delivery.hook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One message for one webhook.
 *
 * @param message its {@code webhook-id}, the same however often it is tried
 * @param status of the last answer; empty if there was none
 * @param why it did not arrive; empty if it did
 * @param due when it is tried next
 */
public record HookDelivery(
    long webhook,
    String message,
    String event,
    String body,
    Instant made,
    State state,
    Optional<Instant> due,
    int tries,
    Optional<Integer> status,
    String why) {
  /** What became of it. */
  public enum State {
    WAITING,
    SENT,
    FAILED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
