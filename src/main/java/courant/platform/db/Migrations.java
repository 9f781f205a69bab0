package courant.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a schema up to date; the same numbered files for every database. */
final class Migrations {
  private static final String FOLDER = "db/";

  /** What databases call the same thing. */
  enum Dialect {
    SQLITE(
        Map.of(
            "bytes", "blob",
            "sequence", "integer primary key autoincrement",
            "clustered", "without rowid")),
    POSTGRESQL(
        Map.of(
            "bytes", "bytea",
            "sequence", "bigint generated always as identity primary key",
            "clustered", ""));

    private final Map<String, String> words;

    Dialect(Map<String, String> words) {
      this.words = words;
    }
  }

  private Migrations() {}

  /** Does nothing, quickly, when all is done already: Flyway alone takes a third of a start. */
  static void run(DataSource source, Dialect dialect) {
    if (!done(source).containsAll(files())) {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:" + FOLDER)
          .placeholders(dialect.words)
          .outOfOrder(true)
          .load()
          .migrate();
    }
  }

  /** Names of the files that were run on this database; none on a new one. */
  private static Set<String> done(DataSource source) {
    Set<String> done = new HashSet<>();
    try (Connection connection = source.getConnection();
        ResultSet tables =
            connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
      if (tables.next()) {
        try (Statement statement = connection.createStatement();
            ResultSet rows =
                statement.executeQuery("select script from flyway_schema_history where success")) {
          while (rows.next()) {
            done.add(rows.getString(1));
          }
        }
      }
      return done;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the schema's history", e);
    }
  }

  /** Names of the files there are, in our jar or, in development, our folder of classes. */
  private static Set<String> files() {
    try {
      Path home =
          Path.of(Migrations.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(home)) {
        try (Stream<Path> files = Files.list(home.resolve(FOLDER))) {
          return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
      }
      try (JarFile jar = new JarFile(home.toFile())) {
        return jar.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(FOLDER) && name.endsWith(".sql"))
            .map(name -> name.substring(FOLDER.length()))
            .collect(Collectors.toSet());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
