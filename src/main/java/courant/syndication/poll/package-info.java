/**
 * When partners' feeds are fetched and their pages looked at again, and how what comes is passed
 * on.
 */
@NullMarked
package courant.syndication.poll;

import org.jspecify.annotations.NullMarked;
