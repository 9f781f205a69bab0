package courant.follow;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.db.Database;
import courant.reader.ReaderId;
import courant.search.SearchQuery;
import courant.story.Listing;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import java.lang.reflect.Proxy;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Who follows what, all of it in memory, none of it, and what there is room for. */
@BothDatabases
@ParameterizedClass
@ValueSource(strings = {"", "0", "1"})
class FollowsTest {
  private static final ReaderId ANN = new ReaderId(1);
  private static final ReaderId BOB = new ReaderId(2);
  private static final ReaderId CAT = new ReaderId(3 << 20);

  @Parameter String room;

  private TestReview review;
  private Follows follows;
  private Story story;

  @BeforeEach
  void start() {
    review = TestReview.start(Map.of("follows", room));
    follows = review.review.follows();
    for (ReaderId reader : new ReaderId[] {ANN, BOB, CAT}) {
      review
          .review
          .database()
          .change(
              handle ->
                  handle.execute(
                      "insert into reader (id, since) values (?, ?)",
                      reader.value(),
                      review.clock.millis()));
    }
    story = review.story("Oil in Sabha").section("World").topic("Libya").by("A. Writer").publish();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private int[] audience() {
    return audience(Share.EVERYBODY);
  }

  private int[] audience(Share share) {
    return follows.audienceOf(story, ZoneOffset.UTC, share).toArray();
  }

  private void follow(ReaderId reader, Interest interest) {
    follows.set(reader, interest, Optional.of(Stance.FOLLOW));
  }

  private void mute(ReaderId reader, Interest interest) {
    follows.set(reader, interest, Optional.of(Stance.MUTE));
  }

  private void leave(ReaderId reader, Interest interest) {
    follows.set(reader, interest, Optional.empty());
  }

  private static Interest search(String words) {
    return new Interest.Matching(SearchQuery.lenient(words));
  }

  private Interest.Listed libya() {
    return new Interest.Listed(new Listing.About(review.topic("Libya").id()));
  }

  private Interest world() {
    return new Interest.Listed(new Listing.InSection(review.section("World").id()));
  }

  @Test
  void tellsEveryFollowerOnce() {
    follow(ANN, libya());
    follow(ANN, world());
    follow(CAT, search("oil AND (Sabha OR Tripoli) -football"));
    follow(BOB, search("football"));
    assertThat(audience()).containsExactly(ANN.value(), CAT.value());
    assertThat(audience(Share.of(ANN))).containsExactly(ANN.value());
    assertThat(audience(Share.of(CAT))).containsExactly(CAT.value());
    assertThat(follows.followersOf(libya()).toArray()).containsExactly(ANN.value());
    assertThat(follows.interestsOf(story, ZoneOffset.UTC)).hasSize(3);
  }

  @Test
  void muteWins() {
    follow(ANN, libya());
    mute(ANN, search("oil"));
    mute(BOB, world());
    follow(BOB, libya());
    follow(CAT, libya());
    assertThat(audience()).containsExactly(CAT.value());
    assertThat(follows.mutersOf(story, ZoneOffset.UTC).toArray())
        .containsExactly(ANN.value(), BOB.value());
  }

  @Test
  void aChangeOfMindHoldsAtOnce() {
    follow(ANN, libya());
    assertThat(audience()).containsExactly(ANN.value());
    mute(ANN, libya());
    assertThat(audience()).isEmpty();
    follow(ANN, libya());
    assertThat(audience()).containsExactly(ANN.value());
    leave(ANN, libya());
    assertThat(audience()).isEmpty();
    leave(ANN, search("oil"));
    follow(ANN, search("oil"));
    assertThat(audience()).containsExactly(ANN.value());
    leave(ANN, search("oil"));
    assertThat(audience()).isEmpty();
    assertThat(follows.interestsOf(story, ZoneOffset.UTC)).doesNotContain(search("oil"));
  }

  @Test
  void whoeverIsErasedIsToldNothing() {
    follow(ANN, libya());
    follow(ANN, search("oil"));
    follow(ANN, search("Sabha"));
    follow(BOB, search("oil"));
    assertThat(audience()).containsExactly(ANN.value(), BOB.value());
    review.review.readers().erase(ANN);
    assertThat(audience()).containsExactly(BOB.value());
    assertThat(follows.interestsOf(story, ZoneOffset.UTC))
        .contains(search("oil"))
        .doesNotContain(search("Sabha"));
  }

  @Test
  void whoFollowsATopicFollowsWhatItBecomes() {
    Interest.Listed tripoli = new Interest.Listed(new Listing.About(review.topic("Tripoli").id()));
    follow(ANN, tripoli);
    follow(BOB, tripoli);
    mute(BOB, libya());
    assertThat(audience()).isEmpty();
    review
        .review
        .facts()
        .write(
            telling -> {
              follows.move(telling, tripoli, libya());
              return true;
            });
    assertThat(audience()).containsExactly(ANN.value());
    assertThat(follows.followersOf(tripoli).isEmpty()).isTrue();
  }

  @Test
  void anotherStartKnowsTheSame() {
    follow(ANN, libya());
    follow(CAT, search("oil"));
    mute(BOB, world());
    Follows again = follows(review.review.database());
    again.load();
    assertThat(again.audienceOf(story, ZoneOffset.UTC, Share.EVERYBODY).toArray())
        .containsExactly(ANN.value(), CAT.value());
    assertThat(again.mutersOf(story, ZoneOffset.UTC).toArray()).containsExactly(BOB.value());
  }

  private Follows follows(Database database) {
    return new Follows(
        database,
        review.review.facts(),
        _ -> 1,
        room.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(room) << 20));
  }

  @Test
  void aStartWhoseFirstLookFailedKnowsTheSameLater() {
    follow(ANN, libya());
    AtomicBoolean failed = new AtomicBoolean();
    Database failing =
        (Database)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Database.class},
                (_, method, values) -> {
                  if (method.getName().equals("read") && failed.compareAndSet(false, true)) {
                    throw new IllegalStateException("away for a moment");
                  }
                  return method.invoke(review.review.database(), values);
                });
    Follows again = follows(failing);
    again.load();
    Await.until(() -> failed.get() && isKnown(again));
  }

  private boolean isKnown(Follows again) {
    try {
      return again.audienceOf(story, ZoneOffset.UTC, Share.EVERYBODY).contains(ANN.value());
    } catch (RuntimeException _) {
      return false; // it waited for the look that failed
    }
  }
}
