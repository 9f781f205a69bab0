package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reader.ReaderId;
import courant.support.Await;
import courant.support.TestReview;
import courant.support.Visitor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review as it was at any moment, from PostgreSQL's archive: what docs/operations.md tells. */
class PointInTimeTest {
  @TempDir Path folder;

  @Test
  void isAsItWasBeforeTheMistake() throws Exception {
    Path archive = Files.createDirectory(folder.resolve("archive"));
    Path copy = folder.resolve("copy");
    Path key = folder.resolve("courant.key");
    String moment;
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("server"))
                .setServerConfig("fsync", "on")
                .setServerConfig("archive_mode", "on")
                .start();
        Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set archive_command = 'cp %%p %s/%%f'".formatted(archive));
      statement.execute("select pg_reload_conf()");
      try (TestReview review = TestReview.start(Map.of("database", address(server)))) {
        new Visitor(review).signIn("reader@example.org");
        backUp(statement, folder.resolve("server"), copy);
        review.story("Before the mistake").publish();
        moment = text(statement, "select clock_timestamp()");
        review.story("The mistake").publish();
        Files.copy(review.folder.resolve("courant.key"), key);
        String last = text(statement, "select pg_walfile_name(pg_switch_wal())");
        Await.until(() -> Files.exists(archive.resolve(last)));
      }
    }
    Files.writeString(
        copy.resolve("postgresql.auto.conf"),
        """
        restore_command = 'cp %s/%%f %%p'
        recovery_target_time = '%s'
        recovery_target_action = 'promote'
        """
            .formatted(archive, moment),
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.createFile(copy.resolve("recovery.signal"));
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder().setDataDirectory(copy).setCleanDataDirectory(false).start();
        Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      Await.until(() -> text(statement, "select pg_is_in_recovery()").equals("f"));
      try (TestReview review =
          TestReview.start(Map.of("database", address(server), "key-file", key.toString()))) {
        assertThat(review.get("/").body())
            .contains("Before the mistake")
            .doesNotContain("The mistake");
        assertThat(review.review.readers().address(new ReaderId(1)).orElseThrow().value())
            .isEqualTo("reader@example.org");
        review.story("After it").publish();
        assertThat(review.get("/").body()).contains("After it");
      }
    }
  }

  private static String address(EmbeddedPostgres server) {
    return "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres";
  }

  /** What {@code pg_basebackup} does, which the tests' server does not bring. */
  private static void backUp(Statement statement, Path server, Path copy) throws Exception {
    text(statement, "select pg_backup_start('courant', true)");
    Files.createDirectory(
        copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Stream<Path> tree = Files.walk(server)) {
      for (Path each : (Iterable<Path>) tree::iterator) {
        Path name = server.relativize(each);
        boolean own = name.startsWith("pg_wal") && name.getNameCount() > 1;
        if (!name.toString().isEmpty() && !own && !name.toString().startsWith("postmaster.")) {
          Files.copy(each, copy.resolve(name));
        }
      }
    }
    Files.writeString(
        copy.resolve("backup_label"), text(statement, "select labelfile from pg_backup_stop()"));
  }

  private static String text(Statement statement, String query) {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
