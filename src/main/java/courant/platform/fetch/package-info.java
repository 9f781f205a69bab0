/** The one way out: requests to foreign addresses, guarded. */
@NullMarked
package courant.platform.fetch;

import org.jspecify.annotations.NullMarked;
