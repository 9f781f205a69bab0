/** Import, export, backup: the commands, and which kind of file is whose. */
@NullMarked
package courant.transfer;

import org.jspecify.annotations.NullMarked;
