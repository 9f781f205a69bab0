/**
 * Stories that partners hand in: pushed, put into a folder, or mailed. <i>Owns</i> wire_token,
 * wire_delivery, wire_mailbox, wire_version, wire_held.
 */
@NullMarked
package courant.syndication.wire;

import org.jspecify.annotations.NullMarked;
