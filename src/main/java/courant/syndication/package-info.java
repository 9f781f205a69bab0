/** Partners' feeds in, stories out. <i>Owns</i> feed, feed_item. */
@NullMarked
package courant.syndication;

import org.jspecify.annotations.NullMarked;
