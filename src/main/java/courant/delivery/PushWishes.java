package courant.delivery;

import courant.follow.Interest;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.reader.Holding;
import courant.reader.ReaderId;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** When and how soon readers want to be notified. */
public final class PushWishes implements Holding {
  private final Database database;

  public PushWishes(Database database) {
    this.database = database;
  }

  /** What is followed, as the table names it. */
  private record Named(String kind, long target, String query) {
    static Named of(Interest interest) {
      return new Named(interest.kind().word(), interest.target(), interest.words());
    }
  }

  /** One reader's wishes; whoever has none is told at once, at any hour. */
  public static final class Wishes {
    private final Map<Named, PushPace> paces = new HashMap<>();
    private Optional<QuietHours> quiet = Optional.empty();

    public Optional<QuietHours> quiet() {
      return quiet;
    }

    /** From a moment on, the first at which something may ring. */
    public Instant awake(Instant at) {
      return quiet.map(hours -> hours.after(at)).orElse(at);
    }

    /** How soon for one thing followed. */
    public PushPace pace(Interest interest) {
      return paces.getOrDefault(Named.of(interest), PushPace.ONCE);
    }

    /** Whether all is told at once. */
    public boolean plain() {
      return paces.isEmpty();
    }
  }

  /** The wishes of some readers, each of them. */
  public Map<Integer, Wishes> of(List<Integer> readers) {
    Map<Integer, Wishes> wishes = new HashMap<>();
    readers.forEach(reader -> wishes.put(reader, new Wishes()));
    if (readers.isEmpty()) {
      return wishes;
    }
    database.read(
        handle -> {
          handle
              .createQuery("select * from push_quiet where reader_id in (<readers>)")
              .bindList("readers", readers)
              .map((row, _) -> Map.entry(row.getInt("reader_id"), quiet(row)))
              .forEach(one -> wishes(wishes, one.getKey()).quiet = Optional.of(one.getValue()));
          handle
              .createQuery("select * from push_pace where reader_id in (<readers>)")
              .bindList("readers", readers)
              .map(
                  (row, _) -> {
                    Named named =
                        new Named(
                            row.getString("kind"), row.getLong("target"), row.getString("query"));
                    PushPace pace = PushPace.of(row.getString("pace")).orElse(PushPace.ONCE);
                    return wishes(wishes, row.getInt("reader_id")).paces.put(named, pace);
                  })
              .list();
          return true;
        });
    return wishes;
  }

  private static Wishes wishes(Map<Integer, Wishes> all, int reader) {
    return all.computeIfAbsent(reader, _ -> new Wishes());
  }

  /** One reader's wishes. */
  public Wishes of(ReaderId reader) {
    return wishes(of(List.of(reader.value())), reader.value());
  }

  private static QuietHours quiet(ResultSet row) throws SQLException {
    return new QuietHours(
        row.getInt("begins"), row.getInt("ends"), ZoneId.of(row.getString("zone")));
  }

  /** Sets a reader's quiet hours, or none. */
  public void quiet(ReaderId reader, Optional<QuietHours> hours) {
    database.change(
        handle -> {
          handle.execute("delete from push_quiet where reader_id = ?", reader.value());
          hours.ifPresent(
              some ->
                  handle.execute(
                      "insert into push_quiet (reader_id, begins, ends, zone) values (?, ?, ?, ?)",
                      reader.value(),
                      some.begins(),
                      some.ends(),
                      some.zone().getId()));
        });
  }

  /** Sets how soon a reader is told of something. */
  public void pace(ReaderId reader, Interest interest, PushPace pace) {
    Named named = Named.of(interest);
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into push_pace (reader_id, kind, target, query, pace)
                    values (:reader, :kind, :target, :query, :pace)
                    on conflict (reader_id, kind, target, query) do update set pace = excluded.pace
                    """)
                .bind("reader", reader.value())
                .bind("kind", named.kind())
                .bind("target", named.target())
                .bind("query", named.query())
                .bind("pace", pace.word())
                .execute());
  }

  /**
   * What was wished for one thing followed holds for another instead, in the caller's transaction;
   * whoever wished something for that already keeps it.
   */
  public void move(Handle handle, Interest from, Interest into) {
    Named old = Named.of(from);
    Named taker = Named.of(into);
    handle.execute(
        """
        insert into push_pace (reader_id, kind, target, query, pace)
        select reader_id, ?, ?, ?, pace from push_pace where kind = ? and target = ? and query = ?
        on conflict (reader_id, kind, target, query) do nothing
        """,
        taker.kind(),
        taker.target(),
        taker.query(),
        old.kind(),
        old.target(),
        old.query());
    handle.execute(
        "delete from push_pace where kind = ? and target = ? and query = ?",
        old.kind(),
        old.target(),
        old.query());
  }

  @Override
  public String name() {
    return "quiet hours";
  }

  @Override
  public Object export(Handle handle, ReaderId reader) {
    JsonObject hours = new JsonObject();
    handle
        .createQuery("select * from push_quiet where reader_id = :reader")
        .bind("reader", reader.value())
        .map((row, _) -> quiet(row))
        .findOne()
        .ifPresent(
            quiet ->
                hours
                    .put("from", quiet.begins())
                    .put("until", quiet.ends())
                    .put("zone", quiet.zone().getId()));
    return hours;
  }

  @Override
  public void move(Facts.Telling telling, ReaderId from, ReaderId into) {
    Handle handle = telling.handle();
    handle.execute(
        """
        insert into push_quiet (reader_id, begins, ends, zone)
        select ?, begins, ends, zone from push_quiet where reader_id = ?
        on conflict (reader_id) do nothing
        """,
        into.value(),
        from.value());
    handle.execute(
        """
        insert into push_pace (reader_id, kind, target, query, pace)
        select ?, kind, target, query, pace from push_pace where reader_id = ?
        on conflict (reader_id, kind, target, query) do nothing
        """,
        into.value(),
        from.value());
  }
}
