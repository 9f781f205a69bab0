package courant.syndication.wire;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.source.SourceId;
import courant.syndication.wire.WireDeliveries.Way;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Documents that wait, unseen, for the end of their embargo. */
final class HeldWires {
  private static final int MOST_A_LOOK = 100;

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  HeldWires(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** One of them, as it came. */
  record Held(long id, SourceId source, Way way, String name, String type, byte[] body) {}

  /** Keeps what not even the desk may see yet. */
  void keep(SourceId source, Way way, String name, String type, byte[] body, Instant due) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into wire_held (id, source_id, way, name, type, body, due)
                    values (:id, :source, :way, :name, :type, :body, :due)
                    """)
                .bind("id", ids.next())
                .bind("source", source.value())
                .bind("way", way.word())
                .bind("name", name)
                .bind("type", type)
                .bind("body", body)
                .bind("due", due.toEpochMilli())
                .execute());
  }

  /** Those whose embargo has ended. */
  List<Held> due() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from wire_held where due <= :now order by due limit :most")
                .bind("now", clock.millis())
                .bind("most", MOST_A_LOOK)
                .map(
                    (row, _) ->
                        new Held(
                            row.getLong("id"),
                            new SourceId(row.getLong("source_id")),
                            Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
                            row.getString("name"),
                            row.getString("type"),
                            row.getBytes("body")))
                .list());
  }

  void forget(Held held) {
    database.change(handle -> handle.execute("delete from wire_held where id = ?", held.id()));
  }
}
