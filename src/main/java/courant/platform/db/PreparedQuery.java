package courant.platform.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A query that is asked thousands of times a second, by pages that are made for one reader each:
 * what JDBI does around a statement would take longer than the database does for it. Values go in,
 * and columns come out, by place.
 *
 * @param sql with a question mark for each value
 */
public record PreparedQuery<T>(String sql, RowReader<T> rows) {
  /** Makes something of a row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** So many question marks for {@code in}. */
  public static String marks(int count) {
    return "?, ".repeat(count - 1) + "?";
  }

  /** The first row, if there is any. */
  public Optional<T> first(Handle handle, Object... values) {
    return list(handle, values).stream().findFirst();
  }

  /**
   * All rows.
   *
   * @throws IllegalStateException if the database cannot answer
   */
  public List<T> list(Handle handle, Object... values) {
    try {
      Connection connection = handle.getConnection();
      if (handle.getStatementBuilder() instanceof KeptStatements kept) {
        PreparedStatement statement = kept.take(connection, sql);
        List<T> found = read(statement, values);
        kept.giveBack(sql, statement);
        return found;
      }
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        return read(statement, values);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask: " + sql, e);
    }
  }

  private List<T> read(PreparedStatement statement, Object... values) throws SQLException {
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (found.next()) {
          all.add(rows.read(found));
        }
        return all;
      }
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}
