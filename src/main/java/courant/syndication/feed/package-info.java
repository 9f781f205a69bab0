/**
 * Partners' feeds as they are written, well or not: RSS, Atom, JSON Feed and sitemaps, read into
 * entries.
 */
@NullMarked
package courant.syndication.feed;

import org.jspecify.annotations.NullMarked;
