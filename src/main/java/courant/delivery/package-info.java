/** Who gets what by which channel, once. <i>Owns</i> delivery, preference, suppression. */
@NullMarked
package courant.delivery;

import org.jspecify.annotations.NullMarked;
