package courant.syndication.websub;

import courant.platform.crypto.Token;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.source.SourceId;
import courant.syndication.websub.HubLease.State;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Our subscriptions at partners' hubs. */
public final class HubLeases {
  private static final String SEALED_AS = "websub secret";

  /** Between two fetches of a feed whose news come by themselves. */
  private static final Duration QUIET = Duration.ofHours(6);

  /** A hub that has been silent so often is not relied on. */
  private static final int MOST_MISSES = 2;

  private static final int LONGEST_WHY = 300;

  private final Database database;
  private final Vault vault;
  private final InstantSource clock;

  HubLeases(Database database, Vault vault, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** Those of a source's feeds, by number of the feed. */
  public Map<Long, HubLease> of(SourceId source) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select hub_lease.* from hub_lease join feed on feed.id = hub_lease.feed_id
                    where feed.source_id = :source
                    """)
                .bind("source", source.value())
                .map(HubLeases::lease)
                .collect(Collectors.toMap(HubLease::feed, Function.identity())));
  }

  Optional<HubLease> byToken(String token) {
    return one("token", token);
  }

  Optional<HubLease> byFeed(long feed) {
    return one("feed_id", feed);
  }

  private Optional<HubLease> one(String column, Object value) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from hub_lease where " + column + " = :value")
                .bind("value", value)
                .map(HubLeases::lease)
                .findOne());
  }

  /** The secret by which the hub signs; read only where something is proved by it. */
  String secret(HubLease lease) {
    return database.read(
        handle ->
            vault.unseal(
                SEALED_AS,
                handle
                    .createQuery("select sealed from hub_lease where feed_id = :feed")
                    .bind("feed", lease.feed())
                    .mapTo(byte[].class)
                    .one()));
  }

  /** Takes note of where a feed can be subscribed at, or that it cannot. */
  public void offered(long feed, Optional<HubLinks> offer) {
    Optional<HubLease> known = byFeed(feed);
    boolean same =
        known.isPresent() == offer.isPresent()
            && known
                .map(
                    lease ->
                        lease.hub().equals(offer.orElseThrow().hub())
                            && lease.topic().equals(offer.orElseThrow().topic().toString()))
                .orElse(true);
    if (same) {
      return;
    }
    database.change(
        handle -> {
          handle.execute("delete from hub_lease where feed_id = ?", feed);
          offer.ifPresent(links -> add(handle, feed, links));
        });
  }

  private void add(Handle handle, long feed, HubLinks links) {
    handle
        .createUpdate(
            """
            insert into hub_lease (feed_id, token, sealed, hub, topic, state, due, tries, misses, why)
            select id, :token, :sealed, :hub, :topic, 'asked', :now, 0, 0, '' from feed where id = :feed
            """)
        .bind("feed", feed)
        .bind("token", Token.fresh().value())
        .bind("sealed", vault.seal(SEALED_AS, Token.fresh().value()))
        .bind("hub", links.hub().toString())
        .bind("topic", links.topic().toString())
        .bind("now", clock.millis())
        .execute();
  }

  /** Those whose hub is to be asked now; each is put off, so that no other node asks, too. */
  List<HubLease> claimDue(Duration lease, int most) {
    if (database.read(handle -> due(handle, 1)).isEmpty()) {
      return List.of();
    }
    return database.write(
        handle -> {
          List<HubLease> due = due(handle, most);
          for (HubLease one : due) {
            handle.execute(
                "update hub_lease set due = ? where feed_id = ?",
                clock.instant().plus(lease).toEpochMilli(),
                one.feed());
          }
          return due;
        });
  }

  private List<HubLease> due(Handle handle, int most) {
    return handle
        .createQuery("select * from hub_lease where due <= :now order by due limit :most")
        .bind("now", clock.millis())
        .bind("most", most)
        .map(HubLeases::lease)
        .list();
  }

  /** It was asked, or could not be; it is asked again unless the hub comes back meanwhile. */
  void asked(HubLease lease, String why, Duration pause) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    update hub_lease set tries = tries + 1, why = :why, due = :due
                    where feed_id = :feed and token = :token
                    """)
                .bind("why", why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) : why)
                .bind("due", clock.instant().plus(pause).toEpochMilli())
                .bind("feed", lease.feed())
                .bind("token", lease.token())
                .execute());
  }

  /**
   * The hub has made sure that we want it. If that is new, the feed is fetched once more: what came
   * out since the last fetch, the hub has told nobody.
   */
  void live(HubLease lease, Duration lasts) {
    Instant now = clock.instant();
    Instant renewed = now.plus(lasts.multipliedBy(4).dividedBy(5));
    database.change(
        handle -> {
          if (lease.state() != State.LIVE) {
            handle.execute(
                "update feed set due = ? where id = ?", now.toEpochMilli(), lease.feed());
          }
          handle
              .createUpdate(
                  """
                    update hub_lease set state = 'live', tries = 0, misses = 0, why = '', due = :due,
                      expires = :expires
                    where feed_id = :feed and token = :token
                    """)
              .bind("due", renewed.toEpochMilli())
              .bind("expires", now.plus(lasts).toEpochMilli())
              .bind("feed", lease.feed())
              .bind("token", lease.token())
              .execute();
        });
  }

  /** It is no more: the feed is fetched at its own pace again, beginning now. */
  void over(HubLease lease, State state, String why, Duration pause) {
    asked(lease, why, pause);
    database.change(
        handle -> {
          handle.execute(
              "update hub_lease set state = ?, expires = null where feed_id = ?",
              state.word(),
              lease.feed());
          handle.execute("update feed set due = ? where id = ?", clock.millis(), lease.feed());
        });
  }

  /** Those that were not renewed in time. */
  List<HubLease> expired(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from hub_lease where state = 'live' and expires <= :now limit :most")
                .bind("now", clock.millis())
                .bind("most", most)
                .map(HubLeases::lease)
                .list());
  }

  void pushed(HubLease lease) {
    database.change(
        handle ->
            handle.execute(
                "update hub_lease set pushed = ?, misses = 0 where feed_id = ?",
                clock.millis(),
                lease.feed()));
  }

  /** A fetch brought what should have come by itself. */
  public void missed(long feed) {
    if (byFeed(feed).filter(lease -> lease.state() == State.LIVE).isPresent()) {
      database.change(
          handle ->
              handle.execute("update hub_lease set misses = misses + 1 where feed_id = ?", feed));
    }
  }

  /** Until when a feed need not be fetched; empty if its news do not come by themselves. */
  public Optional<Instant> quietUntil(long feed) {
    Instant until = clock.instant().plus(QUIET);
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select expires from hub_lease
                    where feed_id = :feed and state = 'live' and expires > :now and misses < :misses
                    """)
                .bind("feed", feed)
                .bind("now", clock.millis())
                .bind("misses", MOST_MISSES)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli)
                .map(end -> end.isBefore(until) ? end : until));
  }

  private static HubLease lease(ResultSet row, StatementContext context) throws SQLException {
    return new HubLease(
        row.getLong("feed_id"),
        row.getString("token"),
        URI.create(row.getString("hub")),
        row.getString("topic"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("tries"),
        instant(row, "expires"),
        instant(row, "pushed"),
        row.getString("why"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
