/** Partners' feeds in, stories out. <i>Owns</i> feed, item, cluster. */
@NullMarked
package courant.syndication;

import org.jspecify.annotations.NullMarked;
