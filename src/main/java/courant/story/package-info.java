/**
 * Write, revise, publish, correct, withdraw. <i>Owns</i> story, author, revision, correction,
 * media. <i>Tells</i> that a story was published, corrected or withdrawn.
 */
@NullMarked
package courant.story;

import org.jspecify.annotations.NullMarked;
