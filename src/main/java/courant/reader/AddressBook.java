package courant.reader;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How addresses lie in the database: sealed, and found again by a keyed hash. */
final class AddressBook {
  private static final String CONTEXT = "address";
  private final Vault vault;

  /**
   * @throws IllegalStateException if this database belongs to another key
   */
  AddressBook(Database database, Vault vault) {
    this.vault = vault;
    byte[] ours = vault.hash("fingerprint", "");
    Optional<byte[]> theirs = database.read(AddressBook::fingerprint);
    if (theirs.isEmpty()) {
      database.change(
          handle ->
              handle.execute("insert into reader_key (fingerprint) values (?)", (Object) ours));
    } else if (!Arrays.equals(ours, theirs.get())) {
      throw new IllegalStateException(
          "the key file is not the one this database was made with; put courant.key back in its"
              + " place, or set --key-file");
    }
  }

  private static Optional<byte[]> fingerprint(Handle handle) {
    return handle
        .createQuery("select fingerprint from reader_key")
        .map((row, _) -> row.getBytes(1))
        .findOne();
  }

  byte[] hash(EmailAddress address) {
    return vault.hash(CONTEXT, address.folded());
  }

  byte[] seal(EmailAddress address) {
    return vault.seal(CONTEXT, address.value());
  }

  EmailAddress unseal(byte[] sealed) {
    return new EmailAddress(vault.unseal(CONTEXT, sealed));
  }
}
