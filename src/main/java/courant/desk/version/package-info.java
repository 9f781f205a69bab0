/** Versions of one story at the desk. */
@NullMarked
package courant.desk.version;

import org.jspecify.annotations.NullMarked;
