package courant.support;

import courant.Sampled;
import java.util.Map;

/** A review with the sample in it, as a newcomer meets it. */
public final class SampleReview {
  /** How many stories the sample has. */
  public static final int STORIES = 12;

  private SampleReview() {}

  public static TestReview start() {
    TestReview review = TestReview.start(Map.of());
    Sampled.load(review.review.held());
    review.awaitIndex(STORIES);
    return review;
  }
}
