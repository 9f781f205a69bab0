package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.job.Facts;
import courant.reply.Rules;
import courant.source.Terms;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SampleReview;
import courant.support.TestPhotos;
import courant.support.TestReview;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A newcomer leaves the server running and imports from another terminal. */
@BothDatabases
class ImportBesideServerTest {
  private static final Path MESSY = Path.of("src/test/resources/transfer/messy.wordpress.xml");
  private static final String SAMPLES = "After the flood, a town rewrites its map";

  private static void importInto(TestReview review) {
    CommandLine commands = Main.commandLine();
    assertThat(commands.execute("import", MESSY.toString(), "--data", review.folder.toString()))
        .isEqualTo(1);
  }

  @Test
  void theSampleMakesRoomAndThePagesShowWhatCameIn() {
    try (TestReview review = SampleReview.start()) {
      assertThat(review.get("/").body()).contains(SAMPLES);
      assertThat(review.get("/search?q=flood").body()).contains("<mark>");
      importInto(review);
      Await.until(() -> !review.get("/").body().contains(SAMPLES));
      assertThat(review.get("/").body()).doesNotContain("The Harbour Review");
      assertThat(review.get("/archive").body()).contains("2017");
      Await.until(() -> !review.get("/search?q=flood").body().contains("<mark>"));
    }
  }

  @Test
  void aSampleThatSomeoneHasWorkedOnStays() {
    try (TestReview review = SampleReview.start()) {
      review.story("Ours now").publish();
      importInto(review);
      Await.until(() -> review.get("/archive").body().contains("2017"));
      assertThat(review.get("/").body()).contains(SAMPLES).contains("Ours now");
    }
  }

  @Test
  void whateverSomeoneMadeInTheSampleStays() {
    Map<String, Consumer<TestReview>> deeds =
        Map.of(
            "photo", review -> review.photo(TestPhotos.jpeg(600, 400)),
            "topic", review -> review.topic("Ours now"),
            "feed",
                review ->
                    review
                        .review
                        .syndication()
                        .add(
                            URI.create("https://partner.example/feed"),
                            "Partner",
                            Terms.OPEN,
                            false,
                            Optional.empty()),
            "reply_rule",
                review -> review.review.replies().rules().add(Rules.Kind.WORD, "casino", "Ann"));
    deeds.forEach(
        (table, deed) -> {
          try (TestReview review = SampleReview.start()) {
            deed.accept(review);
            long made = rows(review, table);
            assertThat(made).as(table).isPositive();
            importInto(review);
            Await.until(() -> review.get("/archive").body().contains("2017"));
            assertThat(rows(review, table)).as(table).isGreaterThanOrEqualTo(made);
            assertThat(review.get("/").body()).as(table).contains(SAMPLES);
          }
        });
  }

  private static long rows(TestReview review, String table) {
    return review
        .review
        .database()
        .read(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  @Test
  void whatOneProcessTellsTheOtherHearsOnce() {
    try (TestReview review = TestReview.start();
        Holdings other = review.beside(InstantSource.system())) {
      int[] heard = {0};
      review.review.facts().listen(fact -> heard[0] += fact.kind().equals("front.changed") ? 1 : 0);
      review.review.facts().write(told -> tell(told));
      assertThat(heard[0]).isEqualTo(1);
      other.facts().write(told -> tell(told));
      review.review.facts().hearOthers();
      assertThat(heard[0]).isEqualTo(2);
      review.review.facts().hearOthers();
      assertThat(heard[0]).isEqualTo(2);
    }
  }

  private static boolean tell(Facts.Telling telling) {
    telling.tell("front.changed", 1);
    return true;
  }

  @Test
  void searchMeansTheDaysOfANewTimeZone() {
    try (TestReview review = TestReview.start()) {
      review.story("Midnight ferry").publish();
      Await.until(() -> review.get("/search?q=ferry").body().contains("<mark>"));
      review.zone(ZoneId.of("Asia/Tokyo"));
      Await.until(() -> review.review.index().zone().equals(ZoneId.of("Asia/Tokyo")));
      Await.until(() -> review.get("/search?q=ferry").body().contains("<mark>"));
    }
  }
}
