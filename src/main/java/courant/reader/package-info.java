/**
 * Accounts, addresses, consent, sign-in. <i>Owns</i> reader, reader_key, reader_link,
 * reader_session, outbox. <i>Tells</i> {@link courant.reader.Readers#ERASED}.
 */
@NullMarked
package courant.reader;

import org.jspecify.annotations.NullMarked;
