package courant.delivery;

import courant.platform.crypto.Token;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import java.util.Optional;

/** The secrets in the addresses of readers' own feeds: one each, and another one on asking. */
public final class FeedKeys {
  private static final String CONTEXT = "feed key";

  private final Database database;
  private final Vault vault;

  public FeedKeys(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** Gives a reader a new secret; an older one holds no more. */
  public void renew(ReaderId reader) {
    Token key = Token.fresh();
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into feed_key (reader_id, key_hash, sealed) values (:reader, :hash, :sealed)
                    on conflict (reader_id) do update set
                      key_hash = excluded.key_hash, sealed = excluded.sealed
                    """)
                .bind("reader", reader.value())
                .bind("hash", key.hash())
                .bind("sealed", vault.seal(CONTEXT, key.value()))
                .execute());
  }

  /** Closes a reader's feed. */
  public void revoke(ReaderId reader) {
    database.change(
        handle -> handle.execute("delete from feed_key where reader_id = ?", reader.value()));
  }

  /** A reader's secret, if there is one. */
  public Optional<String> of(ReaderId reader) {
    return database.read(
        handle ->
            handle
                .createQuery("select sealed from feed_key where reader_id = :reader")
                .bind("reader", reader.value())
                .map((row, _) -> vault.unseal(CONTEXT, row.getBytes(1)))
                .findOne());
  }

  /** Whose secret this is. */
  public Optional<ReaderId> reader(String key) {
    return database.read(
        handle ->
            handle
                .createQuery("select reader_id from feed_key where key_hash = :hash")
                .bind("hash", new Token(key).hash())
                .map((row, _) -> new ReaderId(row.getInt(1)))
                .findOne());
  }
}
