package courant.platform.db;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Takes our SQL apart once for all connections of all databases: the texts are ever the same, and
 * JDBI's grammar takes longer over one than SQLite over its answer.
 */
final class SharedParser {
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private SharedParser() {}

  static Jdbi on(DataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
    return jdbi;
  }
}
