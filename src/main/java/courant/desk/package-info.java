/** The newsroom's home; each feature brings its own desk screens. <i>Owns</i> staff, audit. */
@NullMarked
package courant.desk;

import org.jspecify.annotations.NullMarked;
