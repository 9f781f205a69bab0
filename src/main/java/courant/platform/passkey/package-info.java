/**
 * Passkeys (WebAuthn Level 3), for whoever signs in: readers and the newsroom alike. Owns the
 * passkeys and the challenges that are out.
 */
@NullMarked
package courant.platform.passkey;

import org.jspecify.annotations.NullMarked;
