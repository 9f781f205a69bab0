package courant.syndication.wire;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.source.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** By what partners' programs may hand in stories: shown once, kept as hashes, taken back. */
public final class WireTokens {
  /** As many as one partner can need. */
  public static final int MOST = 10;

  /**
   * One of them.
   *
   * @param name as the desk calls it
   * @param used when something was handed in by it last
   */
  public record WireToken(long id, String name, Instant made, Optional<Instant> used) {}

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  WireTokens(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  public List<WireToken> of(SourceId source) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from wire_token where source_id = :source order by made, id")
                .bind("source", source.value())
                .map(
                    (row, _) ->
                        new WireToken(
                            row.getLong("id"),
                            row.getString("name"),
                            Instant.ofEpochMilli(row.getLong("made")),
                            used(row)))
                .list());
  }

  private static Optional<Instant> used(ResultSet row) throws SQLException {
    long millis = row.getLong("used");
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Makes one; nobody can read it again. */
  public Token make(SourceId source, String name) {
    Token token = Token.fresh();
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into wire_token (id, source_id, name, hash, made)
                    values (:id, :source, :name, :hash, :made)
                    """)
                .bind("id", ids.next())
                .bind("source", source.value())
                .bind("name", name)
                .bind("hash", token.hash())
                .bind("made", clock.millis())
                .execute());
    return token;
  }

  /** Lets nobody in by it any more. */
  public void revoke(SourceId source, long id) {
    database.change(
        handle ->
            handle.execute(
                "delete from wire_token where id = ? and source_id = ?", id, source.value()));
  }

  /** Whether somebody who shows this may hand in a source's stories; notes that it was used. */
  boolean opens(SourceId source, String shown) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        "update wire_token set used = :now where source_id = :source and hash = :hash")
                    .bind("now", clock.millis())
                    .bind("source", source.value())
                    .bind("hash", new Token(shown).hash())
                    .execute()
                == 1);
  }
}
