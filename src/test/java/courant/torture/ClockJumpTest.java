package courant.torture;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.TestReview;
import courant.support.Visitor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A clock that is put back or forward under a running review. */
class ClockJumpTest {
  @Test
  void numbersGrowAndNothingIsHiddenWhenItGoesBack() {
    try (TestReview review = TestReview.start()) {
      Story before = review.story("Before the jump").publish();
      long fact = review.review.facts().newest();
      review.clock.advance(Duration.ofDays(-2));
      Story after = review.story("After the jump").publish();
      assertThat(after.id().value()).isGreaterThan(before.id().value());
      assertThat(review.review.facts().newest()).isGreaterThan(fact);
      assertThat(review.get("/").body()).contains("Before the jump", "After the jump");
      review.awaitIndex(2);
      assertThat(review.get("/search?q=jump").body()).contains("After the");
    }
  }

  @Test
  void whatIsDueComesOnceWhenItGoesForwardAndBack() {
    try (TestReview review = TestReview.start()) {
      review.save(
          review
              .story("At its hour")
              .in(new StoryState.Scheduled(TestReview.NOON.plus(Duration.ofHours(1)))));
      review.clock.advance(Duration.ofDays(1));
      Await.until(() -> review.get("/").body().contains("At its hour"));
      long told = review.review.facts().newest();
      review.clock.advance(Duration.ofDays(-1));
      review.review.publishDue().run();
      review.clock.advance(Duration.ofDays(1));
      review.review.publishDue().run();
      assertThat(review.review.facts().newest()).isEqualTo(told);
      List<String> headlines =
          review.review.stories().after(0, 10).stream().map(Story::headline).toList();
      assertThat(headlines).containsExactly("At its hour");
    }
  }

  @Test
  void whoIsSignedInStaysSoWhenItGoesBack() {
    try (TestReview review = TestReview.start()) {
      Visitor reader = new Visitor(review).signIn("reader@example.org");
      review.clock.advance(Duration.ofHours(-3));
      assertThat(reader.get("/my/account").statusCode()).isEqualTo(200);
    }
  }
}
