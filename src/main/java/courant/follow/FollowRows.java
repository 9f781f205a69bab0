package courant.follow;

import courant.platform.db.Database;
import courant.platform.db.PreparedQuery;
import courant.reader.ReaderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The table of who follows what, within somebody's transaction or moment. */
final class FollowRows {
  private static final int AT_ONCE = 20_000;

  private static final PreparedQuery<Row> OF_READER =
      new PreparedQuery<>(
          "select interest_id, reader_id, mute from follow where reader_id = ?", FollowRows::row);

  private static final PreparedQuery<Row> OF_INTEREST =
      new PreparedQuery<>(
          """
          select interest_id, reader_id, mute from follow
          where interest_id = ? and reader_id between ? and ? order by reader_id limit ?
          """,
          FollowRows::row);

  private FollowRows() {}

  /**
   * A follow or mute.
   *
   * @param interest the number of its row
   */
  record Row(int interest, int reader, Stance stance) {}

  /**
   * How things stand before a reader changes a stance.
   *
   * @param interest its number, if anyone ever had a stance to it
   * @param others how many the reader has a stance to besides; of a search, how many searches
   */
  record Before(Optional<Integer> interest, Optional<Stance> stance, int others) {}

  /** The next of all, by interest and reader. */
  static List<Row> after(Handle handle, Optional<Row> last) {
    return handle
        .createQuery(
            """
            select interest_id, reader_id, mute from follow
            where (interest_id, reader_id) > (:interest, :reader)
            order by interest_id, reader_id limit :most
            """)
        .bind("interest", last.map(Row::interest).orElse(0))
        .bind("reader", last.map(Row::reader).orElse(0))
        .bind("most", AT_ONCE)
        .map((row, _) -> row(row))
        .list();
  }

  /** Goes through those of a share who follow or mute an interest, some thousands at a time. */
  static void ofInterest(Database database, int interest, Share share, Consumer<Row> each) {
    List<Row> some;
    for (int from = share.first(); ; from = some.getLast().reader() + 1) {
      int first = from;
      some =
          database.read(handle -> OF_INTEREST.list(handle, interest, first, share.last(), AT_ONCE));
      some.forEach(each);
      if (some.size() < AT_ONCE) {
        return;
      }
    }
  }

  /** The highest number that a reader has; 0 if there is none. */
  static int lastReader(Handle handle) {
    return handle.createQuery("select coalesce(max(id), 0) from reader").mapTo(Integer.class).one();
  }

  static List<Row> of(Handle handle, ReaderId reader) {
    return OF_READER.list(handle, reader.value());
  }

  static Optional<Stance> stance(Handle handle, ReaderId reader, int interest) {
    return handle
        .createQuery(
            """
            select interest_id, reader_id, mute from follow
            where reader_id = :reader and interest_id = :interest
            """)
        .bind("reader", reader.value())
        .bind("interest", interest)
        .map((row, _) -> row(row))
        .findOne()
        .map(Row::stance);
  }

  /** By place, not by name: it is called twenty million times at a start. */
  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getInt(1), row.getInt(2), stance(row.getInt(3)));
  }

  /** Whether anybody follows an interest, which is more than muting it. */
  static boolean any(Handle handle, int interest) {
    return handle
        .createQuery(
            "select exists (select 1 from follow where interest_id = :interest and mute = 0)")
        .bind("interest", interest)
        .mapTo(Boolean.class)
        .one();
  }

  private static Stance stance(int mute) {
    return mute == 1 ? Stance.MUTE : Stance.FOLLOW;
  }

  /**
   * All in one look, for the writer waits for it. A cross join goes from the reader's few to their
   * interests; SQLite would rather go through all searches there are.
   */
  static Before before(Handle handle, ReaderId reader, Interest interest) {
    String counted =
        interest instanceof Interest.Matching
            ? """
            follow cross join interest other
              where reader_id = :reader and other.id = interest_id and other.kind = 'search'"""
            : "follow where reader_id = :reader";
    return handle
        .createQuery(
            """
            select interest.id, own.mute, (select count(*) from %s)
            from (select 1 as one) asked
            left join interest on kind = :kind and target = :target and query = :query
            left join follow own on own.reader_id = :reader and own.interest_id = interest.id
            """
                .formatted(counted))
        .bind("reader", reader.value())
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .map((row, _) -> before(row))
        .one();
  }

  private static Before before(ResultSet row) throws SQLException {
    int number = row.getInt(1);
    Optional<Integer> known = row.wasNull() ? Optional.empty() : Optional.of(number);
    int mute = row.getInt(2);
    Optional<Stance> stance = row.wasNull() ? Optional.empty() : Optional.of(stance(mute));
    return new Before(known, stance, row.getInt(3) - (stance.isPresent() ? 1 : 0));
  }

  static void write(Handle handle, ReaderId reader, int interest, Optional<Stance> stance) {
    if (stance.isEmpty()) {
      handle.execute(
          "delete from follow where reader_id = ? and interest_id = ?", reader.value(), interest);
      return;
    }
    handle
        .createUpdate(
            """
            insert into follow (reader_id, interest_id, mute) values (:reader, :interest, :mute)
            on conflict (reader_id, interest_id) do update set mute = excluded.mute
            """)
        .bind("reader", reader.value())
        .bind("interest", interest)
        .bind("mute", stance.get() == Stance.MUTE ? 1 : 0)
        .execute();
  }

  /** Gives the readers of one interest to another, but for those who have a stance to it. */
  static void move(Handle handle, int from, int into) {
    handle
        .createUpdate(
            """
            insert into follow (reader_id, interest_id, mute)
            select reader_id, :into, mute from follow where interest_id = :from
            on conflict (reader_id, interest_id) do nothing
            """)
        .bind("into", into)
        .bind("from", from)
        .execute();
    handle.execute("delete from follow where interest_id = ?", from);
  }

  /** Gives one reader what another one has besides. */
  static void move(Handle handle, ReaderId from, ReaderId into) {
    handle
        .createUpdate(
            """
            insert into follow (reader_id, interest_id, mute)
            select :into, interest_id, mute from follow where reader_id = :from
            on conflict (reader_id, interest_id) do nothing
            """)
        .bind("into", into.value())
        .bind("from", from.value())
        .execute();
  }
}
