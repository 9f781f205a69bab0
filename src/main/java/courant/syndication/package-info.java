/**
 * Partners' feeds in, stories out. <i>Owns</i> feed, feed_item, left_item, intake, inbox,
 * extraction, revisit.
 */
@NullMarked
package courant.syndication;

import org.jspecify.annotations.NullMarked;
