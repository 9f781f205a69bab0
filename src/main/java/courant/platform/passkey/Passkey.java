package courant.platform.passkey;

import java.time.Instant;
import java.util.Optional;

/**
 * One passkey, as its owner sees it.
 *
 * @param name what the owner calls it
 * @param used when it last signed its owner in; empty if never
 * @param synced whether the owner's other devices have it, too
 */
public record Passkey(
    long id, String name, Instant added, Optional<Instant> used, boolean synced) {}
