/** XML as old sites write it: large, broken, in any encoding; read piece by piece. */
@NullMarked
package courant.transfer.xml;

import org.jspecify.annotations.NullMarked;
