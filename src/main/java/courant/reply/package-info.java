/**
 * Replies and their moderation. <i>Owns</i> reply, verdict. <i>Tells</i> that a reply was approved.
 */
@NullMarked
package courant.reply;

import org.jspecify.annotations.NullMarked;
