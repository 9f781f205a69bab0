/** Encrypting and handing over push messages (RFC 8030, 8291, 8292). */
@NullMarked
package courant.platform.webpush;

import org.jspecify.annotations.NullMarked;
