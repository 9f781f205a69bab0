package courant.delivery;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.webpush.Subscription;
import courant.platform.webpush.Vapid;
import courant.reader.Holding;
import courant.reader.ReaderId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.roaringbitmap.RoaringBitmap;

/** Browsers that take notifications, and the key we sign for them with. */
public final class PushEndpoints implements Holding {
  private static final String CONTEXT = "push endpoint";
  private static final String KEY_CONTEXT = "push key";

  /** More devices than anybody has; the one that came first goes. */
  private static final int MOST = 10;

  private static final int LONGEST_AGENT = 200;

  private final Database database;
  private final Vault vault;
  private final Function<URI, Optional<String>> objection;
  private final Ids ids;
  private final InstantSource clock;
  private final LongAdder malformed = new LongAdder();
  private final LongAdder unreachable = new LongAdder();

  /**
   * One browser of a reader.
   *
   * @param agent what the browser said it is
   */
  public record Endpoint(
      long id, ReaderId reader, Subscription subscription, String agent, Instant since) {}

  /**
   * @param objection why nothing may be sent to an address; empty if it may
   */
  public PushEndpoints(
      Database database,
      Vault vault,
      Function<URI, Optional<String>> objection,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.objection = objection;
    this.ids = ids;
    this.clock = clock;
  }

  /** Our key; made when it is first asked for. */
  public Vapid.Key key() {
    return database
        .read(this::key)
        .orElseGet(
            () -> {
              Vapid.Key fresh = Vapid.Key.fresh();
              String secret = Base64.getEncoder().encodeToString(fresh.pkcs8());
              database.change(
                  handle ->
                      handle.execute(
                          "insert into push_key (id, point, sealed) values (1, ?, ?) on conflict (id) do nothing",
                          fresh.point(),
                          vault.seal(KEY_CONTEXT, secret)));
              return database.read(this::key).orElseThrow();
            });
  }

  private Optional<Vapid.Key> key(Handle handle) {
    return handle
        .createQuery("select point, sealed from push_key")
        .map(
            (row, _) ->
                new Vapid.Key(
                    row.getBytes("point"),
                    Base64.getDecoder().decode(vault.unseal(KEY_CONTEXT, row.getBytes("sealed")))))
        .findOne();
  }

  /**
   * Takes a browser in; one that was another reader's is this reader's from now on.
   *
   * @return why not, if its address or keys are not such as a push service gives out
   */
  public Optional<String> add(
      ReaderId reader, String address, String key, String secret, String agent) {
    Subscription subscription;
    try {
      subscription = Subscription.of(address, key, secret);
    } catch (IllegalArgumentException e) {
      malformed.increment();
      return Optional.of(String.valueOf(e.getMessage()));
    }
    Optional<String> objected = objection.apply(subscription.endpoint());
    if (objected.isEmpty()) {
      database.change(handle -> insert(handle, reader, subscription, agent));
    } else {
      unreachable.increment();
    }
    return objected;
  }

  /**
   * Hands over why browsers are refused, with how often that has been so since the start: {@code
   * malformed}, of what they gave; {@code address}, where we send nothing to.
   */
  public void eachRefusal(BiConsumer<String, LongSupplier> taker) {
    taker.accept("malformed", malformed::sum);
    taker.accept("address", unreachable::sum);
  }

  private void insert(Handle handle, ReaderId reader, Subscription subscription, String agent) {
    handle
        .createUpdate(
            """
            insert into push_endpoint (id, reader_id, address_hash, sealed, agent, since)
            values (:id, :reader, :hash, :sealed, :agent, :now)
            on conflict (address_hash) do update set reader_id = excluded.reader_id,
              sealed = excluded.sealed, agent = excluded.agent
            """)
        .bind("id", ids.next())
        .bind("reader", reader.value())
        .bind("hash", vault.hash(CONTEXT, subscription.endpoint().toString()))
        .bind("sealed", vault.seal(CONTEXT, written(subscription)))
        .bind("agent", agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)))
        .bind("now", clock.millis())
        .execute();
    handle
        .createUpdate(
            """
            delete from push_endpoint where reader_id = :reader and id not in
              (select id from push_endpoint where reader_id = :reader order by since desc, id desc limit :most)
            """)
        .bind("reader", reader.value())
        .bind("most", MOST)
        .execute();
  }

  private static String written(Subscription subscription) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return subscription.endpoint()
        + " "
        + base64.encodeToString(subscription.key())
        + " "
        + base64.encodeToString(subscription.secret());
  }

  /** Takes a browser out that says so itself, by its address. */
  public void remove(String address) {
    database.change(
        handle ->
            handle.execute(
                "delete from push_endpoint where address_hash = ?", vault.hash(CONTEXT, address)));
  }

  /** Takes a reader's browser out; another reader's is left alone. */
  public void remove(ReaderId reader, long id) {
    database.change(
        handle ->
            handle.execute(
                "delete from push_endpoint where id = ? and reader_id = ?", id, reader.value()));
  }

  /** Takes a browser out that its push service knows no more. */
  public void remove(long id) {
    database.change(handle -> handle.execute("delete from push_endpoint where id = ?", id));
  }

  /** The browsers of some readers. */
  public List<Endpoint> of(List<Integer> readers) {
    return readers.isEmpty()
        ? List.of()
        : database.read(
            handle ->
                handle
                    .createQuery(
                        "select * from push_endpoint where reader_id in (<readers>) order by since desc, id")
                    .bindList("readers", readers)
                    .map((row, _) -> endpoint(row))
                    .list());
  }

  public Optional<Endpoint> byId(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from push_endpoint where id = :id")
                .bind("id", id)
                .map((row, _) -> endpoint(row))
                .findOne());
  }

  private Endpoint endpoint(ResultSet row) throws SQLException {
    String[] parts = vault.unseal(CONTEXT, row.getBytes("sealed")).split(" ");
    return new Endpoint(
        row.getLong("id"),
        new ReaderId(row.getInt("reader_id")),
        Subscription.of(parts[0], parts[1], parts[2]),
        row.getString("agent"),
        Instant.ofEpochMilli(row.getLong("since")));
  }

  /** The numbers of all readers who have a browser here. */
  public RoaringBitmap readers() {
    RoaringBitmap readers = new RoaringBitmap();
    database.read(
        handle -> {
          handle
              .createQuery("select distinct reader_id from push_endpoint order by reader_id")
              .mapTo(Integer.class)
              .forEach(readers::add);
          return true;
        });
    return readers;
  }

  @Override
  public String name() {
    return "notifications";
  }

  @Override
  public Object export(Handle handle, ReaderId reader) {
    JsonArray all = new JsonArray();
    handle
        .createQuery("select agent, since from push_endpoint where reader_id = :reader order by id")
        .bind("reader", reader.value())
        .map(
            (row, _) ->
                new JsonObject()
                    .put("browser", row.getString("agent"))
                    .put("since", Instant.ofEpochMilli(row.getLong("since")).toString()))
        .forEach(all::add);
    return all;
  }

  @Override
  public void move(Facts.Telling telling, ReaderId from, ReaderId into) {
    telling
        .handle()
        .execute(
            "update push_endpoint set reader_id = ? where reader_id = ?",
            into.value(),
            from.value());
  }
}
