package courant.platform.https;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with the certificate of a host.
 *
 * @param certificate the newest there is
 * @param due when another is to be ordered
 * @param ask when the authority is asked next whether it would have that earlier
 * @param trouble what was wrong with the last order; empty if it went well, or there was none
 */
public record Standing(
    Optional<Certificate> certificate, Instant due, Instant ask, Optional<Trouble> trouble) {}
