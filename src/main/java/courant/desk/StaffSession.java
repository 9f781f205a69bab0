package courant.desk;

import java.time.Instant;

/**
 * One browser in which a member is signed in.
 *
 * @param seen when it was last used, within a few minutes
 * @param device in words, such as {@code Firefox, Linux}
 * @param network the address it came from
 * @param door by what it came in: {@code passkey}, {@code link}, {@code code} for a link with a
 *     code
 */
public record StaffSession(
    long id, Instant began, Instant seen, String device, String network, String door) {}
