package courant.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.Function;

/**
 * What {@link AnyCase} asks of SQLite. No index may use it: other programs have no such function.
 */
final class UnicodeLower extends Function {
  static void addTo(Connection connection) {
    try {
      create(connection, AnyCase.ALL_LETTERS, new UnicodeLower(), 1, FLAG_DETERMINISTIC);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot give the database a function", e);
    }
  }

  @Override
  protected void xFunc() throws SQLException {
    String text = value_text(0);
    if (text == null) {
      result();
    } else {
      result(text.toLowerCase(Locale.ROOT));
    }
  }
}
