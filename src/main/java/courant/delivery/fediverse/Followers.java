package courant.delivery.fediverse;

import courant.delivery.fediverse.FediverseAtDesk.Day;
import courant.delivery.fediverse.FediverseAtDesk.Server;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Who follows from elsewhere. Kept so that they can be counted, told and let go, and not so that
 * anybody could read who they are.
 */
final class Followers {
  private static final String CONTEXT = "fediverse account";

  private final Database database;
  private final Vault vault;
  private final Inboxes inboxes;
  private final InstantSource clock;

  Followers(Database database, Vault vault, Inboxes inboxes, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.inboxes = inboxes;
    this.clock = clock;
  }

  /** What stands for somebody, of no use without the key. */
  byte[] hash(String id) {
    return vault.hash(CONTEXT, id);
  }

  /** Takes a follower in, within the caller's transaction. */
  long add(Handle handle, Actor actor, Peer peer) {
    long inbox = inboxes.of(handle, peer.inbox());
    handle
        .createUpdate(
            """
            insert into fediverse_follower (actor, who, inbox_id, since)
            values (:actor, :who, :inbox, :now)
            on conflict (actor, who) do update set inbox_id = excluded.inbox_id
            """)
        .bind("actor", actor.key())
        .bind("who", hash(peer.id()))
        .bind("inbox", inbox)
        .bind("now", clock.millis())
        .execute();
    return inbox;
  }

  void remove(Handle handle, Actor actor, String id) {
    handle.execute(
        "delete from fediverse_follower where actor = ? and who = ?", actor.key(), hash(id));
  }

  /** Whether somebody follows anything, or has written or liked anything here. */
  boolean knows(String id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select 1 from fediverse_follower where who = :who)
                      or exists (select 1 from fediverse_reply where who = :who)
                      or exists (select 1 from fediverse_echo where who = :who)
                    """)
                .bind("who", hash(id))
                .mapTo(Boolean.class)
                .one());
  }

  /** How many follow an actor. */
  long count(Actor actor) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from fediverse_follower where actor = :actor")
                .bind("actor", actor.key())
                .mapTo(Long.class)
                .one());
  }

  /** How many follow anything; each counts once. */
  long count() {
    return database.read(Followers::count);
  }

  private static long count(Handle handle) {
    return handle
        .createQuery("select count(distinct who) from fediverse_follower")
        .mapTo(Long.class)
        .one();
  }

  /** By server, the largest first. */
  List<Server> byServer(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select host, count(distinct who) as followers
                    from fediverse_follower join fediverse_inbox on fediverse_inbox.id = inbox_id
                    group by host order by followers desc, host limit :most
                    """)
                .bind("most", most)
                .map((row, _) -> new Server(row.getString(1), row.getLong(2)))
                .list());
  }

  /** Lets all of a server go, with what is owed to it; within the caller's transaction. */
  static void removeServer(Handle handle, String host) {
    handle
        .createQuery("select distinct host from fediverse_inbox")
        .mapTo(String.class)
        .filter(one -> Blocked.covers(host, one))
        .list()
        .forEach(one -> handle.execute("delete from fediverse_inbox where host = ?", one));
  }

  /** Notes how many there are today. */
  void tally() {
    database.change(
        handle ->
            handle.execute(
                """
                insert into fediverse_day (day, followers) values (?, ?)
                on conflict (day) do update set followers = excluded.followers
                """,
                clock.millis() / Duration.ofDays(1).toMillis(),
                count(handle)));
  }

  /** The last days there is a number of, oldest first. */
  List<Day> days(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select day, followers from fediverse_day order by day desc limit :most")
                .bind("most", most)
                .map((row, _) -> new Day(LocalDate.ofEpochDay(row.getLong(1)), row.getLong(2)))
                .list()
                .reversed());
  }
}
