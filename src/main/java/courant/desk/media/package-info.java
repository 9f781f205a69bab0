/** The library of pictures at the desk: hand in, describe, choose, replace, delete. */
@NullMarked
package courant.desk.media;

import org.jspecify.annotations.NullMarked;
