/** Ghost exports of any version: their tables, and bodies in the formats of its editors. */
@NullMarked
package courant.transfer.ghost;

import org.jspecify.annotations.NullMarked;
