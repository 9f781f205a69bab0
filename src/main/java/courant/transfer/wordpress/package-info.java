/** WordPress exports (WXR): read, whatever their year and state, and written. */
@NullMarked
package courant.transfer.wordpress;

import org.jspecify.annotations.NullMarked;
