/**
 * What an export holds takes its place in the review, once, and is reported. <i>Owns</i> imported.
 */
@NullMarked
package courant.transfer.importing;

import org.jspecify.annotations.NullMarked;
