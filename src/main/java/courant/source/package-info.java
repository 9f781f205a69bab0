/** Who stories come from: partners, credit, terms. <i>Owns</i> source. */
@NullMarked
package courant.source;

import org.jspecify.annotations.NullMarked;
