package courant.syndication.wire;

import courant.platform.db.Database;
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
  private final InstantSource clock;

  HeldWires(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A document as it came.
   *
   * @param arrival grows with time; kept while it waits
   * @param name of the file, or what else the sender calls it
   * @param type its media type; may be empty
   */
  record Handed(long arrival, SourceId source, Way way, String name, String type, byte[] body) {}

  /** Keeps what not even the desk may see yet. */
  void keep(Handed one, Instant due) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into wire_held (id, source_id, way, name, type, body, due)
                    values (:id, :source, :way, :name, :type, :body, :due)
                    on conflict (id) do update set due = excluded.due
                    """)
                .bind("id", one.arrival())
                .bind("source", one.source().value())
                .bind("way", one.way().word())
                .bind("name", one.name())
                .bind("type", one.type())
                .bind("body", one.body())
                .bind("due", due.toEpochMilli())
                .execute());
  }

  /** Those of which an embargo has ended. */
  List<Handed> due() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from wire_held where due <= :now order by due limit :most")
                .bind("now", clock.millis())
                .bind("most", MOST_A_LOOK)
                .map(
                    (row, _) ->
                        new Handed(
                            row.getLong("id"),
                            new SourceId(row.getLong("source_id")),
                            Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
                            row.getString("name"),
                            row.getString("type"),
                            row.getBytes("body")))
                .list());
  }

  /** Forgets one, unless something in it has to wait longer. */
  void forget(Handed one) {
    database.change(
        handle ->
            handle.execute(
                "delete from wire_held where id = ? and due <= ?", one.arrival(), clock.millis()));
  }
}
