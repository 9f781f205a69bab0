/**
 * Articles out of their pages: headline, byline, date and text, without what stands around them.
 * <i>Owns</i> extraction, revisit.
 */
@NullMarked
package courant.syndication.article;

import org.jspecify.annotations.NullMarked;
