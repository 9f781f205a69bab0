package courant.edition;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import courant.follow.Interest;
import courant.follow.Share;
import courant.follow.Stance;
import courant.reader.ReaderId;
import courant.search.SearchQuery;
import courant.search.StoryTerms;
import courant.story.Listing;
import courant.story.NewestStories;
import courant.story.Story;
import courant.story.StoryId;
import courant.support.StoryDraft;
import courant.support.TestReview;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Merging the newest of each interest gives what a plain look at every story gives. */
class PersonalEditionPropertyTest {
  private static final List<String> WORDS =
      List.of("oil", "football", "harbour", "election", "rain");

  /** What several houses have word for word. */
  private static final List<String> WIRES =
      Stream.generate(new Random(7)::nextInt)
          .limit(6)
          .map(
              seed ->
                  new Random(seed).ints(60, 0, 500).mapToObj(i -> "w" + i).collect(joining(" ")))
          .toList();

  private static TestReview review;

  @BeforeContainer
  static void start() {
    review = TestReview.start();
  }

  @AfterContainer
  static void stop() {
    review.close();
  }

  @Property(tries = 25)
  void equalsANaiveSelection(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      story(random);
    }
    ReaderId reader = reader();
    for (int i = random.nextInt(9); i >= 0; i--) {
      Stance stance = random.nextInt(4) == 0 ? Stance.MUTE : Stance.FOLLOW;
      review.review.follows().set(reader, interest(random), Optional.of(stance));
    }
    review.awaitIndex();
    List<StoryId> naive = naive(reader);
    PersonalEdition personal =
        new PersonalEdition(
            review.review.follows(),
            review.review.stories(),
            new NewestStories(review.review.database(), review.review.facts()),
            review.review.versions(),
            review.review.index(),
            1 + random.nextInt(4));
    int size = 1 + random.nextInt(7);
    for (int page = 1; (page - 1) * size <= naive.size() && page < 8; page++) {
      Edition edition = personal.select(reader, new Window(page, size));
      assertThat(edition.stories().stream().map(Story::id))
          .containsExactlyElementsOf(naive.stream().skip((page - 1L) * size).limit(size).toList());
      assertThat(edition.entries()).allSatisfy(entry -> assertThat(entry.reasons()).isNotEmpty());
      assertThat(page < edition.lastPage()).isEqualTo(naive.size() > page * size);
    }
    for (Story story : review.review.stories().published(new Listing.Everything(), 0, 20)) {
      assertThat(
              review
                  .oneOfEach()
                  .audience(review.review.follows(), story, ZoneOffset.UTC, Share.of(reader))
                  .contains(reader.value()))
          .isEqualTo(naive.contains(story.id()));
    }
  }

  private static void story(Random random) {
    review.clock.advance(Duration.ofSeconds(random.nextInt(3)));
    StoryDraft draft =
        review
            .story("On " + WORDS.get(random.nextInt(WORDS.size())))
            .section("Section " + random.nextInt(3));
    for (int topic = 0; topic < 5; topic++) {
      if (random.nextInt(4) == 0) {
        draft.topic("Topic " + topic);
      }
    }
    if (random.nextBoolean()) {
      draft.by("Author " + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      draft.source("Source " + random.nextInt(2), "");
    }
    if (random.nextBoolean()) {
      draft.body("<p>" + WIRES.get(random.nextInt(WIRES.size())) + "</p>");
    }
    draft.publish();
  }

  private static Interest interest(Random random) {
    return switch (random.nextInt(5)) {
      case 0 ->
          new Interest.Listed(
              new Listing.InSection(review.section("Section " + random.nextInt(3)).id()));
      case 1 ->
          new Interest.Listed(new Listing.By(review.author("Author " + random.nextInt(3)).id()));
      case 2 ->
          new Interest.Listed(new Listing.From(review.source("Source " + random.nextInt(2)).id()));
      case 3 -> new Interest.Matching(SearchQuery.lenient(WORDS.get(random.nextInt(5))));
      default ->
          new Interest.Listed(new Listing.About(review.topic("Topic " + random.nextInt(5)).id()));
    };
  }

  private static ReaderId reader() {
    return review
        .review
        .database()
        .write(
            handle ->
                new ReaderId(
                    handle
                        .createQuery("insert into reader (since) values (0) returning id")
                        .mapTo(Integer.class)
                        .one()));
  }

  /**
   * All stories, with what SQL says on topics, authors, sources and sections, and searches by hand.
   */
  private static List<StoryId> naive(ReaderId reader) {
    Map<StoryId, Story> stories =
        review.review.stories().after(0, 10_000).stream()
            .collect(Collectors.toMap(Story::id, story -> story));
    List<StoryId> all =
        review
            .review
            .database()
            .read(
                handle ->
                    handle
                        .createQuery(
                            """
                            select story.id, published from story where state = 'published'
                            order by published desc, id desc
                            """)
                        .map((row, _) -> new StoryId(row.getLong(1)))
                        .list())
            .stream()
            .filter(id -> stands(reader, stories.get(id), 0) && !stands(reader, stories.get(id), 1))
            .toList();
    return all.stream().filter(id -> versions(id).stream().noneMatch(all::contains)).toList();
  }

  /** The versions of a story that lead before it. */
  private static List<StoryId> versions(StoryId story) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select other.story_id from story_version mine, story_version other
                        where mine.story_id = :story and other.cluster = mine.cluster
                          and (other.place, other.story_id) < (mine.place, mine.story_id)
                        """)
                    .bind("story", story.value())
                    .map((row, _) -> new StoryId(row.getLong(1)))
                    .list());
  }

  private static boolean stands(ReaderId reader, Story story, int mute) {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select kind, query, exists (
                          select 1 from story where story.id = :story and
                            (kind = 'section' and section_id = target
                             or kind = 'source' and source_id = target)
                          union all select 1 from story_topic
                            where kind = 'topic' and story_id = :story and topic_id = target
                          union all select 1 from story_author
                            where kind = 'author' and story_id = :story and author_id = target
                        ) as stands
                        from follow join interest on interest.id = interest_id
                        where reader_id = :reader and mute = :mute
                        """)
                    .bind("story", story.id().value())
                    .bind("reader", reader.value())
                    .bind("mute", mute)
                    .map(
                        (row, _) ->
                            row.getString("kind").equals("search")
                                ? SearchQuery.lenient(row.getString("query"))
                                    .matches(StoryTerms.of(story, ZoneOffset.UTC))
                                : row.getBoolean("stands"))
                    .list())
        .contains(true);
  }
}
