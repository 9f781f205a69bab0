package courant.syndication.wire;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** What partners handed in lately, and what became of it. */
public final class WireDeliveries {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int LONGEST = 500;

  /** How something came. */
  public enum Way {
    PUSH,
    FOLDER,
    MAIL;

    /** How it is written in the database and in the names of texts. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One of them.
   *
   * @param name of the file, or what the sender called it; may be empty
   * @param taken new stories
   * @param changed stories that say something else now, or were taken back
   * @param trouble why it brought nothing, or less; empty if all went well
   */
  public record WireDelivery(
      Instant at, Way way, String name, int taken, int changed, String trouble) {}

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  WireDeliveries(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** The newest first. */
  public List<WireDelivery> newest(SourceId source, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from wire_delivery where source_id = :source order by at desc, id desc limit :most")
                .bind("source", source.value())
                .bind("most", most)
                .map(
                    (row, _) ->
                        new WireDelivery(
                            Instant.ofEpochMilli(row.getLong("at")),
                            Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
                            row.getString("name"),
                            row.getInt("taken"),
                            row.getInt("changed"),
                            row.getString("trouble")))
                .list());
  }

  void note(SourceId source, Way way, String name, TakeWires.Result result) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into wire_delivery (id, source_id, at, way, name, taken, changed, trouble)
                    values (:id, :source, :at, :way, :name, :taken, :changed, :trouble)
                    """)
                .bind("id", ids.next())
                .bind("source", source.value())
                .bind("at", clock.millis())
                .bind("way", way.word())
                .bind("name", cut(name))
                .bind("taken", result.taken())
                .bind("changed", result.changed())
                .bind("trouble", cut(result.trouble()))
                .execute());
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Forgets what is of no use any more. */
  void tidy() {
    database.change(
        handle ->
            handle.execute(
                "delete from wire_delivery where at < ?",
                clock.instant().minus(KEPT).toEpochMilli()));
  }
}
