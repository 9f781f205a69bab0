/** Webhooks at the desk: where they go, what they hear of, what became of their messages. */
@NullMarked
package courant.desk.hook;

import org.jspecify.annotations.NullMarked;
