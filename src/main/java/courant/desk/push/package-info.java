/** Breaking news at the desk. */
@NullMarked
package courant.desk.push;

import org.jspecify.annotations.NullMarked;
