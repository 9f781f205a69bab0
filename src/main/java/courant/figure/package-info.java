/**
 * What was read and what came of it, as counts: no cookie, no address, nobody's way through the
 * review. <i>Owns</i> figure.
 */
@NullMarked
package courant.figure;

import org.jspecify.annotations.NullMarked;
