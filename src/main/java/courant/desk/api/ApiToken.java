package courant.desk.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A token that was made at the desk; the secret itself is not in it.
 *
 * @param member whose it is: what it may never goes beyond what they may
 * @param who their name
 * @param expires never if empty
 * @param used when it was last used, to the minute
 */
public record ApiToken(
    long id,
    long member,
    String who,
    String name,
    Set<Scope> scopes,
    Instant made,
    Optional<Instant> expires,
    Optional<Instant> used) {}
