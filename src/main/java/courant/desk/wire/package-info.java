/** What partners hand in by themselves, at the desk. */
@NullMarked
package courant.desk.wire;

import org.jspecify.annotations.NullMarked;
