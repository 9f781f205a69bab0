/** The moderation of replies at the desk. */
@NullMarked
package courant.desk.reply;

import org.jspecify.annotations.NullMarked;
