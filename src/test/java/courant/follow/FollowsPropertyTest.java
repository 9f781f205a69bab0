package courant.follow;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reader.ReaderId;
import courant.search.SearchQuery;
import courant.story.Listing;
import courant.story.Story;
import courant.support.TestReview;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever readers change, it is the same who is told, however much is in memory. */
class FollowsPropertyTest {
  private static final List<String> WORDS = List.of("oil", "rain", "harbour");
  private static final int READERS = 12;

  private static TestReview review;
  private static List<Story> stories;
  private static List<Follows> all;

  @BeforeContainer
  static void start() {
    review = TestReview.start();
    stories =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    review
                        .story("On " + WORDS.get(i % 3) + " and " + WORDS.get(i * 5 % 3))
                        .section("Section " + i % 2)
                        .topic("Topic " + i % 3)
                        .publish())
            .toList();
    all = List.of(review.review.follows(), follows(Optional.of(0L)), follows(Optional.of(5_000L)));
  }

  private static Follows follows(Optional<Long> room) {
    Follows follows = new Follows(review.review.database(), review.review.facts(), _ -> 1, room);
    follows.load();
    return follows;
  }

  @AfterContainer
  static void stop() {
    review.close();
  }

  /** A quarter of them in each of four shares, among them the first and last numbers of one. */
  private static ReaderId reader(int n) {
    return new ReaderId(n % 4 == 0 ? 1 + n : (n % 4 << 20) - n / 4);
  }

  @Property(tries = 20)
  void asManyAreToldWithAnyRoom(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < READERS; i++) {
      ReaderId reader = reader(i);
      review
          .review
          .database()
          .change(
              handle ->
                  handle.execute(
                      "insert into reader (id, since) values (?, ?) on conflict do nothing",
                      reader.value(),
                      review.clock.millis()));
    }
    for (int i = 0; i < 60; i++) {
      change(random, reader(random.nextInt(READERS)));
      same(stories.get(random.nextInt(stories.size())), Share.of(reader(random.nextInt(READERS))));
    }
    stories.forEach(story -> same(story, Share.EVERYBODY));
  }

  private static void change(Random random, ReaderId reader) {
    switch (random.nextInt(30)) {
      case 0 -> review.review.readers().erase(reader);
      case 1 ->
          review
              .review
              .facts()
              .write(
                  telling -> {
                    all.getFirst().move(telling, topic(random), topic(random));
                    return true;
                  });
      default -> {
        if (isThere(reader)) {
          all.getFirst().set(reader, interest(random), stance(random));
        }
      }
    }
  }

  private static boolean isThere(ReaderId reader) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .select("select 1 from reader where id = ?", reader.value())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
  }

  private static Optional<Stance> stance(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Stance.MUTE);
      default -> Optional.of(Stance.FOLLOW);
    };
  }

  private static Interest interest(Random random) {
    return switch (random.nextInt(3)) {
      case 0 ->
          new Interest.Listed(
              new Listing.InSection(review.section("Section " + random.nextInt(2)).id()));
      case 1 -> new Interest.Matching(SearchQuery.lenient(WORDS.get(random.nextInt(3))));
      default -> topic(random);
    };
  }

  private static Interest topic(Random random) {
    return new Interest.Listed(new Listing.About(review.topic("Topic " + random.nextInt(3)).id()));
  }

  private static void same(Story story, Share share) {
    List<int[]> told =
        all.stream()
            .map(follows -> follows.audienceOf(story, ZoneOffset.UTC, share).toArray())
            .toList();
    assertThat(told).allSatisfy(one -> assertThat(one).isEqualTo(told.getFirst()));
  }
}
