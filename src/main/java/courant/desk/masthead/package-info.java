/** Who we are, as the desk sets it. */
@NullMarked
package courant.desk.masthead;

import org.jspecify.annotations.NullMarked;
