/**
 * A file that was taken from some publishing system, and what it holds in the words of this house.
 */
@NullMarked
package courant.transfer.exported;

import org.jspecify.annotations.NullMarked;
