/** The review as ActivityPub actors. <i>Owns</i> actor. */
@NullMarked
package courant.delivery.fediverse;

import org.jspecify.annotations.NullMarked;
