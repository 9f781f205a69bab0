package courant.reader;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The readers and their addresses. */
public final class Readers {
  /** Told when a reader is gone with everything we held of them; also when one became another. */
  public static final String ERASED = "reader.erased";

  private final Database database;
  private final Facts facts;
  private final AddressBook addresses;
  private final InstantSource clock;
  private final List<Holding> holdings = new CopyOnWriteArrayList<>();

  /**
   * @throws IllegalStateException if the database belongs to another key
   */
  public Readers(Database database, Facts facts, Vault vault, InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.addresses = new AddressBook(database, vault);
    this.clock = clock;
  }

  /** Names what else is held of readers, so that it is exported, moved and erased. */
  public void holds(Holding holding) {
    holdings.add(holding);
  }

  AddressBook addresses() {
    return addresses;
  }

  public Optional<Reader> byId(ReaderId id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from reader where id = :id")
                .bind("id", id.value())
                .map(Readers::reader)
                .findOne());
  }

  /** Where to write to a reader; empty without an account. */
  public Optional<EmailAddress> address(ReaderId id) {
    return database.read(handle -> address(handle, id));
  }

  /** Where to write to some readers; those without an account are left out. */
  public Map<ReaderId, EmailAddress> addresses(List<ReaderId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<ReaderId, EmailAddress> found = new HashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  "select id, address from reader where address is not null and id in (<ids>)")
              .bindList("ids", ids.stream().map(ReaderId::value).toList())
              .map(
                  (row, _) ->
                      Map.entry(
                          new ReaderId(row.getInt("id")),
                          addresses.unseal(row.getBytes("address"))))
              .forEach(one -> found.put(one.getKey(), one.getValue()));
          return true;
        });
    return found;
  }

  private Optional<EmailAddress> address(Handle handle, ReaderId id) {
    return handle
        .createQuery("select address from reader where id = :id and address is not null")
        .bind("id", id.value())
        .map((row, _) -> addresses.unseal(row.getBytes(1)))
        .findOne();
  }

  Optional<ReaderId> byAddress(Handle handle, byte[] hash) {
    return handle
        .createQuery("select id from reader where address_hash = :hash")
        .bind("hash", hash)
        .map((row, _) -> new ReaderId(row.getInt(1)))
        .findOne();
  }

  /** A reader without an account, within the caller's transaction. */
  ReaderId add(Handle handle) {
    return new ReaderId(
        handle
            .createQuery("insert into reader (since) values (:now) returning id")
            .bind("now", clock.millis())
            .mapTo(Integer.class)
            .one());
  }

  /** A reader whose address is confirmed by now. */
  ReaderId add(Handle handle, byte[] sealed, byte[] hash) {
    ReaderId id = add(handle);
    handle
        .createUpdate(
            """
            update reader set address = :address, address_hash = :hash, confirmed = :now where id = :id
            """)
        .bind("address", sealed)
        .bind("hash", hash)
        .bind("now", clock.millis())
        .bind("id", id.value())
        .execute();
    return id;
  }

  /** Gives an account what its reader had gathered in a browser before. */
  void join(Facts.Telling telling, ReaderId browser, ReaderId account) {
    holdings.forEach(holding -> holding.move(telling, browser, account));
    delete(telling, browser);
  }

  /** Everything held of a reader, for the reader. */
  public JsonObject export(ReaderId id) {
    return database.read(
        handle -> {
          JsonObject all = new JsonObject();
          address(handle, id).ifPresent(address -> all.put("address", address.value()));
          handle
              .createQuery("select * from reader where id = :id")
              .bind("id", id.value())
              .map(Readers::reader)
              .findOne()
              .ifPresent(
                  reader -> {
                    all.put("since", reader.since().toString());
                    reader.confirmed().ifPresent(at -> all.put("confirmed", at.toString()));
                  });
          all.put("sessions", Sessions.export(handle, id));
          holdings.forEach(holding -> all.put(holding.name(), holding.export(handle, id)));
          return all;
        });
  }

  /** Forgets a reader: no file of the database holds anything of theirs once that is scrubbed. */
  public void erase(ReaderId id) {
    facts.write(
        telling -> {
          Handle handle = telling.handle();
          for (String table : List.of("outbox", "reader_link")) {
            handle
                .createUpdate(
                    "delete from "
                        + table
                        + " where address_hash = (select address_hash from reader where id = :id)")
                .bind("id", id.value())
                .execute();
          }
          delete(telling, id);
          return true;
        });
    database.scrub();
  }

  private void delete(Facts.Telling telling, ReaderId id) {
    holdings.forEach(holding -> holding.erase(telling, id));
    telling.handle().execute("delete from reader where id = ?", id.value());
    telling.tell(ERASED, id.value());
  }

  /** Forgets browsers in which nobody has followed anything, or come back, since an instant. */
  void forgetBrowsers(Instant unseenSince) {
    facts.write(
        telling -> {
          telling
              .handle()
              .createQuery(
                  """
                  select id from reader where confirmed is null and since < :since and not exists
                    (select 1 from reader_session where reader_id = reader.id) limit 1000
                  """)
              .bind("since", unseenSince.toEpochMilli())
              .mapTo(Integer.class)
              .list()
              .forEach(id -> delete(telling, new ReaderId(id)));
          return true;
        });
  }

  static Reader reader(ResultSet row, StatementContext context) throws SQLException {
    long at = row.getLong("confirmed");
    Optional<Instant> confirmed =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    return new Reader(
        new ReaderId(row.getInt("id")), Instant.ofEpochMilli(row.getLong("since")), confirmed);
  }
}
