package courant.platform.db;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a schema up to date; the same numbered files for every database. */
final class Migrations {
  /** What databases call the same thing. */
  enum Dialect {
    SQLITE(Map.of("bytes", "blob", "sequence", "integer primary key autoincrement")),
    POSTGRESQL(
        Map.of("bytes", "bytea", "sequence", "bigint generated always as identity primary key"));

    private final Map<String, String> words;

    Dialect(Map<String, String> words) {
      this.words = words;
    }
  }

  private Migrations() {}

  static void run(DataSource source, Dialect dialect) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db")
        .placeholders(dialect.words)
        .outOfOrder(true)
        .load()
        .migrate();
  }
}
