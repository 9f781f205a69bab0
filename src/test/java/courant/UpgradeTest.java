package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reader.ReaderId;
import courant.support.BothDatabases;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an earlier version has written is served by this one. {@code upgrade/2026-11-24.backup} was
 * made by the version of that day: the sample, four more stories in every state, a reader with a
 * follow, a subscriber and a replier.
 */
@BothDatabases
class UpgradeTest {
  /** Whatever came later has to leave the servers running that do not know it yet. */
  private static final String FIRST = "V202611250000";

  /**
   * What an old server does not notice: new tables and indexes, columns it need not fill, and rows
   * of tables that are new.
   */
  private static final Pattern ADDS =
      Pattern.compile(
          "create (unique )?index .*|create table .*|insert into .*|update .*"
              + "|alter table \\S+ add column (?!.*not null(?!.* default)).*",
          Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void anEarlierReviewIsServedWhole() throws IOException {
    Path data = folder.resolve("data");
    String database = TestDatabase.isPostgres() ? TestDatabase.emptyPostgres() : "sqlite:";
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(err, true))
            .execute(
                "restore",
                Path.of("src/test/resources/upgrade/2026-11-24.backup").toString(),
                "--data",
                data.toString(),
                "--database",
                database);
    assertThat(code).as(err.toString()).isZero();
    try (TestReview review = TestReview.open(data, database)) {
      assertThat(review.get("/").body()).contains("Harbour opens", "Rival ports agree");
      String story = review.get("/2026/11/harbour-opens").body();
      assertThat(story).contains("The harbour opened.", "A reply that stays.", "Ada Writer");
      assertThat(story).doesNotContain("ada@writers.example");
      assertThat(review.get("/2026/11/taken-back").statusCode()).isEqualTo(410);
      assertThat(review.get("/feed").body())
          .contains("Harbour opens")
          .doesNotContain("At its hour");
      assertThat(review.review.readers().address(new ReaderId(1)).orElseThrow().value())
          .isEqualTo("reader@example.org");
      review.awaitIndex(13);
      assertThat(review.get("/search?q=harbour").body()).contains("Harbour</mark> opens");
      assertThat(review.review.database().faults()).isEmpty();
    }
  }

  @Test
  void newMigrationsOnlyAdd() throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db"))) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().compareTo(FIRST) > 0) {
          statements(file)
              .filter(statement -> !ADDS.matcher(statement).matches())
              .forEach(statement -> others.add(file.getFileName() + ": " + statement));
        }
      }
    }
    assertThat(others).isEmpty();
  }

  private static Stream<String> statements(Path file) throws IOException {
    String sql = Files.readString(file).replaceAll("(?m)--.*$", "");
    return Stream.of(sql.split(";"))
        .map(statement -> statement.strip().toLowerCase(Locale.ROOT))
        .filter(statement -> !statement.isEmpty());
  }
}
