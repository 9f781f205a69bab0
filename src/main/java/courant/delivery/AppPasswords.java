package courant.delivery;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import java.util.Optional;

/**
 * With what reading apps sign in: one password a reader, made by us, shown once, good for nothing
 * but reading and marking.
 */
public final class AppPasswords {
  private final Database database;

  public AppPasswords(Database database) {
    this.database = database;
  }

  /** Gives a reader a new password; an older one holds no more. */
  public Token renew(ReaderId reader) {
    Token password = Token.fresh();
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into app_password (reader_id, password_hash) values (:reader, :hash)
                    on conflict (reader_id) do update set password_hash = excluded.password_hash
                    """)
                .bind("reader", reader.value())
                .bind("hash", password.hash())
                .execute());
    return password;
  }

  /** Signs all apps of a reader out. */
  public void revoke(ReaderId reader) {
    database.change(
        handle -> handle.execute("delete from app_password where reader_id = ?", reader.value()));
  }

  /** Whether a reader has one. */
  public boolean exists(ReaderId reader) {
    return database.read(
        handle ->
            handle
                .createQuery("select 1 from app_password where reader_id = :reader")
                .bind("reader", reader.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Whose password this is. */
  public Optional<ReaderId> reader(String password) {
    return database.read(
        handle ->
            handle
                .createQuery("select reader_id from app_password where password_hash = :hash")
                .bind("hash", new Token(password).hash())
                .map((row, _) -> new ReaderId(row.getInt(1)))
                .findOne());
  }
}
