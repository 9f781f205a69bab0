/** Coming in to the desk, and who may. */
@NullMarked
package courant.desk.staff;

import org.jspecify.annotations.NullMarked;
