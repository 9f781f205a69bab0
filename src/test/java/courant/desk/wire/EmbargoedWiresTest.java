package courant.desk.wire;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.source.Source;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.syndication.change.ChangeRule;
import courant.syndication.intake.Intake.Destination;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions of one story, some of which nobody may see before an hour. */
@BothDatabases
class EmbargoedWiresTest {
  private final Map<Source, String> tokens = new HashMap<>();
  private TestReview review;
  private Newsperson editor;

  @BeforeEach
  void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private Source partner(String name, Destination destination) {
    Source source = WirePartners.made(review, editor, name, destination);
    tokens.put(source, WirePartners.token(editor, source));
    return source;
  }

  /** Lets what a partner changes stand at once. */
  private void trust(Source source) {
    review
        .review
        .database()
        .change(
            handle ->
                review
                    .review
                    .syndication()
                    .changes()
                    .rules()
                    .write(
                        handle,
                        source.id(),
                        new ChangeRule(
                            ChangeRule.Rewrites.APPLY, ChangeRule.Withdrawals.APPLY, false)));
  }

  private void push(Source source, String story) {
    assertThat(
            review
                .send(
                    HttpRequest.newBuilder(review.at("/intake/" + source.slug()))
                        .header("Authorization", "Bearer " + tokens.get(source))
                        .POST(BodyPublishers.ofString(story)))
                .statusCode())
        .isEqualTo(200);
  }

  /**
   * @param version 0 for a service that counts none
   * @param until the hour its embargo ends; 0 for none
   */
  private static String dam(int version, int until, String text) {
    return ninjs("dam", version, until, "usable", text);
  }

  private static String ninjs(String id, int version, int until, String status, String text) {
    return "{\"uri\":\"urn:wire:%s\",\"type\":\"text\",%s%s\"pubstatus\":\"%s\",\"headline\":\"The %1$s\",\"body_text\":\"%5$s\"}"
        .formatted(
            id,
            version == 0 ? "" : "\"version\":\"" + version + "\",",
            until == 0 ? "" : "\"embargoed\":\"2026-11-23T" + until + ":00:00Z\",",
            status,
            text);
  }

  /** One second past an hour of that day. */
  private void itIs(int hour) {
    review.clock.set(hour(hour).plusSeconds(1));
    review.review.publishDue().run();
    review.review.syndication().wire().release();
  }

  private static Instant hour(int hour) {
    return Instant.parse("2026-11-23T" + hour + ":00:00Z");
  }

  private List<Story> stories(Source source) {
    return review.review.stories().after(0, 1_000).stream()
        .filter(
            story -> story.origin().filter(it -> it.source().id().equals(source.id())).isPresent())
        .toList();
  }

  @Test
  void aScheduledStoryGoesOutNoSoonerThanItsNewestVersionMay() {
    Source source = partner("Wire", Destination.PUBLISH);
    push(source, dam(1, 16, "It is full."));
    push(source, dam(2, 20, "It is full."));
    assertThat(stories(source))
        .singleElement()
        .returns(new StoryState.Scheduled(hour(20)), Story::state);
    itIs(16);
    assertThat(stories(source)).singleElement().matches(story -> story.path().isEmpty());
    push(source, dam(3, 18, "It is quite full."));
    assertThat(stories(source))
        .singleElement()
        .returns(new StoryState.Scheduled(hour(20)), Story::state)
        .returns("<p>It is quite full.</p>", Story::body);
    itIs(20);
    assertThat(stories(source)).singleElement().matches(story -> !story.path().isEmpty());
  }

  @Test
  void whatIsNotToBeSeenYetOfAPublishedStoryWaits() {
    Source source = partner("Wire", Destination.PUBLISH);
    trust(source);
    push(source, dam(1, 0, "It is full."));
    String path = stories(source).getFirst().path();
    push(source, dam(2, 20, "It has burst."));
    push(source, dam(1, 0, "It is half full."));
    assertThat(review.get(path).body()).contains("It is full.").doesNotContain("burst");
    assertThat(review.review.syndication().changes().changes().newest(true, 0, 9)).isEmpty();
    itIs(20);
    assertThat(review.get(path).body()).contains("It has burst.");
  }

  @Test
  void aStoryThatTheDeskScheduledIsPutOffThoughItsNewWordsAreNotToBeSeen() {
    Source source = partner("Wire", Destination.DRAFT);
    push(source, dam(1, 0, "It is full."));
    Story draft = stories(source).getFirst();
    review.save(draft.in(new StoryState.Scheduled(hour(16))));
    push(source, dam(2, 20, "It has burst."));
    assertThat(stories(source))
        .singleElement()
        .returns(new StoryState.Scheduled(hour(20)), Story::state)
        .returns("<p>It is full.</p>", Story::body);
  }

  @Test
  void ofTwoVersionsThatWaitTheNewerIsTakenAtItsHour() {
    for (int counted : List.of(1, 0)) {
      Source source = partner("Wire " + counted, Destination.DRAFT);
      push(source, dam(counted, 16, "It is full."));
      push(source, dam(2 * counted, 20, "It has burst."));
    }
    itIs(16);
    assertThat(review.review.stories().after(0, 9)).isEmpty();
    itIs(20);
    assertThat(review.review.stories().after(0, 9))
        .hasSize(2)
        .allMatch(story -> story.body().contains("It has burst."));
  }

  @Test
  void whatWaitsIsOvertakenByWhatNeedNotWait() {
    Source lifted = partner("Lifted", Destination.DRAFT);
    push(lifted, dam(0, 16, "It is full."));
    push(lifted, dam(0, 0, "It has burst."));
    Source canceled = partner("Canceled", Destination.DRAFT);
    push(canceled, dam(0, 16, "It is full."));
    push(canceled, ninjs("dam", 0, 16, "canceled", ""));
    assertThat(stories(lifted)).singleElement().matches(it -> it.body().contains("burst"));
    itIs(16);
    assertThat(stories(lifted)).singleElement().matches(it -> it.body().contains("burst"));
    assertThat(stories(canceled)).isEmpty();
  }
}
