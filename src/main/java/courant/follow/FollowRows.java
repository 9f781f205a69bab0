package courant.follow;

import courant.reader.ReaderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The tables of {@link Follows}, within somebody's transaction or moment. */
final class FollowRows {
  private FollowRows() {}

  /**
   * A follow or mute.
   *
   * @param interest the number of its row
   */
  record Row(int interest, int reader, Stance stance) {}

  /** The next of all, by interest and reader. */
  static List<Row> after(Handle handle, Optional<Row> last, int most) {
    return handle
        .createQuery(
            """
            select interest_id, reader_id, mute from follow
            where (interest_id, reader_id) > (:interest, :reader)
            order by interest_id, reader_id limit :most
            """)
        .bind("interest", last.map(Row::interest).orElse(0))
        .bind("reader", last.map(Row::reader).orElse(0))
        .bind("most", most)
        .map(FollowRows::row)
        .list();
  }

  static List<Row> readersOf(Handle handle, int interest) {
    return handle
        .createQuery(
            "select interest_id, reader_id, mute from follow where interest_id = :interest")
        .bind("interest", interest)
        .map(FollowRows::row)
        .list();
  }

  static List<Row> of(Handle handle, ReaderId reader) {
    return handle
        .createQuery("select interest_id, reader_id, mute from follow where reader_id = :reader")
        .bind("reader", reader.value())
        .map(FollowRows::row)
        .list();
  }

  /** By place, not by name: it is called twenty million times at a start. */
  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(row.getInt(1), row.getInt(2), row.getInt(3) == 1 ? Stance.MUTE : Stance.FOLLOW);
  }

  static Map<Integer, Interest> interests(Handle handle, List<Integer> numbers) {
    return handle
        .createQuery("select id, kind, target, query from interest where id in (<numbers>)")
        .bindList("numbers", numbers)
        .map((row, context) -> Map.entry(row.getInt("id"), interest(row, context)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** How a reader stands to an interest. */
  static Optional<Stance> stance(Handle handle, ReaderId reader, Interest interest) {
    return handle
        .createQuery(
            """
            select mute from follow join interest on interest.id = follow.interest_id
            where reader_id = :reader and kind = :kind and target = :target and query = :query
            """)
        .bind("reader", reader.value())
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .map((row, _) -> row.getInt(1) == 1 ? Stance.MUTE : Stance.FOLLOW)
        .findOne();
  }

  static boolean hasRoom(Handle handle, ReaderId reader, Interest interest) {
    String searches = interest instanceof Interest.Matching ? " and kind = 'search'" : "";
    long others =
        handle
            .createQuery(
                """
                select count(*) from follow join interest on interest.id = follow.interest_id
                where reader_id = :reader and not (kind = :kind and target = :target and query = :query)
                """
                    + searches)
            .bind("reader", reader.value())
            .bind("kind", interest.kind().word())
            .bind("target", interest.target())
            .bind("query", interest.words())
            .mapTo(Long.class)
            .one();
    return others < (interest instanceof Interest.Matching ? Follows.MOST_SEARCHES : Follows.MOST);
  }

  static void write(Handle handle, ReaderId reader, Interest interest, Optional<Stance> stance) {
    if (stance.isEmpty()) {
      number(handle, interest)
          .ifPresent(
              number -> {
                handle.execute(
                    "delete from follow where reader_id = ? and interest_id = ?",
                    reader.value(),
                    number);
                dropUnfollowed(handle, List.of(number));
              });
      return;
    }
    handle
        .createUpdate(
            """
            insert into follow (reader_id, interest_id, mute) values (:reader, :interest, :mute)
            on conflict (reader_id, interest_id) do update set mute = excluded.mute
            """)
        .bind("reader", reader.value())
        .bind("interest", number(handle, interest).orElseGet(() -> add(handle, interest)))
        .bind("mute", stance.get() == Stance.MUTE ? 1 : 0)
        .execute();
  }

  static Optional<Integer> number(Handle handle, Interest interest) {
    return handle
        .createQuery(
            "select id from interest where kind = :kind and target = :target and query = :query")
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .mapTo(Integer.class)
        .findOne();
  }

  static int add(Handle handle, Interest interest) {
    return handle
        .createUpdate("insert into interest (kind, target, query) values (:kind, :target, :query)")
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Integer.class)
        .one();
  }

  /** A search that nobody follows any more is nobody's business to keep. */
  static void dropUnfollowed(Handle handle, List<Integer> interests) {
    interests.forEach(
        interest ->
            handle.execute(
                """
                delete from interest where id = ? and kind = 'search'
                  and not exists (select 1 from follow where interest_id = interest.id)
                """,
                interest));
  }

  static Interest interest(ResultSet row, StatementContext context) throws SQLException {
    Interest.Kind kind = Interest.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    return Interest.of(kind, row.getLong("target"), row.getString("query"));
  }
}
