/**
 * Where partners' feeds are, and how their servers are asked: in turn, as their robots.txt allows.
 * <i>Owns</i> feed.
 */
@NullMarked
package courant.syndication.fetch;

import org.jspecify.annotations.NullMarked;
