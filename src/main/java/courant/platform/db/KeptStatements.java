package courant.platform.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/** Prepares each SQL text once for a connection that lives long. Used by one thread at a time. */
final class KeptStatements extends DefaultStatementBuilder {
  /** Statements in use, with the SQL they were prepared for. */
  private final Map<Statement, String> busy = new IdentityHashMap<>();

  /** Statements not in use, by SQL, the longest unused first. */
  private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>();

  private final int most;

  /**
   * @param most to keep while they are not in use
   */
  KeptStatements(int most) {
    this.most = most;
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? super.create(connection, sql, context) : kept;
    busy.put(statement, sql);
    return statement;
  }

  /** As {@link #create}, for those who ask without JDBI; to be given back. */
  PreparedStatement take(Connection connection, String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept == null ? connection.prepareStatement(sql) : kept;
  }

  /**
   * @param template the SQL before its parameters were numbered
   */
  @Override
  public void close(Connection connection, String template, Statement statement)
      throws SQLException {
    String sql = busy.remove(statement);
    if (sql == null || !(statement instanceof PreparedStatement prepared)) {
      statement.close();
      return;
    }
    giveBack(sql, prepared);
  }

  void giveBack(String sql, PreparedStatement prepared) throws SQLException {
    if (idle.containsKey(sql)) {
      prepared.close();
      return;
    }
    prepared.clearBatch();
    prepared.clearParameters();
    idle.put(sql, prepared);
    if (idle.size() > most) {
      idle.pollFirstEntry().getValue().close();
    }
  }
}
