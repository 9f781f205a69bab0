/**
 * HTTPS without a proxy: certificates from an authority that speaks ACME (RFC 8555), kept, renewed
 * and shown to whoever connects. Owns {@code certificate}.
 */
@NullMarked
package courant.platform.https;

import org.jspecify.annotations.NullMarked;
