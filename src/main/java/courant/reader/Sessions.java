package courant.reader;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.db.PreparedQuery;
import courant.platform.web.Device;
import courant.platform.web.Limiter;
import courant.platform.web.Request;
import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** In which browsers readers are known; each holds a secret of which we keep the hash. */
public final class Sessions {
  private static final String COOKIE = "reader";
  private static final Duration LASTS_UNSEEN = Duration.ofDays(180);
  private static final Duration SEEN_EVERY = Duration.ofDays(1);

  /** Browsers without an account from one network in a quarter of an hour. */
  private static final int NEWCOMERS = 60;

  private static final PreparedQuery<Known> KNOWN =
      new PreparedQuery<>(
          """
          select reader.id, since, confirmed, reader_session.id, seen
          from reader_session join reader on reader.id = reader_session.reader_id
          where token_hash = ? and seen > ?
          """,
          Sessions::known);

  private final Database database;
  private final Readers readers;
  private final Ids ids;
  private final InstantSource clock;
  private final Limiter newcomers;

  public Sessions(Database database, Readers readers, Ids ids, InstantSource clock) {
    this.database = database;
    this.readers = readers;
    this.ids = ids;
    this.clock = clock;
    this.newcomers = new Limiter(NEWCOMERS, Duration.ofMinutes(15), clock);
  }

  /** Who it is, and the number of the session, last seen then: all that every request needs. */
  private record Known(Reader reader, long session, Instant seen) {}

  /** Who sends this request: an account's reader or a browser that follows something. */
  public Optional<Reader> reader(Request request) {
    return known(request).map(Known::reader);
  }

  /** The reader who sends this request, if signed in to an account. */
  public Optional<Reader> account(Request request) {
    return reader(request).filter(Reader::hasAccount);
  }

  /** The number of the session this request belongs to. */
  public Optional<Long> current(Request request) {
    return known(request).map(known -> known.session());
  }

  private Optional<Known> known(Request request) {
    Optional<Token> token = request.cookie(COOKIE).map(Token::new);
    Optional<Known> known = token.flatMap(this::find);
    if (known.isPresent() && known.get().seen().isBefore(clock.instant().minus(SEEN_EVERY))) {
      touch(known.get().session());
      request.remember(cookie(token.get(), request));
    }
    return known;
  }

  private Optional<Known> find(Token token) {
    return database.read(handle -> KNOWN.first(handle, token.hash(), earliest()));
  }

  private static Known known(ResultSet row) throws SQLException {
    long at = row.getLong(3);
    Optional<Instant> confirmed =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    return new Known(
        new Reader(new ReaderId(row.getInt(1)), Instant.ofEpochMilli(row.getLong(2)), confirmed),
        row.getLong(4),
        Instant.ofEpochMilli(row.getLong(5)));
  }

  private void touch(long session) {
    database.change(
        handle ->
            handle.execute(
                "update reader_session set seen = ? where id = ?", clock.millis(), session));
  }

  /** Begins a session within the caller's transaction. */
  Token begin(Handle handle, ReaderId reader, Device device) {
    Token token = Token.fresh();
    handle
        .createUpdate(
            """
            insert into reader_session (id, token_hash, reader_id, began, seen, agent)
            values (:id, :hash, :reader, :now, :now, :agent)
            """)
        .bind("id", ids.next())
        .bind("hash", token.hash())
        .bind("reader", reader.value())
        .bind("now", clock.millis())
        .bind("agent", device.agent())
        .execute();
    return token;
  }

  /** A reader without an account, and the secret by which this browser is known from now on. */
  public record Begun(ReaderId reader, Token token) {}

  /** Makes a reader of a browser that has no session; not for a network that makes too many. */
  public Optional<Begun> begin(Request request) {
    if (!newcomers.admitsNetwork(request)) {
      return Optional.empty();
    }
    Device device = Device.of(request);
    return Optional.of(
        database.write(
            handle -> {
              ReaderId reader = readers.add(handle);
              return new Begun(reader, begin(handle, reader, device));
            }));
  }

  /**
   * Lets the browser keep its secret: sent to no other site's requests, out of reach of scripts.
   */
  public static Response keep(Response response, Token token, Request request) {
    return response.with("Set-Cookie", cookie(token, request));
  }

  private static String cookie(Token token, Request request) {
    return COOKIE
        + "="
        + token.value()
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + LASTS_UNSEEN.toSeconds()
        + (request.site().getScheme().equals("https") ? "; Secure" : "");
  }

  /** Ends this browser's session. */
  public Response end(Response response, Request request) {
    current(request).ifPresent(id -> database.change(handle -> delete(handle, id)));
    return response.with("Set-Cookie", COOKIE + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  }

  private static void delete(Handle handle, long id) {
    handle.execute("delete from reader_session where id = ?", id);
  }

  /** Ends one session of a reader's; another reader's is left alone. */
  public void revoke(ReaderId reader, long session) {
    database.change(
        handle ->
            handle.execute(
                "delete from reader_session where id = ? and reader_id = ?",
                session,
                reader.value()));
  }

  /** A reader's sessions, the last used first. */
  public List<Session> of(ReaderId reader) {
    return database.read(handle -> of(handle, reader));
  }

  private static List<Session> of(Handle handle, ReaderId reader) {
    return handle
        .createQuery(
            """
            select id as session, began, seen, agent from reader_session
            where reader_id = :reader order by seen desc, id desc
            """)
        .bind("reader", reader.value())
        .map(Sessions::session)
        .list();
  }

  static JsonArray export(Handle handle, ReaderId reader) {
    JsonArray sessions = new JsonArray();
    of(handle, reader)
        .forEach(
            session ->
                sessions.add(
                    new JsonObject()
                        .put("began", session.began().toString())
                        .put("seen", session.seen().toString())
                        .put("browser", session.agent())));
    return sessions;
  }

  /** Drops what has expired, and browsers that never came back. */
  public void tidy() {
    database.change(
        handle -> handle.execute("delete from reader_session where seen <= ?", earliest()));
    readers.forgetBrowsers(clock.instant().minus(LASTS_UNSEEN));
  }

  private long earliest() {
    return clock.instant().minus(LASTS_UNSEEN).toEpochMilli();
  }

  private static Session session(ResultSet row, StatementContext context) throws SQLException {
    return new Session(
        row.getLong("session"),
        Instant.ofEpochMilli(row.getLong("began")),
        Instant.ofEpochMilli(row.getLong("seen")),
        row.getString("agent"));
  }
}
