package courant.support;

import courant.Sampled;
import java.util.Map;

/** A review with the sample in it, as a newcomer meets it. */
public final class SampleReview {
  /** How many stories the sample has. */
  public static final int STORIES = 12;

  private SampleReview() {}

  public static TestReview start() {
    return start(Map.of());
  }

  /** With some settings, by name. */
  public static TestReview start(Map<String, String> settings) {
    TestReview review = TestReview.start(settings);
    Sampled.load(review.review.held());
    review.awaitIndex(STORIES);
    return review;
  }
}
