/** Signatures on HTTP requests, of the kinds that ActivityPub servers exchange. */
@NullMarked
package courant.platform.signature;

import org.jspecify.annotations.NullMarked;
