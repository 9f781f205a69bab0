/** The figures at the desk: today, by day, by story. */
@NullMarked
package courant.desk.figure;

import org.jspecify.annotations.NullMarked;
