package courant.desk.api;

import courant.platform.db.Database;
import courant.platform.web.Response;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What was answered to POSTs that name a key, so that one sent twice is done once. */
final class Answers {
  private static final Duration KEPT = Duration.ofDays(1);

  /** What is known of a key. */
  sealed interface Known {
    /** Nothing: it was noted just now, and is to be done. */
    record New() implements Known {}

    /** It was done. */
    record Done(Response response) implements Known {}

    /** It is being done, or was when the server stopped: nobody knows whether it was. */
    record Underway() implements Known {}

    /** Another request had the same key. */
    record Other() implements Known {}
  }

  private record Row(byte[] asked, @Nullable Integer status, String headers, String body) {}

  private final Database database;
  private final InstantSource clock;

  Answers(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Notes that a request is being done, unless its key is known.
   *
   * @param asked a hash of the whole request
   */
  Known begin(ApiToken token, String key, byte[] asked) {
    return database.write(
        handle -> {
          handle.execute(
              "delete from api_answer where at < ?", clock.instant().minus(KEPT).toEpochMilli());
          int noted =
              handle
                  .createUpdate(
                      """
                      insert into api_answer (token_id, idempotency_key, asked, status, headers, body, at)
                      values (:token, :key, :asked, null, '', '', :now) on conflict do nothing
                      """)
                  .bind("token", token.id())
                  .bind("key", key)
                  .bind("asked", asked)
                  .bind("now", clock.millis())
                  .execute();
          return noted == 1 ? new Known.New() : known(row(handle, token, key), asked);
        });
  }

  private static Row row(Handle handle, ApiToken token, String key) {
    return handle
        .createQuery(
            """
            select asked, status, headers, body from api_answer
            where token_id = :token and idempotency_key = :key
            """)
        .bind("token", token.id())
        .bind("key", key)
        .map(
            (row, _) -> {
              int number = row.getInt("status");
              Integer status = row.wasNull() ? null : number;
              return new Row(
                  row.getBytes("asked"), status, row.getString("headers"), row.getString("body"));
            })
        .one();
  }

  private static Known known(Row row, byte[] asked) {
    if (!Arrays.equals(row.asked(), asked)) {
      return new Known.Other();
    }
    return Optional.ofNullable(row.status())
        .<Known>map(status -> new Known.Done(response(status, row)))
        .orElseGet(Known.Underway::new);
  }

  private static Response response(int status, Row row) {
    Response response =
        row.body().isEmpty()
            ? Response.empty(status)
            : Response.of(status, "application/json", row.body());
    for (var header : new JsonObject(row.headers())) {
      response = response.with(header.getKey(), String.valueOf(header.getValue()));
    }
    return response.with("idempotency-replayed", "true");
  }

  /** Keeps what a request was answered; one that was refused may be sent again. */
  void end(ApiToken token, String key, Response response) {
    if (response.status() >= 400) {
      database.change(
          handle ->
              handle.execute(
                  "delete from api_answer where token_id = ? and idempotency_key = ?",
                  token.id(),
                  key));
      return;
    }
    JsonObject headers = new JsonObject();
    response.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    update api_answer set status = :status, headers = :headers, body = :body
                    where token_id = :token and idempotency_key = :key
                    """)
                .bind("status", response.status())
                .bind("headers", headers.encode())
                .bind("body", new String(response.body(), StandardCharsets.UTF_8))
                .bind("token", token.id())
                .bind("key", key)
                .execute());
  }
}
