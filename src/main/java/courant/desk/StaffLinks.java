package courant.desk;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** One-time links to the desk, of which we keep the hash. */
public final class StaffLinks {
  /** How often a code may be typed before the link is worth nothing. */
  private static final int TRIES = 5;

  /**
   * What a link is for.
   *
   * @param invited whether it is the first that its member was sent
   * @param next where to go, an address of the desk
   */
  public record Link(long staff, boolean invited, String next) {}

  private final Database database;
  private final InstantSource clock;

  StaffLinks(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Makes one within the caller's transaction. */
  public Token make(Handle handle, Link link, Duration lasts) {
    Token token = Token.fresh();
    handle
        .createUpdate(
            """
            insert into staff_link (token_hash, staff_id, expires, invited, next, tries)
            values (:hash, :staff, :expires, :invited, :next, 0)
            """)
        .bind("hash", token.hash())
        .bind("staff", link.staff())
        .bind("expires", clock.instant().plus(lasts).toEpochMilli())
        .bind("invited", link.invited() ? 1 : 0)
        .bind("next", link.next())
        .execute();
    return token;
  }

  /** Looks at one without using it up; nothing if it is made up, used, expired or worn out. */
  public Optional<Link> find(Token token) {
    return database.read(handle -> find(handle, token));
  }

  private Optional<Link> find(Handle handle, Token token) {
    return handle
        .createQuery(
            """
            select staff_link.* from staff_link join staff on staff.id = staff_link.staff_id
            where token_hash = :hash and expires > :now and tries < :most and staff.gone is null
            """)
        .bind("hash", token.hash())
        .bind("now", clock.millis())
        .bind("most", TRIES)
        .map(StaffLinks::link)
        .findOne();
  }

  /**
   * Counts a try, before anybody looks at the code that came with it: of tries that are sent
   * together, no more than {@link #TRIES} are admitted.
   *
   * @return nothing if the link is made up, used, expired or worn out
   */
  Optional<Link> tried(Handle handle, Token token) {
    return handle
        .createQuery(
            """
            update staff_link set tries = tries + 1
            where token_hash = :hash and expires > :now and tries < :most
              and staff_id in (select id from staff where gone is null)
            returning *
            """)
        .bind("hash", token.hash())
        .bind("now", clock.millis())
        .bind("most", TRIES)
        .map(StaffLinks::link)
        .findOne();
  }

  private static Link link(ResultSet row, StatementContext context) throws SQLException {
    return new Link(row.getLong("staff_id"), row.getInt("invited") == 1, row.getString("next"));
  }

  /** Drops all of a member's: one that was used takes the others with it. */
  void dropAll(Handle handle, long staff) {
    handle.execute("delete from staff_link where staff_id = ?", staff);
  }

  /** Drops what has expired. */
  void tidy() {
    database.change(
        handle -> handle.execute("delete from staff_link where expires <= ?", clock.millis()));
  }
}
