package courant.delivery.mail;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.reader.ReaderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What came back by mail, for the desk to see. */
public final class Returned {
  /**
   * @param kind as {@code inspect mail} has it
   * @param why without addresses
   * @param reader whose message it was about, if that is sure
   */
  public record Line(Instant at, String kind, String why, Optional<ReaderId> reader) {}

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  Returned(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  void add(String kind, String why, Optional<Stamp> about) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into returned_mail (id, at, kind, why, issue_id, reader_id)
                    values (:id, :now, :kind, :why, :issue,
                      (select id from reader where id = :reader))
                    """)
                .bind("id", ids.next())
                .bind("now", clock.millis())
                .bind("kind", kind)
                .bind("why", why)
                .bind("issue", about.map(Stamp::issue).orElse(null))
                .bind("reader", about.map(one -> one.reader().value()).orElse(0))
                .execute());
  }

  /** The newest. */
  public List<Line> newest(int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from returned_mail order by at desc, id desc limit :most")
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Line(
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getString("kind"),
                            row.getString("why"),
                            Optional.of(row.getInt("reader_id"))
                                .filter(number -> number > 0)
                                .map(ReaderId::new)))
                .list());
  }

  /** Forgets what came before an instant. */
  void tidy(Instant before) {
    database.change(
        handle -> handle.execute("delete from returned_mail where at < ?", before.toEpochMilli()));
  }
}
