package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.SampleReview;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A review goes on in another database as if nothing had happened. */
class MoveTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everythingIsThereAndNumbersGoOn() {
    String postgres = TestDatabase.emptyPostgres();
    try (TestReview review = SampleReview.start()) {
      String key = review.folder.resolve("courant.key").toString();
      long facts = review.review.facts().newest();
      String front = review.get("/").body();
      String feed = review.get("/feed").body();
      assertThat(move(review, postgres)).as(err.toString()).isZero();
      assertThat(out.toString()).contains("story ", " 12 rows", "hold the same");
      try (TestReview moved = TestReview.start(Map.of("database", postgres, "key-file", key))) {
        moved.awaitIndex(SampleReview.STORIES);
        assertThat(here(moved, moved.get("/").body())).isEqualTo(here(review, front));
        assertThat(here(moved, moved.get("/feed").body())).isEqualTo(here(review, feed));
        assertThat(moved.review.facts().newest()).isEqualTo(facts);
        moved.story("After the move").publish();
        assertThat(moved.review.facts().newest()).isEqualTo(facts + 1);
      }
      assertThat(move(review, postgres)).isEqualTo(1);
      assertThat(err.toString()).contains("not empty");
    }
  }

  private static String here(TestReview review, String page) {
    return page.replace(":" + review.review.port(), "");
  }

  private int move(TestReview review, String to) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute("move", "--data", review.folder.toString(), "--to", to);
  }
}
