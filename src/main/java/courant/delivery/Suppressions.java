package courant.delivery;

import courant.platform.db.Database;
import courant.reader.ReaderId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** To whom nothing is mailed any more, and why. */
public final class Suppressions {
  /** Soft bounces in a row until we give up. */
  private static final int SOFT_MOST = 5;

  /** A row ends if none comes for so long: something must have arrived meanwhile. */
  private static final Duration IN_A_ROW = Duration.ofDays(30);

  /** Why a reader is not mailed to. */
  public enum Cause {
    /** There is no such mailbox. */
    HARD,
    /** Too many could not be delivered one after another. */
    SOFT,
    /** The reader pressed "spam". */
    COMPLAINT,
    /** The desk said so. */
    DESK;

    /** Its lower-case name. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param active whether mail is stopped; else it is only counted
   * @param why in the far side's words, without addresses
   */
  public record Suppression(
      ReaderId reader, Cause cause, String why, Instant at, int soft, boolean active) {}

  private final Database database;
  private final InstantSource clock;

  public Suppressions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Stops all mail to a reader; nothing if there is no such reader. */
  public void stop(ReaderId reader, Cause cause, String why) {
    put(reader, cause, why, 0, true);
  }

  /** Counts a message that could not be delivered; after some in a row, mail is stopped. */
  public void countSoft(ReaderId reader, String why) {
    put(reader, Cause.SOFT, why, 1, false);
    database.change(
        handle ->
            handle.execute(
                "update suppression set active = 1 where reader_id = ? and soft >= ?",
                reader.value(),
                SOFT_MOST));
  }

  private void put(ReaderId reader, Cause cause, String why, int soft, boolean active) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into suppression (reader_id, cause, why, at, soft, active)
                    select id, :cause, :why, :now, :soft, :active from reader where id = :reader
                    on conflict (reader_id) do update set cause = excluded.cause, why = excluded.why,
                      at = excluded.at, soft = excluded.soft
                        + case when suppression.at < :row then 0 else suppression.soft end,
                      active = case when excluded.active > suppression.active
                        then excluded.active else suppression.active end
                    """)
                .bind("reader", reader.value())
                .bind("cause", cause.word())
                .bind("why", why)
                .bind("now", clock.millis())
                .bind("row", clock.instant().minus(IN_A_ROW).toEpochMilli())
                .bind("soft", soft)
                .bind("active", active ? 1 : 0)
                .execute());
  }

  /** Mails to a reader again, as if nothing had been. */
  public void lift(ReaderId reader) {
    database.change(
        handle -> handle.execute("delete from suppression where reader_id = ?", reader.value()));
  }

  /** Whether nothing is mailed to a reader. */
  public boolean has(ReaderId reader) {
    return database.read(
        handle ->
            handle
                .createQuery("select 1 from suppression where reader_id = :reader and active = 1")
                .bind("reader", reader.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** The newest, those that are only counted among them. */
  public List<Suppression> newest(int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from suppression order by at desc limit :most")
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Suppression(
                            new ReaderId(row.getInt("reader_id")),
                            Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                            row.getString("why"),
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getInt("soft"),
                            row.getInt("active") == 1))
                .list());
  }
}
