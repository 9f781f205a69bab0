/** The fediverse at the desk: who follows from where, what was delivered, who is kept out. */
@NullMarked
package courant.desk.fediverse;

import org.jspecify.annotations.NullMarked;
