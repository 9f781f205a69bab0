/** What partners changed in our stories, at the desk. */
@NullMarked
package courant.desk.correction;

import org.jspecify.annotations.NullMarked;
