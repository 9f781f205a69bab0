/**
 * Tells other programs what happened here: planned from facts, signed, tried again. <i>Owns</i>
 * webhook, webhook_delivery.
 */
@NullMarked
package courant.delivery.hook;

import org.jspecify.annotations.NullMarked;
