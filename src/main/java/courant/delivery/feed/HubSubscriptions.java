package courant.delivery.feed;

import courant.platform.db.Database;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who wants to be told of which feed. */
final class HubSubscriptions {
  /**
   * One subscriber of one feed.
   *
   * @param secret signs what is sent; empty for none
   * @param news how often its feed has had news so far; what is sent is at least as new as that
   */
  record Subscription(String topic, String callback, Optional<String> secret, int tries, int news) {
    /** Secrets are not for logs. */
    @Override
    public String toString() {
      return callback + " of " + topic;
    }
  }

  private final Database database;
  private final InstantSource clock;

  HubSubscriptions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** How many subscriptions the host of a callback has, besides this one. */
  long besides(String topic, URI callback) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from hub_subscription
                    where host = :host and not (topic = :topic and callback = :callback)
                    """)
                .bind("host", host(callback))
                .bind("topic", topic)
                .bind("callback", callback.toString())
                .mapTo(Long.class)
                .one());
  }

  private static String host(URI callback) {
    return callback.getHost().toLowerCase(Locale.ROOT);
  }

  void add(String topic, URI callback, Optional<String> secret, Instant expires) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into hub_subscription (topic, callback, host, secret, expires, tries)
                    values (:topic, :callback, :host, :secret, :expires, 0)
                    on conflict (topic, callback) do update
                    set host = excluded.host, secret = excluded.secret,
                      expires = excluded.expires, tries = 0
                    """)
                .bind("topic", topic)
                .bind("callback", callback.toString())
                .bind("host", host(callback))
                .bind("secret", secret)
                .bind("expires", expires.toEpochMilli())
                .execute());
  }

  void remove(String topic, String callback) {
    database.change(
        handle ->
            handle.execute(
                "delete from hub_subscription where topic = ? and callback = ?", topic, callback));
  }

  /** Notes that these feeds have news. */
  void news(Collection<String> topics) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "update hub_subscription set due = :now, tries = 0, news = news + 1 where topic in (<topics>) and expires > :now")
                .bindList("topics", List.copyOf(topics))
                .bind("now", clock.millis())
                .execute());
  }

  /**
   * Some subscribers for whom there is news and whose time has come; forgets those that expired.
   */
  List<Subscription> due(int most) {
    long now = clock.millis();
    boolean expired =
        database.read(
            handle ->
                handle
                        .createQuery("select count(*) from hub_subscription where expires <= :now")
                        .bind("now", now)
                        .mapTo(Long.class)
                        .one()
                    > 0);
    if (expired) {
      database.change(
          handle -> handle.execute("delete from hub_subscription where expires <= ?", now));
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from hub_subscription where due <= :now order by due limit :most")
                .bind("now", now)
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Subscription(
                            row.getString("topic"),
                            row.getString("callback"),
                            Optional.ofNullable(row.getString("secret")),
                            row.getInt("tries"),
                            row.getInt("news")))
                .list());
  }

  /** The subscriber has what was due; news that came meanwhile stays due. */
  void done(Subscription subscription) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "update hub_subscription set due = null, tries = 0 where topic = :topic and callback = :callback and news = :news")
                .bind("topic", subscription.topic())
                .bind("callback", subscription.callback())
                .bind("news", subscription.news())
                .execute());
  }

  void later(Subscription subscription, Instant at) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "update hub_subscription set due = :at, tries = tries + 1 where topic = :topic and callback = :callback and news = :news")
                .bind("topic", subscription.topic())
                .bind("callback", subscription.callback())
                .bind("news", subscription.news())
                .bind("at", at.toEpochMilli())
                .execute());
  }
}
