/** What tells an operator how the server is: health and metrics, on a port of their own. */
@NullMarked
package courant.platform.watch;

import org.jspecify.annotations.NullMarked;
