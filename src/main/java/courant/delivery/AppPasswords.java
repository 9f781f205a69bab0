package courant.delivery;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
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

  /**
   * Gives a reader a new password; an older one holds no more.
   *
   * @param userName what apps of the Fever API are to be told besides; the others do not care
   */
  public Token renew(ReaderId reader, String userName) {
    Token password = Token.fresh();
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into app_password (reader_id, password_hash, fever_hash)
                    values (:reader, :hash, :fever)
                    on conflict (reader_id) do update set
                      password_hash = excluded.password_hash, fever_hash = excluded.fever_hash
                    """)
                .bind("reader", reader.value())
                .bind("hash", password.hash())
                .bind("fever", feverKey(userName, password).hash())
                .execute());
    return password;
  }

  /**
   * What an app of the Fever API sends for a password. It lets its bearer in, so that only its hash
   * is kept; and nobody tries out user names, for 256 random bits went into it.
   */
  private static Token feverKey(String userName, Token password) {
    try {
      byte[] proof = (userName + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
      return new Token(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(proof)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
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
    return reader("password_hash", new Token(password));
  }

  /** Whose key of the Fever API this is, in either case of its digits. */
  public Optional<ReaderId> readerOfFeverKey(String key) {
    return reader("fever_hash", new Token(key.strip().toLowerCase(Locale.ROOT)));
  }

  private Optional<ReaderId> reader(String column, Token secret) {
    return database.read(
        handle ->
            handle
                .createQuery("select reader_id from app_password where " + column + " = :hash")
                .bind("hash", secret.hash())
                .map((row, _) -> new ReaderId(row.getInt(1)))
                .findOne());
  }
}
