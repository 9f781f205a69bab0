/** The newsletter: compose, hand over, hear back. <i>Owns</i> returned_mail, dkim_key. */
@NullMarked
package courant.delivery.mail;

import org.jspecify.annotations.NullMarked;
