package courant.topic;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Slug;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.TestReview;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories know what they are about when they go out. */
class TopicsOfStoriesTest {
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  @Test
  void namesOfTopicsAndPlacesAreFoundInTheText() {
    review.topic("Khalifa Haftar");
    Story story =
        review
            .story("Talks in Tunis")
            .body("<p>Khalifa Haftar met envoys from Libya.</p>")
            .topic("Oil")
            .publish();
    assertThat(story.topics())
        .extracting(Topic::name)
        .contains("Oil", "Khalifa Haftar", "Libya", "Tunis");
    assertThat(review.get("/topic/libya").body()).contains("Talks in Tunis");
  }

  @Test
  void whatTheDeskTakesAwayStaysAway() {
    Story story = review.story("Talks").body("<p>Envoys met in Libya on Monday.</p>").publish();
    assertThat(story.topics()).extracting(Topic::name).containsExactly("Libya");
    Story bare =
        review.save(
            story
                .about(List.of())
                .in(
                    new StoryState.Published(
                        story.path(), story.published(), review.clock.instant())));
    assertThat(bare.topics()).isEmpty();
  }

  @Test
  void anotherLanguagesNameLeadsToTheSameTopic() {
    review.story("Talks").body("<p>Envoys met in Libya on Monday.</p>").publish();
    Story arabic = review.story("محادثات").language("ar").body("<p>في ليبيا اليوم.</p>").publish();
    assertThat(arabic.topics()).extracting(Topic::name).containsExactly("Libya");
  }

  @Test
  void aPlaceThatAnotherNodeMadeATopicIsThatTopic() {
    review.story("Before").body("<p>Nobody went anywhere.</p>").publish();
    review
        .review
        .database()
        .change(
            handle ->
                handle.execute(
                    "insert into topic (id, slug, kind, name, description, wikidata)"
                        + " values (7, 'libya', 'place', 'Libya', '', '')"));
    Story story = review.story("Talks").body("<p>Envoys met in Libya on Monday.</p>").publish();
    assertThat(story.topics()).extracting(Topic::id).containsExactly(new TopicId(7));
    Story next = review.story("More").body("<p>They left Libya and Tunis.</p>").publish();
    assertThat(next.topics()).extracting(Topic::name).containsExactly("Libya", "Tunis");
  }

  @Test
  void aTopicThatIsBeingMadeWhileOthersLookForNamesIsFoundFromThenOn() {
    var topics = review.review.topics();
    KnownTopics known = new KnownTopics(topics, review.review.ids());
    Topic forum =
        new Topic(
            new TopicId(7), Slug.of("Sabha Forum"), TopicKind.ORGANISATION, "Sabha Forum", "", "");
    Prose text = Prose.of("The Sabha Forum met again.");
    review
        .review
        .facts()
        .write(
            telling -> {
              topics.write(telling, forum);
              return CompletableFuture.supplyAsync(() -> known.in(text)).join();
            });
    assertThat(known.in(text).topics()).containsExactly(forum.id());
  }
}
