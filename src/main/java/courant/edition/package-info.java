/** Selection: an audience and a window to stories, with reasons. <i>Owns</i> front-page slots. */
@NullMarked
package courant.edition;

import org.jspecify.annotations.NullMarked;
