/** Push to phones and browsers. <i>Owns</i> endpoint. */
@NullMarked
package courant.delivery.push;

import org.jspecify.annotations.NullMarked;
