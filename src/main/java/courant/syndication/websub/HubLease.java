package courant.syndication.websub;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A subscription of ours at a partner's hub.
 *
 * @param feed number of the feed
 * @param token the part of our callback's address that only the hub knows
 * @param topic as the hub calls the feed
 * @param tries since it was asked with success
 * @param expires when it ends by itself, once it lives
 * @param pushed when something came by it last
 * @param why it is refused or cannot be asked for; else empty
 */
public record HubLease(
    long feed,
    String token,
    URI hub,
    String topic,
    State state,
    int tries,
    Optional<Instant> expires,
    Optional<Instant> pushed,
    String why) {

  /** How far it has come. */
  public enum State {
    /** The hub has been asked, or is about to be. */
    ASKED,
    LIVE,
    /** The hub said no. */
    REFUSED,
    /** It was not renewed in time. */
    ENDED;

    /** How it is written in the database and in the names of texts. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Secrets are not for logs. */
  @Override
  public String toString() {
    return topic + " at " + hub;
  }
}
