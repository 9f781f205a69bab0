package courant.delivery.fediverse;

import courant.delivery.fediverse.FediverseAtDesk.Delivery;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.story.StoryId;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What is told, and the ledger of what became of it: a row for each inbox, written with the plan. A
 * server takes it once for all its people, so these are few.
 */
final class Sends {
  /** Longer than any request; who stops in the middle leaves it to be tried again then. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  /** What is told of a story. */
  enum Kind {
    CREATE,
    ANNOUNCE,
    UPDATE,
    DELETE,
    /** Of no story: to one who follows from now on. Its body is what they sent, sealed. */
    ACCEPT;

    boolean ofWhatWasTold() {
      return this == UPDATE || this == DELETE;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Something to tell.
   *
   * @param key the same for the same: it is told once
   * @param actor key of who tells it
   * @param object address of the story
   * @param body what cannot be made again from the story; else empty
   */
  record Send(String key, Kind kind, String actor, StoryId story, String object, String body) {}

  /** A delivery that was taken to be made now. */
  record Due(long send, long inbox, byte[] sealed, int tries, Send what) {}

  private static final String CONTEXT = "fediverse follow";

  private final Database database;
  private final Vault vault;
  private final Ids ids;
  private final InstantSource clock;
  private volatile Runnable wakeTeller = () -> {};

  Sends(Database database, Vault vault, Ids ids, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** From now on wakes who tells whatever is planned. */
  void wake(Runnable teller) {
    wakeTeller = teller;
  }

  /**
   * Plans something for the followers of some actors; again, nothing happens. What becomes of a
   * story is also for servers that were told of it and where nobody follows any more: they show it.
   */
  void plan(Send send, Collection<String> followed) {
    if (followed.isEmpty()) {
      return;
    }
    database.change(
        handle ->
            insert(handle, send)
                .ifPresent(
                    id ->
                        handle
                            .createUpdate(
                                """
                                insert into fediverse_delivery (send_id, inbox_id, state, at, tries, due, why)
                                select :send, inbox_id, 'due', :now, 0, :now, '' from
                                  (select inbox_id from fediverse_follower where actor in (<actors>)
                                  union
                                  select inbox_id from fediverse_delivery
                                    join fediverse_send on fediverse_send.id = send_id
                                  where :again = 1 and story_id = :story and state = 'sent') told
                                """)
                            .bind("send", id)
                            .bind("again", send.kind().ofWhatWasTold() ? 1 : 0)
                            .bind("story", send.story().value())
                            .bind("now", clock.millis())
                            .bindList("actors", List.copyOf(followed))
                            .execute()));
  }

  /** Plans to tell a follower that they follow, within the caller's transaction. */
  void accept(Handle handle, Actor actor, JsonObject follow, long inbox) {
    String key = "accept " + ids.next();
    insert(handle, new Send(key, Kind.ACCEPT, actor.key(), new StoryId(0), "", sealed(follow)))
        .ifPresent(
            id ->
                handle.execute(
                    """
                    insert into fediverse_delivery (send_id, inbox_id, state, at, tries, due, why)
                    values (?, ?, 'due', ?, 0, ?, '')
                    """,
                    id,
                    inbox,
                    clock.millis(),
                    clock.millis()));
  }

  /** What they sent says who they are. */
  private String sealed(JsonObject follow) {
    return Base64.getEncoder().encodeToString(vault.seal(CONTEXT, follow.encode()));
  }

  /** What one who follows sent. */
  JsonObject follow(Send accept) {
    return new JsonObject(vault.unseal(CONTEXT, Base64.getDecoder().decode(accept.body())));
  }

  private Optional<Long> insert(Handle handle, Send send) {
    long id = ids.next();
    int inserted =
        handle
            .createUpdate(
                """
                insert into fediverse_send (id, told_key, kind, actor, story_id, object, body, made)
                values (:id, :key, :kind, :actor, :story, :object, :body, :now)
                on conflict (told_key) do nothing
                """)
            .bind("id", id)
            .bind("key", send.key())
            .bind("kind", send.kind().word())
            .bind("actor", send.actor())
            .bind("story", send.story().value())
            .bind("object", send.object())
            .bind("body", send.body())
            .bind("now", clock.millis())
            .execute();
    database.afterCommit(wakeTeller);
    return inserted == 1 ? Optional.of(id) : Optional.empty();
  }

  /** What was told of a story, the newest first. */
  List<Send> of(StoryId story) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from fediverse_send where story_id = :story order by made desc, id desc")
                .bind("story", story.value())
                .map((row, _) -> send(row))
                .list());
  }

  private static Send send(ResultSet row) throws SQLException {
    return new Send(
        row.getString("told_key"),
        Kind.of(row.getString("kind")),
        row.getString("actor"),
        new StoryId(row.getLong("story_id")),
        row.getString("object"),
        row.getString("body"));
  }

  /** Takes deliveries that are due, and keeps them from others for a while. */
  List<Due> claim(int most) {
    return database.write(
        handle -> {
          List<long[]> taken =
              handle
                  .createQuery(
                      """
                      update fediverse_delivery set due = :lease
                      where state = 'due' and due <= :now and (send_id, inbox_id) in
                        (select send_id, inbox_id from fediverse_delivery
                          where state = 'due' and due <= :now order by due, send_id limit :most)
                      returning send_id, inbox_id
                      """)
                  .bind("lease", clock.instant().plus(LEASE).toEpochMilli())
                  .bind("now", clock.millis())
                  .bind("most", most)
                  .map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                  .list();
          List<Due> due = new ArrayList<>();
          taken.forEach(one -> due.add(due(handle, one[0], one[1])));
          return due;
        });
  }

  private static Due due(Handle handle, long send, long inbox) {
    return handle
        .createQuery(
            """
            select fediverse_send.*, fediverse_inbox.sealed, fediverse_delivery.tries
            from fediverse_delivery
              join fediverse_send on fediverse_send.id = send_id
              join fediverse_inbox on fediverse_inbox.id = inbox_id
            where send_id = :send and inbox_id = :inbox
            """)
        .bind("send", send)
        .bind("inbox", inbox)
        .map(
            (row, _) ->
                new Due(send, inbox, row.getBytes("sealed"), row.getInt("tries"), send(row)))
        .one();
  }

  /** Writes down what became of a delivery. */
  void done(Due due, String state, String why) {
    database.change(
        handle -> {
          handle
              .createUpdate(
                  """
                  update fediverse_delivery
                  set state = :state, at = :now, due = null, tries = tries + 1, why = :why
                  where send_id = :send and inbox_id = :inbox
                  """)
              .bind("state", state)
              .bind("now", clock.millis())
              .bind("why", why)
              .bind("send", due.send())
              .bind("inbox", due.inbox())
              .execute();
          if (state.equals("sent")) {
            handle.execute(
                "update fediverse_inbox set failing_since = null where id = ? and failing_since is not null",
                due.inbox());
          }
        });
  }

  /** Puts a delivery off, with all else for the same inbox: it is the server that cannot. */
  void later(Due due, Instant until, String why) {
    database.change(
        handle -> {
          handle
              .createUpdate(
                  """
                  update fediverse_delivery set tries = tries + 1, at = :now, why = :why
                  where send_id = :send and inbox_id = :inbox
                  """)
              .bind("now", clock.millis())
              .bind("why", why)
              .bind("send", due.send())
              .bind("inbox", due.inbox())
              .execute();
          handle
              .createUpdate(
                  """
                  update fediverse_delivery set due = :until
                  where inbox_id = :inbox and state = 'due'
                    and (due < :until or send_id = :send)
                  """)
              .bind("until", until.toEpochMilli())
              .bind("inbox", due.inbox())
              .bind("send", due.send())
              .execute();
          handle.execute(
              "update fediverse_inbox set failing_since = ? where id = ? and failing_since is null",
              clock.millis(),
              due.inbox());
        });
  }

  /** Lets go of an inbox that is no more, with all who followed by it. */
  void gone(Due due, String why) {
    database.change(
        handle -> {
          handle.execute("delete from fediverse_follower where inbox_id = ?", due.inbox());
          handle.execute(
              "update fediverse_delivery set state = 'gone', due = null, at = ?, why = ? where inbox_id = ? and state = 'due'",
              clock.millis(),
              why,
              due.inbox());
        });
  }

  /** The last deliveries, the newest first. */
  List<Delivery> last(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select fediverse_delivery.*, host, kind, object
                    from fediverse_delivery
                      join fediverse_send on fediverse_send.id = send_id
                      join fediverse_inbox on fediverse_inbox.id = inbox_id
                    order by at desc, send_id desc limit :most
                    """)
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Delivery(
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getString("host"),
                            row.getString("kind"),
                            row.getString("object"),
                            row.getString("state"),
                            row.getInt("tries"),
                            row.getString("why")))
                .list());
  }

  /** How many deliveries are in each state. */
  Map<String, Long> states() {
    Map<String, Long> states = new TreeMap<>();
    database.read(
        handle -> {
          handle
              .createQuery("select state, count(*) from fediverse_delivery group by state")
              .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
              .forEach(one -> states.put(one.getKey(), one.getValue()));
          return true;
        });
    return states;
  }

  /** Forgets what became of deliveries before an instant, but not what was told. */
  void tidy(Instant before) {
    database.change(
        handle -> {
          handle.execute(
              "delete from fediverse_delivery where at < ? and state <> 'due'",
              before.toEpochMilli());
          handle.execute(
              """
              delete from fediverse_send where kind = 'accept' and made < ? and not exists
                (select 1 from fediverse_delivery where send_id = fediverse_send.id)
              """,
              before.toEpochMilli());
          Inboxes.tidy(handle);
        });
  }
}
