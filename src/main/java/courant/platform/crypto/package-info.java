/** Keys, hashes and ciphers. <i>Owns</i> nothing in the database; the key lies outside it. */
@NullMarked
package courant.platform.crypto;

import org.jspecify.annotations.NullMarked;
