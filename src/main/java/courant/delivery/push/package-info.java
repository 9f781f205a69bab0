/**
 * Notifications by Web Push: what is sent to which browser, once. <i>Owns</i> push send, push
 * ledger, held stories, push correction.
 */
@NullMarked
package courant.delivery.push;

import org.jspecify.annotations.NullMarked;
