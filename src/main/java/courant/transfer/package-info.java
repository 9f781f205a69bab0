/** Import, export, backup. */
@NullMarked
package courant.transfer;

import org.jspecify.annotations.NullMarked;
