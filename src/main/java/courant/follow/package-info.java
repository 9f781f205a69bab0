/**
 * What each reader follows and mutes, and whom a story matches. <i>Owns</i> follow, saved search.
 */
@NullMarked
package courant.follow;

import org.jspecify.annotations.NullMarked;
