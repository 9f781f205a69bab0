/** The newsletter: compose, hand over, hear back. <i>Owns</i> issue, bounce. */
@NullMarked
package courant.delivery.mail;

import org.jspecify.annotations.NullMarked;
