package courant.follow;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reader.ReaderId;
import courant.search.SearchQuery;
import courant.search.StoryTerms;
import courant.story.Listing;
import courant.story.Story;
import courant.support.BothDatabases;
import courant.support.TestReview;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BothDatabases
class FollowIndexTest {
  private TestReview review;
  private Story story;
  private final FollowIndex index = new FollowIndex(_ -> 1);

  @BeforeEach
  void start() {
    review = TestReview.start();
    story = review.story("Oil in Sabha").section("World").topic("Libya").by("A. Writer").publish();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private int[] audience() {
    return index.audienceOf(story, StoryTerms.of(story, ZoneOffset.UTC)).toArray();
  }

  private static Interest search(String words) {
    return new Interest.Matching(SearchQuery.lenient(words));
  }

  private Interest libya() {
    return new Interest.Listed(new Listing.About(review.topic("Libya").id()));
  }

  private Interest world() {
    return new Interest.Listed(new Listing.InSection(review.section("World").id()));
  }

  @Test
  void tellsEveryFollowerOnce() {
    index.set(new ReaderId(1), libya(), Optional.of(Stance.FOLLOW));
    index.set(new ReaderId(1), world(), Optional.of(Stance.FOLLOW));
    index.set(
        new ReaderId(70_000),
        search("oil AND (Sabha OR Tripoli) -football"),
        Optional.of(Stance.FOLLOW));
    index.set(new ReaderId(3), search("football"), Optional.of(Stance.FOLLOW));
    assertThat(audience()).containsExactly(1, 70_000);
  }

  @Test
  void muteWins() {
    index.set(new ReaderId(1), libya(), Optional.of(Stance.FOLLOW));
    index.set(new ReaderId(1), search("oil"), Optional.of(Stance.MUTE));
    index.set(new ReaderId(2), world(), Optional.of(Stance.MUTE));
    index.set(new ReaderId(2), libya(), Optional.of(Stance.FOLLOW));
    index.set(new ReaderId(3), libya(), Optional.of(Stance.FOLLOW));
    assertThat(audience()).containsExactly(3);
  }

  @Test
  void aChangeOfMindHoldsAtOnce() {
    index.set(new ReaderId(1), libya(), Optional.of(Stance.FOLLOW));
    index.set(new ReaderId(1), libya(), Optional.of(Stance.MUTE));
    assertThat(audience()).isEmpty();
    index.set(new ReaderId(1), libya(), Optional.of(Stance.FOLLOW));
    assertThat(audience()).containsExactly(1);
    index.set(new ReaderId(1), libya(), Optional.empty());
    assertThat(audience()).isEmpty();
    index.set(new ReaderId(1), search("oil"), Optional.empty());
    assertThat(audience()).isEmpty();
  }

  @Test
  void whoeverIsForgottenIsToldNothing() {
    index.set(new ReaderId(1), libya(), Optional.of(Stance.FOLLOW));
    index.set(new ReaderId(1), search("oil"), Optional.of(Stance.FOLLOW));
    index.set(new ReaderId(2), search("oil"), Optional.of(Stance.FOLLOW));
    index.forget(new ReaderId(1));
    assertThat(audience()).containsExactly(2);
  }
}
