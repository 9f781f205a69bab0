package courant.desk;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.web.Request;
import courant.platform.web.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The newsroom's people: who they are, how they come in, and what they did. */
public final class Members {
  public static final String COOKIE = "desk";
  private static final Duration LINK_LASTS = Duration.ofDays(3);
  private static final Duration SESSION_LASTS = Duration.ofDays(30);

  /** A line of the audit log. */
  public record Deed(Instant at, String who, String action, String subject) {}

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  public Members(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** A link for the owner, as long as nobody ever came in; the owner is made if need be. */
  public Optional<Token> ownersFirstLink(String name) {
    boolean anyoneCame =
        database.read(
            handle -> handle.createQuery("select count(*) from audit").mapTo(Long.class).one() > 0);
    if (anyoneCame) {
      return Optional.empty();
    }
    Member owner = all().stream().findFirst().orElseGet(() -> add(name, Role.OWNER));
    return Optional.of(link(owner));
  }

  /** Adds someone, who comes in by a link. */
  public Member add(String name, Role role) {
    Member member = new Member(ids.next(), name, role, clock.instant());
    database.change(
        handle ->
            handle
                .createUpdate(
                    "insert into staff (id, name, role, since) values (:id, :name, :role, :since)")
                .bind("id", member.id())
                .bind("name", member.name())
                .bind("role", member.role().name())
                .bind("since", member.since().toEpochMilli())
                .execute());
    return member;
  }

  /** Takes someone out of the newsroom, signed out everywhere at once. */
  public void remove(long id) {
    database.change(handle -> handle.execute("delete from staff where id = ?", id));
  }

  /** A new link that lets this member in once. */
  public Token link(Member member) {
    Token token = Token.fresh();
    database.change(
        handle ->
            handle
                .createUpdate(
                    "insert into staff_link (token_hash, staff_id, expires) values (:hash, :staff, :expires)")
                .bind("hash", token.hash())
                .bind("staff", member.id())
                .bind("expires", clock.instant().plus(LINK_LASTS).toEpochMilli())
                .execute());
    return token;
  }

  /** Uses a link up; the session's token, or nothing if the link is none, used or expired. */
  public Optional<Token> comeIn(Token link, String agent) {
    return database.write(
        handle -> {
          Optional<Long> staff =
              handle
                  .createQuery(
                      "select staff_id from staff_link where token_hash = :hash and expires > :now")
                  .bind("hash", link.hash())
                  .bind("now", clock.millis())
                  .mapTo(Long.class)
                  .findOne();
          handle
              .createUpdate("delete from staff_link where token_hash = :hash")
              .bind("hash", link.hash())
              .execute();
          return staff.map(id -> begin(handle, id, agent));
        });
  }

  private Token begin(Handle handle, long staff, String agent) {
    Token session = Token.fresh();
    handle
        .createUpdate(
            "insert into staff_session (token_hash, staff_id, began, seen, agent) values (:hash, :staff, :now, :now, :agent)")
        .bind("hash", session.hash())
        .bind("staff", staff)
        .bind("now", clock.millis())
        .bind("agent", agent.length() > 200 ? agent.substring(0, 200) : agent)
        .execute();
    record(handle, staff, "sign-in", "");
    return session;
  }

  /** Who sends this request. */
  public Optional<Member> of(Request request) {
    return request.cookie(COOKIE).flatMap(cookie -> bySession(new Token(cookie)));
  }

  private Optional<Member> bySession(Token session) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select staff.* from staff join staff_session on staff_session.staff_id = staff.id
                    where staff_session.token_hash = :hash and staff_session.began > :earliest
                    """)
                .bind("hash", session.hash())
                .bind("earliest", clock.instant().minus(SESSION_LASTS).toEpochMilli())
                .map(Members::member)
                .findOne());
  }

  public void signOut(Request request) {
    request
        .cookie(COOKIE)
        .ifPresent(
            cookie ->
                database.change(
                    handle ->
                        handle.execute(
                            "delete from staff_session where token_hash = ?",
                            (Object) new Token(cookie).hash())));
  }

  /** Signs a member out everywhere. */
  public void signOutEverywhere(long id) {
    database.change(handle -> handle.execute("delete from staff_session where staff_id = ?", id));
  }

  public List<Member> all() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from staff order by since, id")
                .map(Members::member)
                .list());
  }

  public Optional<Member> byId(long id) {
    return all().stream().filter(member -> member.id() == id).findFirst();
  }

  /** Writes a line of the audit within the caller's transaction. */
  public void record(Handle handle, long staff, String action, String subject) {
    handle
        .createUpdate(
            "insert into audit (id, at, staff_id, action, subject) values (:id, :at, :staff, :action, :subject)")
        .bind("id", ids.next())
        .bind("at", clock.millis())
        .bind("staff", staff)
        .bind("action", action)
        .bind("subject", subject)
        .execute();
  }

  /** The newest lines of the audit log. */
  public List<Deed> deeds(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select audit.at, coalesce(staff.name, '—') as who, audit.action, audit.subject
                    from audit left join staff on staff.id = audit.staff_id
                    order by audit.at desc, audit.id desc limit :most
                    """)
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Deed(
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getString("who"),
                            row.getString("action"),
                            row.getString("subject")))
                .list());
  }

  private static Member member(ResultSet row, StatementContext context) throws SQLException {
    return new Member(
        row.getLong("id"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        Instant.ofEpochMilli(row.getLong("since")));
  }
}
