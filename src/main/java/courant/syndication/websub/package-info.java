/** Partners' feeds that come by themselves: WebSub, as a subscriber. <i>Owns</i> hub_lease. */
@NullMarked
package courant.syndication.websub;

import org.jspecify.annotations.NullMarked;
