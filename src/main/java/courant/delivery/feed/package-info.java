/**
 * Editions as RSS, Atom and JSON Feed, and their WebSub hub. <i>Owns</i> feed token, hub
 * subscription.
 */
@NullMarked
package courant.delivery.feed;

import org.jspecify.annotations.NullMarked;
