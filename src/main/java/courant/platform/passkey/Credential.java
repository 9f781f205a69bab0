package courant.platform.passkey;

/**
 * What is to be known of a passkey in order to check what it signs.
 *
 * @param attested the attested credential data as the authenticator wrote it (WebAuthn §6.5.2):
 *     model, id, public key
 * @param counter how often it signed, as it said last; 0 if it does not count
 * @param eligible whether it may ever be on several devices
 * @param synced whether it is by now
 */
record Credential(byte[] id, byte[] attested, long counter, boolean eligible, boolean synced) {}
