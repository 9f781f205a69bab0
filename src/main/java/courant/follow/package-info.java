/**
 * What each reader follows and mutes, whom a story matches, and what was read and saved.
 * <i>Owns</i> interest, follow, mark, read_until.
 */
@NullMarked
package courant.follow;

import org.jspecify.annotations.NullMarked;
