package courant.platform.passkey;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The passkeys of one kind of owners, called a realm: a passkey of one realm is unknown in all
 * others. Only public keys are in here; whoever reads them cannot sign in.
 */
public final class Passkeys {
  /** More than anybody has devices. */
  static final int MOST = 20;

  private static final int LONGEST_NAME = 60;

  private final Database database;
  private final String realm;
  private final Ids ids;
  private final InstantSource clock;

  public Passkeys(Database database, String realm, Ids ids, InstantSource clock) {
    this.database = database;
    this.realm = realm;
    this.ids = ids;
    this.clock = clock;
  }

  String realm() {
    return realm;
  }

  /** An owner's passkeys, the oldest first. */
  public List<Passkey> of(long owner) {
    return database.read(handle -> of(handle, owner));
  }

  /** An owner's passkeys, within the caller's transaction. */
  public List<Passkey> of(Handle handle, long owner) {
    return select(handle, owner).map(Passkeys::passkey).list();
  }

  /** Gives one another name; another owner's is left alone, and so is one without a new name. */
  public void rename(long owner, long id, String name) {
    String tidy = tidy(name);
    if (!tidy.isEmpty()) {
      database.change(
          handle ->
              handle
                  .createUpdate(
                      """
                      update passkey set name = :name
                      where id = :id and realm = :realm and owner = :owner
                      """)
                  .bind("name", tidy)
                  .bind("id", id)
                  .bind("realm", realm)
                  .bind("owner", owner)
                  .execute());
    }
  }

  /** Takes one away, within the caller's transaction; another owner's is left alone. */
  public boolean remove(Handle handle, long owner, long id) {
    return handle.execute(
            "delete from passkey where id = ? and realm = ? and owner = ?", id, realm, owner)
        == 1;
  }

  /** Takes one away; another owner's is left alone. */
  public void remove(long owner, long id) {
    database.change(handle -> remove(handle, owner, id));
  }

  /** Takes all of an owner's away. */
  public void removeAll(Handle handle, long owner) {
    handle.execute("delete from passkey where realm = ? and owner = ?", realm, owner);
    handle.execute("delete from passkey_challenge where realm = ? and owner = ?", realm, owner);
  }

  /** Gives all of an owner's to another. */
  public void move(Handle handle, long from, long into) {
    handle.execute("update passkey set owner = ? where realm = ? and owner = ?", into, realm, from);
  }

  /**
   * Keeps a new one.
   *
   * @return false if its owner has too many, or if it is known already
   */
  boolean add(long owner, String name, Credential credential) {
    return database.write(
        handle -> {
          boolean known = find(handle, credential.id()).isPresent();
          if (known || of(handle, owner).size() >= MOST) {
            return false;
          }
          insert(handle, owner, tidy(name), credential);
          return true;
        });
  }

  private void insert(Handle handle, long owner, String name, Credential credential) {
    handle
        .createUpdate(
            """
            insert into passkey
              (id, realm, owner, credential_id, attested, counter, eligible, synced, name, added)
            values (:id, :realm, :owner, :credential, :attested, :counter, :eligible, :synced, :name, :now)
            """)
        .bind("id", ids.next())
        .bind("realm", realm)
        .bind("owner", owner)
        .bind("credential", credential.id())
        .bind("attested", credential.attested())
        .bind("counter", credential.counter())
        .bind("eligible", credential.eligible() ? 1 : 0)
        .bind("synced", credential.synced() ? 1 : 0)
        .bind("name", name)
        .bind("now", clock.millis())
        .execute();
  }

  /** A passkey and whose it is. */
  record Kept(long id, long owner, Credential credential) {}

  Optional<Kept> find(byte[] credential) {
    return database.read(handle -> find(handle, credential));
  }

  private Optional<Kept> find(Handle handle, byte[] credential) {
    return handle
        .createQuery("select * from passkey where realm = :realm and credential_id = :credential")
        .bind("realm", realm)
        .bind("credential", credential)
        .map((row, _) -> new Kept(row.getLong("id"), row.getLong("owner"), credential(row)))
        .findOne();
  }

  List<byte[]> credentials(long owner) {
    return database.read(
        handle -> select(handle, owner).map((row, _) -> row.getBytes("credential_id")).list());
  }

  private Query select(Handle handle, long owner) {
    return handle
        .createQuery(
            "select * from passkey where realm = :realm and owner = :owner order by added, id")
        .bind("realm", realm)
        .bind("owner", owner);
  }

  /**
   * Notes that one was used.
   *
   * @return false if it was used, or taken away, since it was looked up
   */
  boolean use(Kept kept, Credential now) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        """
                        update passkey set counter = :counter, synced = :synced, used = :now
                        where id = :id and counter = :before
                        """)
                    .bind("counter", now.counter())
                    .bind("synced", now.synced() ? 1 : 0)
                    .bind("now", clock.millis())
                    .bind("id", kept.id())
                    .bind("before", kept.credential().counter())
                    .execute()
                == 1);
  }

  private static String tidy(String name) {
    String line = name.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.substring(
        0,
        line.offsetByCodePoints(0, Math.min(LONGEST_NAME, line.codePointCount(0, line.length()))));
  }

  private static Credential credential(ResultSet row) throws SQLException {
    return new Credential(
        row.getBytes("credential_id"),
        row.getBytes("attested"),
        row.getLong("counter"),
        row.getInt("eligible") == 1,
        row.getInt("synced") == 1);
  }

  private static Passkey passkey(ResultSet row, StatementContext context) throws SQLException {
    long at = row.getLong("used");
    Optional<Instant> used =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    return new Passkey(
        row.getLong("id"),
        row.getString("name"),
        Instant.ofEpochMilli(row.getLong("added")),
        used,
        row.getInt("synced") == 1);
  }
}
