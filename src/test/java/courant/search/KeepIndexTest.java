package courant.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import courant.story.Stories;
import courant.story.Story;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepIndexTest {
  private static final ZoneId TRIPOLI = ZoneId.of("Africa/Tripoli");

  @Test
  void whatWasPutAnewHalfWayIsPutAnewAgain(@TempDir Path folder) {
    try (TestReview review = TestReview.start();
        Database gone = TestDatabase.open(folder.resolve("gone"));
        StoryIndex index = StoryIndex.open(folder, ZoneOffset.UTC, InstantSource.system())) {
      review.story("Harbour opens").publish();
      keep(review, index, review.review.stories(), ZoneOffset.UTC)
          .begin(review.review.facts().newest());
      Story later = review.story("Harbour closes").publish();
      Fact fact =
          new Fact(
              review.review.facts().newest(),
              "story.published",
              later.id().value(),
              TestReview.NOON);
      assertThatThrownBy(() -> keep(review, index, unreadable(gone), TRIPOLI).read(List.of(fact)))
          .isInstanceOf(RuntimeException.class);
      keep(review, index, review.review.stories(), TRIPOLI).read(List.of(fact));
      assertThat(index.search(SearchQuery.lenient("harbour"), Order.NEWEST, 0, 9).total())
          .isEqualTo(2);
    }
  }

  private static Stories unreadable(Database database) {
    database.change(handle -> handle.execute("alter table story rename to gone"));
    return new Stories(database, new Facts(database, InstantSource.system()));
  }

  private static KeepIndex keep(TestReview review, StoryIndex index, Stories stories, ZoneId zone) {
    return new KeepIndex(index, stories, review.review.versions(), () -> zone);
  }
}
