/** Foreign markup made safe, by policy. */
@NullMarked
package courant.platform.html;

import org.jspecify.annotations.NullMarked;
