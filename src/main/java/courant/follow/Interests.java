package courant.follow;

import courant.platform.db.Database;
import courant.platform.db.Remembered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Everything that anyone follows or mutes: a row each, whoever does. */
final class Interests {
  private static final int MOST_REMEMBERED = 100_000;

  private final Database database;

  /** By the number of their row, which is never given to another. */
  private final Remembered<Integer, Interest> remembered =
      new Remembered<>(MOST_REMEMBERED, (_, _) -> 1);

  Interests(Database database) {
    this.database = database;
  }

  /** Those with some numbers; what nobody follows any more may be missing. */
  Map<Integer, Interest> of(Collection<Integer> numbers) {
    return remembered.of(numbers, some -> database.read(handle -> of(handle, some)));
  }

  private static Map<Integer, Interest> of(Handle handle, List<Integer> numbers) {
    return handle
        .createQuery("select id, kind, target, query from interest where id in (<numbers>)")
        .bindList("numbers", numbers)
        .map((row, context) -> Map.entry(row.getInt("id"), interest(row, context)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** The next of all, by number. */
  static SortedMap<Integer, Interest> after(Handle handle, int number, int most) {
    return new TreeMap<>(
        handle
            .createQuery(
                """
                select id, kind, target, query from interest
                where id > :number order by id limit :most
                """)
            .bind("number", number)
            .bind("most", most)
            .map((row, context) -> Map.entry(row.getInt("id"), interest(row, context)))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Interest interest(ResultSet row, StatementContext context) throws SQLException {
    Interest.Kind kind = Interest.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    return Interest.of(kind, row.getLong("target"), row.getString("query"));
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
        .createQuery(
            """
            insert into interest (kind, target, query) values (:kind, :target, :query) returning id
            """)
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .mapTo(Integer.class)
        .one();
  }

  /**
   * A search that nobody follows any more is nobody's business to keep.
   *
   * @return the numbers of those that were dropped
   */
  static List<Integer> dropUnfollowed(Handle handle, List<Integer> numbers) {
    return numbers.stream()
        .filter(
            number ->
                handle.execute(
                        """
                        delete from interest where id = ? and kind = 'search'
                          and not exists (select 1 from follow where interest_id = interest.id)
                        """,
                        number)
                    > 0)
        .toList();
  }
}
