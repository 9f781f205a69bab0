/** How much of one text is in another: pure functions on words. */
@NullMarked
package courant.story.likeness;

import org.jspecify.annotations.NullMarked;
