/**
 * Accounts, addresses, consent, sign-in. <i>Owns</i> reader, address, session, passkey.
 * <i>Tells</i> that a reader was erased.
 */
@NullMarked
package courant.reader;

import org.jspecify.annotations.NullMarked;
