package courant.delivery.hook;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The webhooks and their ledger. */
public final class Webhooks {
  /** As many as one review can look after. */
  public static final int MOST = 50;

  private static final String SEALED_AS = "webhook secret";
  private static final int MOST_AT_ONCE = 5;

  private final Database database;
  private final Vault vault;
  private final Ids ids;
  private final InstantSource clock;

  Webhooks(Database database, Vault vault, Ids ids, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds one; its secret is shown only now. */
  HookSecret add(long id, String address, List<HookEvent> events) {
    HookSecret secret = HookSecret.fresh();
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into webhook (id, address, events, sealed, made, paused)
                    values (:id, :address, :events, :sealed, :made, '')
                    """)
                .bind("id", id)
                .bind("address", address)
                .bind(
                    "events", events.stream().map(HookEvent::word).collect(Collectors.joining(" ")))
                .bind("sealed", vault.seal(SEALED_AS, secret.value()))
                .bind("made", clock.millis())
                .execute());
    return secret;
  }

  long nextId() {
    return ids.next();
  }

  public List<Webhook> all() {
    return database.read(Webhooks::all);
  }

  private static List<Webhook> all(Handle handle) {
    return handle
        .createQuery("select * from webhook order by made, id")
        .map(Webhooks::webhook)
        .list();
  }

  public Optional<Webhook> byId(long id) {
    return all().stream().filter(webhook -> webhook.id() == id).findFirst();
  }

  HookSecret secret(long id) {
    return database.read(
        handle ->
            new HookSecret(
                vault.unseal(
                    SEALED_AS,
                    handle
                        .createQuery("select sealed from webhook where id = :id")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .one())));
  }

  public void remove(long id) {
    database.change(handle -> handle.execute("delete from webhook where id = ?", id));
  }

  /** Sends nothing more, until somebody resumes; what waits keeps waiting. */
  void pause(long id, String why) {
    database.change(
        handle ->
            handle.execute("update webhook set paused = ? where id = ? and paused = ''", why, id));
  }

  /** Sends again, also what failed since it was paused. */
  public void resume(long id) {
    database.change(
        handle -> {
          handle.execute("update webhook set paused = '' where id = ?", id);
          handle.execute(
              """
              update webhook_delivery set state = 'waiting', due = ?, tries = 0
              where webhook_id = ? and state <> 'sent'
              """,
              clock.millis(),
              id);
        });
  }

  /** Plans a message for every webhook that hears of its event; the same message once only. */
  void plan(String message, HookEvent event, String body) {
    database.change(
        handle ->
            all(handle).stream()
                .filter(webhook -> webhook.events().contains(event))
                .forEach(webhook -> plan(handle, webhook.id(), message, event, body)));
  }

  /** Plans a message for one webhook alone. */
  void plan(long webhook, String message, HookEvent event, String body) {
    database.change(handle -> plan(handle, webhook, message, event, body));
  }

  private void plan(Handle handle, long webhook, String message, HookEvent event, String body) {
    handle
        .createUpdate(
            """
            insert into webhook_delivery (webhook_id, message, event, body, made, state, due, tries, why)
            values (:webhook, :message, :event, :body, :now, 'waiting', :now, 0, '')
            on conflict do nothing
            """)
        .bind("webhook", webhook)
        .bind("message", message)
        .bind("event", event.word())
        .bind("body", body)
        .bind("now", clock.millis())
        .execute();
  }

  /** To whom something is due. */
  List<Long> due() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select id from webhook where paused = '' and exists
                      (select 1 from webhook_delivery
                        where webhook_id = webhook.id and state = 'waiting' and due <= :now)
                    """)
                .bind("now", clock.millis())
                .mapTo(Long.class)
                .list());
  }

  /**
   * Takes the oldest messages that are due to a webhook, a few at a time. They are due again when
   * the lease ends, lest a stop loses them.
   */
  List<HookDelivery> claim(long webhook, Duration lease) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    update webhook_delivery set due = :until
                    where webhook_id = :webhook and state = 'waiting' and due <= :now
                      and message in
                        (select message from webhook_delivery
                          where webhook_id = :webhook and state = 'waiting' and due <= :now
                          order by due, message limit :most)
                      and exists (select 1 from webhook where id = :webhook and paused = '')
                    returning *
                    """)
                .bind("until", clock.instant().plus(lease).toEpochMilli())
                .bind("webhook", webhook)
                .bind("now", clock.millis())
                .bind("most", MOST_AT_ONCE)
                .map(Webhooks::delivery)
                .list());
  }

  /**
   * Writes down what became of a try.
   *
   * @param again when to try again; empty if not
   */
  void tried(
      HookDelivery one,
      HookDelivery.State state,
      Optional<Integer> status,
      String why,
      Optional<Instant> again) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    update webhook_delivery set state = :state, status = :status, why = :why, due = :due,
                      tries = tries + 1, at = :now
                    where webhook_id = :webhook and message = :message and state <> 'sent'
                    """)
                .bind("state", state.word())
                .bind("status", status.orElse(null))
                .bind("why", why)
                .bind("due", again.map(Instant::toEpochMilli).orElse(null))
                .bind("now", clock.millis())
                .bind("webhook", one.webhook())
                .bind("message", one.message())
                .execute());
  }

  /** The last messages of a webhook, newest first. */
  public List<HookDelivery> newest(long webhook, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from webhook_delivery where webhook_id = :webhook
                    order by made desc, message desc limit :most
                    """)
                .bind("webhook", webhook)
                .bind("most", most)
                .map(Webhooks::delivery)
                .list());
  }

  /** Sends a message again, now. */
  public void again(long webhook, String message) {
    database.change(
        handle ->
            handle.execute(
                """
                update webhook_delivery set state = 'waiting', due = ?, tries = 0
                where webhook_id = ? and message = ?
                """,
                clock.millis(),
                webhook,
                message));
  }

  /** Forgets what is long over, and what waited as long for one that nobody resumed. */
  void tidy(Instant before) {
    database.change(
        handle ->
            handle.execute(
                """
                delete from webhook_delivery where made < ? and
                  (state <> 'waiting' or webhook_id in (select id from webhook where paused <> ''))
                """,
                before.toEpochMilli()));
  }

  private static Webhook webhook(ResultSet row, StatementContext context) throws SQLException {
    return new Webhook(
        row.getLong("id"),
        row.getString("address"),
        HookEvent.chosen(Arrays.asList(row.getString("events").split(" "))),
        Instant.ofEpochMilli(row.getLong("made")),
        row.getString("paused"));
  }

  private static HookDelivery delivery(ResultSet row, StatementContext context)
      throws SQLException {
    long due = row.getLong("due");
    Optional<Instant> next =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
    int status = row.getInt("status");
    Optional<Integer> answered = row.wasNull() ? Optional.empty() : Optional.of(status);
    return new HookDelivery(
        row.getLong("webhook_id"),
        row.getString("message"),
        row.getString("event"),
        row.getString("body"),
        Instant.ofEpochMilli(row.getLong("made")),
        HookDelivery.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        next,
        row.getInt("tries"),
        answered,
        row.getString("why"));
  }
}
