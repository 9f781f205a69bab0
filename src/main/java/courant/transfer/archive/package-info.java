/**
 * Courant's own archive of a review: its tables and its pictures. The sample review goes by the
 * same tables.
 */
@NullMarked
package courant.transfer.archive;

import org.jspecify.annotations.NullMarked;
