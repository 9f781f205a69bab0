/**
 * What opens foreign pictures, in a process of its own: whatever a file does to a decoder, it does
 * it there, within bounded memory and time, and not to the review.
 */
@NullMarked
package courant.media.darkroom;

import org.jspecify.annotations.NullMarked;
