/** Editions and stories as pages. */
@NullMarked
package courant.delivery.page;

import org.jspecify.annotations.NullMarked;
