package courant.desk.write;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.Terms;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Partners, authors and topics stand on the writing page by their names, and stay who they are. */
@BothDatabases
class NamesOfStoriesTest {
  private static final Terms STRICT =
      new Terms(false, Duration.ofHours(1), Optional.of(Duration.ofDays(9)), "", "By them", true);

  private static TestReview review;
  private static Newsperson editor;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  private static Story saved(Story story, String... typed) {
    String address = "/desk/story/" + story.id().value();
    assertThat(
            WritingPage.press(editor, Jsoup.parse(editor.get(address).body()), "save", typed)
                .statusCode())
        .isEqualTo(303);
    return review.review.stories().byId(story.id()).orElseThrow();
  }

  private static Source named(Source source, String name) {
    Source renamed =
        new Source(
            source.id(),
            source.slug(),
            name,
            source.about(),
            source.founded(),
            source.parent(),
            source.country(),
            source.language(),
            source.homePage(),
            source.logo(),
            STRICT);
    review.review.database().change(handle -> review.review.sources().write(handle, renamed));
    return renamed;
  }

  private static Author author(String slug, String name) {
    Author author = new Author(new AuthorId(review.review.ids().next()), new Slug(slug), name, "");
    review.review.database().change(handle -> review.review.authors().write(handle, author));
    return author;
  }

  @Test
  void aPartnerThatWasRenamedKeepsItsStoriesAndTheirTerms() {
    Source agency = review.source("Agency");
    Story story = review.story("From them").source("Agency", "https://agency.example/1").publish();
    Source renamed = named(agency, "Coast Agency");
    assertThat(saved(story, "headline", "From them still").origin().orElseThrow().source())
        .isEqualTo(renamed);
    Story other = review.save(review.story("Also theirs").in(new StoryState.Draft()));
    assertThat(saved(other, "source", "Coast Agency").origin().orElseThrow().source())
        .as("whoever types its new name means it")
        .isEqualTo(renamed);
    assertThat(review.review.sources().all()).extracting(Source::id).containsOnlyOnce(agency.id());
    assertThat(review.review.sources().bySlug("coast-agency")).isEmpty();
  }

  @Test
  void namesakesAreNotMistakenForEachOther() {
    Author one = author("john-smith", "John Smith");
    Author two = author("john-smith-2", "John Smith");
    Story story = review.save(review.story("Signed").in(new StoryState.Draft()).by(List.of(two)));
    assertThat(saved(story, "headline", "Signed once").byline()).containsExactly(two);
    Story both =
        review.save(review.story("By both").in(new StoryState.Draft()).by(List.of(two, one)));
    assertThat(saved(both, "headline", "Signed twice").byline()).containsExactly(two, one);
    Story fresh = review.save(review.story("New").in(new StoryState.Draft()));
    assertThat(saved(fresh, "byline", "John Smith").byline())
        .as("of two strangers, the one whose address says the name")
        .containsExactly(one);
  }

  @Test
  void anAuthorThatWasRenamedStillSigns() {
    Story story = review.story("Written").by("Ada Writer").publish();
    Author renamed =
        new Author(review.author("Ada Writer").id(), new Slug("ada-writer"), "Ada Byron", "");
    review.review.database().change(handle -> review.review.authors().write(handle, renamed));
    assertThat(saved(story, "headline", "Written again").byline()).containsExactly(renamed);
    assertThat(review.review.authors().bySlug("ada-byron")).isEmpty();
  }

  @Test
  void aCommaInATopicsNamePartsNothing() {
    review.topic("Washington, D.C.");
    Story story =
        review.save(
            review
                .story("Talks")
                .topic("Washington, D.C.")
                .topic("Ports")
                .in(new StoryState.Draft()));
    assertThat(names(saved(story, "headline", "Talks end")))
        .containsExactly("Washington, D.C.", "Ports");
    assertThat(names(saved(story, "topics", "Ports, Water; Washington, D.C.")))
        .containsExactly("Ports", "Water", "Washington, D.C.");
    editor.post(
        "/desk/stories",
        "story",
        Long.toString(story.id().value()),
        "action",
        "topic-off",
        "topic",
        "Washington, D.C.");
    Story without = review.review.stories().byId(story.id()).orElseThrow();
    assertThat(names(without)).containsExactly("Ports", "Water");
    assertThat(names(saved(without, "topics", "Dallas, Texas, Washington, D.C., Austin, Texas")))
        .containsExactly("Dallas", "Texas", "Washington, D.C.", "Austin");
    assertThat(review.review.topics().bySlug("d-c")).isEmpty();
  }

  private static List<String> names(Story story) {
    return story.topics().stream().map(Topic::name).toList();
  }
}
