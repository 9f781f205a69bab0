package courant.syndication.intake;

import static org.assertj.core.api.Assertions.assertThat;

import courant.source.Source;
import courant.source.Terms;
import courant.story.Story;
import courant.support.BothDatabases;
import courant.support.PartnerServer;
import courant.support.TestReview;
import courant.syndication.article.Extraction;
import courant.syndication.article.Selectors;
import courant.syndication.fetch.PartnerFeed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Feeds that have summaries of stories, which are read from their pages, and change them. */
@BothDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedSummariesTest {
  private final PartnerServer far = new PartnerServer();
  private TestReview review;

  @BeforeAll
  void start() {
    review = TestReview.start(Map.of("allow-private", far.host()));
  }

  @AfterAll
  void stop() {
    review.close();
    far.close();
  }

  private void feed(String name, int stories, String summary) {
    feed(name, IntStream.range(0, stories), summary);
  }

  private void newestFirst(String name, int stories, String summary) {
    feed(name, IntStream.range(0, stories).map(i -> stories - 1 - i), summary);
  }

  private void feed(String name, IntStream stories, String summary) {
    far.put(
        "/" + name,
        "application/rss+xml",
        "<rss version='2.0'><channel><title>"
            + name
            + "</title>"
            + stories
                .mapToObj(
                    i ->
                        "<item><guid>urn:%1$s:%2$d</guid><title>%1$s %2$d</title><link>%3$s</link><description>%4$s</description></item>"
                            .formatted(name, i, far.at("/" + name + "/" + i), summary))
                .collect(Collectors.joining())
            + "</channel></rss>");
  }

  private void page(String name, int story, String says) {
    String paragraph =
        "<p>%s, and the harbour of %s has opened again after the storm. Ships are back.</p>"
            .formatted(says, name);
    far.put(
        "/" + name + "/" + story,
        "text/html",
        "<html><head><title>%1$s %2$d</title></head><body><article><h1>%1$s %2$d</h1>%3$s</article></body></html>"
            .formatted(name, story, paragraph.repeat(6)));
  }

  /** A partner whose stories wait as drafts, so that what it changes stands at once. */
  private void partner(String name) {
    review
        .review
        .syndication()
        .add(URI.create(far.at("/" + name)), name, Terms.OPEN, false, Optional.empty());
    Source source = review.review.sources().bySlug(name).orElseThrow();
    review
        .review
        .database()
        .change(
            handle ->
                review
                    .review
                    .syndication()
                    .articles()
                    .extractions()
                    .write(handle, source.id(), new Extraction(true, Selectors.NONE)));
    poll();
  }

  private void poll() {
    review.review.syndication().poll().all(_ -> {});
  }

  private List<String> bodies(String name) {
    return review.review.stories().after(0, 1_000).stream()
        .filter(story -> story.headline().startsWith(name + " "))
        .map(Story::body)
        .toList();
  }

  @Test
  void aStoryKeepsItsTextWhileItsPageCannotBeHadAndHasTheNewOneOnceItCan() {
    page("coast", 0, "It is Monday");
    feed("coast", 1, "A summary.");
    partner("coast");
    assertThat(bodies("coast")).singleElement().asString().contains("It is Monday");
    far.refuse("/coast/0", 503);
    feed("coast", 1, "Another summary.");
    poll();
    assertThat(bodies("coast")).singleElement().asString().contains("It is Monday");
    page("coast", 0, "It is Tuesday");
    poll();
    assertThat(bodies("coast")).singleElement().asString().contains("It is Tuesday");
  }

  @Test
  void moreChangedStoriesThanPagesAreFetchedForWaitForTheNextReading() {
    IntStream.range(0, 31).forEach(i -> page("hill", i, "It is Monday"));
    feed("hill", 31, "A summary.");
    partner("hill");
    poll();
    assertThat(bodies("hill")).hasSize(31).allMatch(body -> body.contains("It is Monday"));
    IntStream.range(0, 31).forEach(i -> page("hill", i, "It is Tuesday"));
    feed("hill", 31, "Another summary.");
    poll();
    assertThat(bodies("hill")).filteredOn(body -> body.contains("It is Monday")).hasSize(1);
    assertThat(bodies("hill")).filteredOn(body -> body.contains("It is Tuesday")).hasSize(30);
    poll();
    assertThat(bodies("hill")).allMatch(body -> body.contains("It is Tuesday"));
  }

  /** Else thirty pages that are gone for good would keep a partner's news out for ever. */
  @Test
  void newStoriesAreTakenAndThereIsNoHurryWhileThePagesOfChangedOnesCannotBeHad() {
    IntStream.range(0, 40).forEach(i -> page("isle", i, "It is Monday"));
    feed("isle", 40, "A summary.");
    partner("isle");
    poll();
    assertThat(bodies("isle")).hasSize(40).allMatch(body -> body.contains("It is Monday"));
    IntStream.range(0, 40).forEach(i -> far.refuse("/isle/" + i, 404));
    page("isle", 40, "It is Tuesday");
    newestFirst("isle", 41, "Another summary.");
    poll();
    assertThat(bodies("isle")).filteredOn(body -> body.contains("It is Monday")).hasSize(40);
    assertThat(bodies("isle")).filteredOn(body -> body.contains("It is Tuesday")).hasSize(1);
    PartnerFeed.State state =
        review
            .review
            .syndication()
            .fetch()
            .feeds()
            .byAddress(URI.create(far.at("/isle")))
            .orElseThrow()
            .state();
    assertThat(state.due()).isEqualTo(review.clock.instant().plus(state.pause()));
  }

  @Test
  void aSummaryThatStandsForAPageThatNeverCameIsKeptUpToDate() {
    far.refuse("/dune/0", 403);
    feed("dune", 1, "A summary.");
    partner("dune");
    feed("dune", 1, "Another summary.");
    poll();
    assertThat(bodies("dune")).containsExactly("<p>Another summary.</p>");
  }
}
