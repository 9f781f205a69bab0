package courant.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server in the process, and so on the machine, that starts it: says its port, and
 * runs until there is nothing more to read from who started it.
 */
final class OwnPostgres {
  private OwnPostgres() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[0]);
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setServerConfig("listen_addresses", "*")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      Files.writeString(
          folder.resolve("pg_hba.conf"),
          "host all all 198.18.0.0/15 trust\n",
          StandardOpenOption.APPEND);
      statement.execute("select pg_reload_conf()");
      System.out.println(postgres.getPort());
      System.in.readAllBytes();
    }
  }
}
