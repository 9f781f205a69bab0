package courant.desk;

import courant.platform.crypto.Token;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.web.Device;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Where members are signed in: a month at most, a fortnight unused. Of a browser's secret we keep
 * the hash, and networks are sealed.
 */
public final class StaffSessions {
  static final Duration LASTS = Duration.ofDays(30);
  private static final Duration LASTS_UNSEEN = Duration.ofDays(14);
  private static final Duration SEEN_EVERY = Duration.ofMinutes(5);
  private static final String CONTEXT = "staff network";

  private final Database database;
  private final Vault vault;
  private final Ids ids;
  private final InstantSource clock;

  StaffSessions(Database database, Vault vault, Ids ids, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins one within the caller's transaction. */
  Token begin(Handle handle, long staff, Device device, String network, String door) {
    Token token = Token.fresh();
    handle
        .createUpdate(
            """
            insert into staff_session (id, token_hash, staff_id, began, seen, agent, network, door)
            values (:id, :hash, :staff, :now, :now, :agent, :network, :door)
            """)
        .bind("id", ids.next())
        .bind("hash", token.hash())
        .bind("staff", staff)
        .bind("now", clock.millis())
        .bind("agent", device.agent())
        .bind("network", vault.seal(CONTEXT, network))
        .bind("door", door)
        .execute();
    return token;
  }

  private record Known(long id, byte[] hash, Member member, Instant seen) {}

  /** Who sends this request. */
  Optional<Member> member(Request request) {
    Optional<Known> known = known(request);
    known
        .filter(one -> one.seen().isBefore(clock.instant().minus(SEEN_EVERY)))
        .ifPresent(
            one ->
                database.change(
                    handle ->
                        handle.execute(
                            "update staff_session set seen = ? where token_hash = ?",
                            clock.millis(),
                            one.hash())));
    return known.map(Known::member);
  }

  /** The number of the session this request belongs to. */
  public Optional<Long> current(Request request) {
    return known(request).map(Known::id);
  }

  private Optional<Known> known(Request request) {
    return request.cookie(Members.COOKIE).map(Token::new).flatMap(this::find);
  }

  private Optional<Known> find(Token token) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select staff.*, staff_session.id as session, staff_session.seen
                    from staff_session join staff on staff.id = staff_session.staff_id
                    where token_hash = :hash and staff.gone is null
                      and began > :earliest and seen > :unseen
                    """)
                .bind("hash", token.hash())
                .bind("earliest", clock.instant().minus(LASTS).toEpochMilli())
                .bind("unseen", clock.instant().minus(LASTS_UNSEEN).toEpochMilli())
                .map(
                    (row, context) ->
                        new Known(
                            row.getLong("session"),
                            token.hash(),
                            Members.member(row, context),
                            Instant.ofEpochMilli(row.getLong("seen"))))
                .findOne());
  }

  /** A member's, the last used first. */
  public List<StaffSession> of(long staff) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from staff_session
                    where staff_id = :staff and began > :earliest and seen > :unseen
                    order by seen desc, id desc
                    """)
                .bind("staff", staff)
                .bind("earliest", clock.instant().minus(LASTS).toEpochMilli())
                .bind("unseen", clock.instant().minus(LASTS_UNSEEN).toEpochMilli())
                .map(
                    (row, _) ->
                        new StaffSession(
                            row.getLong("id"),
                            Instant.ofEpochMilli(row.getLong("began")),
                            Instant.ofEpochMilli(row.getLong("seen")),
                            new Device(row.getString("agent")).words(),
                            network(row.getBytes("network")),
                            row.getString("door")))
                .list());
  }

  private String network(byte @Nullable [] sealed) {
    return sealed == null ? "" : vault.unseal(CONTEXT, sealed);
  }

  /** Ends one of a member's, within the caller's transaction; another member's is left alone. */
  public boolean end(Handle handle, long staff, long session) {
    return handle.execute("delete from staff_session where id = ? and staff_id = ?", session, staff)
        == 1;
  }

  /** Ends the one this request belongs to. */
  void end(Request request) {
    known(request)
        .ifPresent(
            known ->
                database.change(
                    handle ->
                        handle.execute(
                            "delete from staff_session where token_hash = ?",
                            (Object) known.hash())));
  }

  /** Ends all of a member's, within the caller's transaction. */
  public void endAll(Handle handle, long staff) {
    handle.execute("delete from staff_session where staff_id = ?", staff);
  }

  /** Drops what has expired. */
  void tidy() {
    database.change(
        handle ->
            handle.execute(
                "delete from staff_session where began <= ? or seen <= ?",
                clock.instant().minus(LASTS).toEpochMilli(),
                clock.instant().minus(LASTS_UNSEEN).toEpochMilli()));
  }

  /**
   * Lets the browser keep its secret: for the desk only, out of reach of scripts and other sites.
   */
  public static Response keep(Response response, Token session, Request request) {
    return response.with(
        "Set-Cookie",
        Members.COOKIE
            + "="
            + session.value()
            + "; Path=/desk; HttpOnly; SameSite=Strict; Max-Age="
            + LASTS.toSeconds()
            + (request.site().getScheme().equals("https") ? "; Secure" : ""));
  }

  /** Lets the browser forget it. */
  public static Response forget(Response response) {
    return response.with(
        "Set-Cookie", Members.COOKIE + "=; Path=/desk; HttpOnly; SameSite=Strict; Max-Age=0");
  }
}
