/**
 * The library of pictures: takes them in, cuts them to sizes, keeps them on a disk or in a store,
 * serves them. <i>Owns</i> photo. <i>Tells</i> that a picture's words or focal point changed.
 */
@NullMarked
package courant.media;

import org.jspecify.annotations.NullMarked;
