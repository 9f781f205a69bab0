package courant.desk.api;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/** The tokens, kept as hashes: who reads the database can use none. */
final class ApiTokens {
  /** So that a leaked one is found by whoever searches for such. */
  private static final String PREFIX = "courant_";

  private static final Duration NOTED = Duration.ofMinutes(1);
  private static final String SELECT =
      """
      select api_token.*, staff.name as who from api_token
      join staff on staff.id = api_token.staff_id\s""";

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  ApiTokens(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes a token; its secret is known only now. */
  Token make(long member, String name, Collection<Scope> scopes, Optional<Instant> expires) {
    Token secret = new Token(PREFIX + Token.fresh().value());
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into api_token (id, token_hash, staff_id, name, scopes, made, expires, used)
                    values (:id, :hash, :staff, :name, :scopes, :made, :expires, null)
                    """)
                .bind("id", ids.next())
                .bind("hash", secret.hash())
                .bind("staff", member)
                .bind("name", name)
                .bind("scopes", scopes.stream().map(Scope::word).collect(Collectors.joining(" ")))
                .bind("made", clock.millis())
                .bind("expires", expires.map(Instant::toEpochMilli).orElse(null))
                .execute());
    return secret;
  }

  /** The token that this secret is of, unless it has expired. */
  Optional<ApiToken> bySecret(Token secret) {
    Optional<ApiToken> found =
        database.read(
            handle ->
                handle
                    .createQuery(SELECT + "where token_hash = :hash")
                    .bind("hash", secret.hash())
                    .map(ApiTokens::token)
                    .findOne());
    Instant now = clock.instant();
    return found.filter(token -> token.expires().filter(end -> !end.isAfter(now)).isEmpty());
  }

  /** Notes that a token was used, at most once a minute. */
  void used(ApiToken token) {
    Instant now = clock.instant();
    if (token.used().filter(last -> last.plus(NOTED).isAfter(now)).isEmpty()) {
      database.change(
          handle ->
              handle.execute(
                  "update api_token set used = ? where id = ?", now.toEpochMilli(), token.id()));
    }
  }

  /** A member's tokens, or everyone's, newest first. */
  List<ApiToken> of(Optional<Long> member) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "where :all = 1 or staff_id = :member order by made desc, api_token.id")
                .bind("all", member.isEmpty() ? 1 : 0)
                .bind("member", member.orElse(0L))
                .map(ApiTokens::token)
                .list());
  }

  void revoke(long id) {
    database.change(handle -> handle.execute("delete from api_token where id = ?", id));
  }

  private static ApiToken token(ResultSet row, StatementContext context) throws SQLException {
    return new ApiToken(
        row.getLong("id"),
        row.getLong("staff_id"),
        row.getString("who"),
        row.getString("name"),
        scopes(row.getString("scopes")),
        Instant.ofEpochMilli(row.getLong("made")),
        instant(row, "expires"),
        instant(row, "used"));
  }

  private static Set<Scope> scopes(String words) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream(words.split(" ")).flatMap(word -> Scope.of(word).stream()).forEach(scopes::add);
    return scopes;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }
}
