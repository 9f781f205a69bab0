package courant.transfer.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import courant.masthead.StandingPage;
import courant.story.Author;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.topic.Topic;
import courant.transfer.ReviewFolder;
import courant.transfer.importing.ImportReport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hand-made export with every fault that real ones have. */
@BothDatabases
class WordPressImportTest {
  @TempDir Path folder;
  private ReviewFolder review;
  private ImportReport report;

  @BeforeEach
  void take() throws IOException {
    review = new ReviewFolder(folder);
    report = review.take(ReviewFolder.MESSY);
  }

  @AfterEach
  void close() {
    review.close();
  }

  @Test
  void countsWhatItTook() {
    JsonObject json = report.json();
    assertThat(json.getInteger("stories")).isEqualTo(4);
    assertThat(json.getInteger("drafts")).isEqualTo(2);
    assertThat(json.getInteger("pages")).isEqualTo(1);
    assertThat(json.getInteger("authors")).isEqualTo(3);
    assertThat(json.getInteger("media")).isEqualTo(2);
    assertThat(json.getInteger("replies")).isEqualTo(2);
    assertThat(json.getInteger("sources")).isEqualTo(1);
    assertThat(report.damage()).isEmpty();
  }

  @Test
  void dryRunCountsTheSame() throws IOException {
    JsonObject dry = ReviewFolder.wouldTake(ReviewFolder.MESSY).json();
    assertThat(dry).isEqualTo(report.json());
  }

  @Test
  void namesEachThingItLeftAndWhy() {
    assertThat(report.json().getJsonArray("left").encode())
        .contains("Old text", "its status is trash")
        .contains("Menu", "a menu entry")
        .contains("1 comments in spam or trash")
        .contains("1 pingbacks")
        .contains("Never used")
        .doesNotContain("Ines", "reader@example.org");
    assertThat(report.json().getJsonArray("faults").encode())
        .contains("shortcodes dropped: box, contact-form-7")
        .contains("was pinned to the front page")
        .contains("protected by a password")
        .contains("latest-posts");
  }

  @Test
  void readsTheMasthead() {
    assertThat(review.mastheads.masthead().title()).isEqualTo("The Harbour & Coast Review");
    assertThat(review.mastheads.masthead().language().toLanguageTag()).isEqualTo("en-GB");
  }

  @Test
  void readsAStoryWhole() {
    Story story = story("Ferries “late again” & full");
    assertThat(story.standfirst()).isEqualTo("Boats were late.");
    assertThat(story.published()).isEqualTo(Instant.parse("2017-05-01T06:30:00Z"));
    assertThat(story.byline()).extracting(Author::name).containsExactly("Mara Vella");
    assertThat(story.section().orElseThrow().name()).isEqualTo("Ports");
    assertThat(story.topics()).extracting(Topic::name).containsExactly("Ferries", "World");
    assertThat(story.topics().getFirst().description()).isEqualTo("Boats that go to and fro.");
    assertThat(story.lead())
        .contains(
            new Picture(
                "https://harbour.example/boat.jpg", 0, 0, "A small boat", "The boat at noon", ""));
    assertThat(story.path()).isEqualTo("/2017/05/ferries-late");
    assertThat(story.language()).isEqualTo("en-GB");
  }

  @Test
  void givesLineBreaksAndShortcodesTheirMeaning() {
    assertThat(story("Ferries “late again” & full").body())
        .contains("<p>First line<br>second line.</p>")
        .contains("<p>A new paragraph, with <em>stress</em> and [sic].</p>")
        .contains("<figcaption>The <strong>boat</strong></figcaption>")
        .contains("<p>Quoted once.</p>")
        .contains("<p>Quoted twice.</p>")
        .contains("https://harbour.example/quay.jpg")
        .contains("<a href=\"https://example.org/watch\">https://example.org/watch</a>")
        .contains("[gallery] kept")
        .doesNotContain("contact-form", "more-->", "[box]");
  }

  @Test
  void oldAddressesLeadToNewOnes() {
    String path = story("Ferries “late again” & full").path();
    assertThat(review.stories.movedTo("/2017/05/ferries-late/")).contains(path);
    assertThat(review.stories.movedTo("/2017/05/ferries/")).contains(path);
    assertThat(review.stories.movedTo("/?p=11")).contains(path);
    assertThat(review.stories.movedTo("/tag/ferries")).contains("/topic/ferries");
    assertThat(review.stories.movedTo("/category/ports")).contains("/section/ports");
    assertThat(review.stories.movedTo("/author/mara")).contains("/author/mara-vella");
  }

  @Test
  void mendsBrokenMarkup() {
    assertThat(story("Tides & Times").body()).isEqualTo("<p>Before ]]&gt; after, all of it.</p>");
    assertThat(story("Taken from elsewhere").body()).contains("without <strong>CDATA</strong>");
    assertThat(page().title()).isEqualTo("About us");
    assertThat(page().body()).isEqualTo("<p>Who we are: café.</p>");
    assertThat(story("Not closed").body()).isEqualTo("<p>A draft.</p>");
  }

  @Test
  void datesWithoutGmtAreReadByTheSitesOwnClock() {
    assertThat(story("Tides & Times").published()).isEqualTo(Instant.parse("2017-06-01T00:00:00Z"));
    assertThat(story("Tides & Times").section()).isEmpty();
  }

  @Test
  void namesakesStayTwo() {
    assertThat(story("Tides & Times").byline().getFirst().slug().value()).isEqualTo("mara-vella-2");
  }

  @Test
  void coAuthorsAndSyndicationBecomeAuthorsAndSources() {
    Story story = story("Taken from elsewhere");
    assertThat(story.byline())
        .extracting(Author::name)
        .containsExactly("Inés Haddad", "Mara Vella");
    assertThat(story.byline().getFirst().about()).isEqualTo("Writes from Sebha.");
    Origin origin = story.origin().orElseThrow();
    assertThat(origin.source().name()).isEqualTo("Desert Dispatch");
    assertThat(origin.source().homePage()).isEqualTo("https://dispatch.example/");
    assertThat(origin.address()).isEqualTo("https://www.dispatch.example/a?x=1&y=2");
  }

  @Test
  void whatWasNotForEveryoneIsADraft() {
    assertThat(story("Secret").state()).isInstanceOf(StoryState.Draft.class);
    assertThat(story("Not closed").state()).isInstanceOf(StoryState.Draft.class);
  }

  @Test
  void twoStoriesWithOneNumberStayTwo() {
    assertThat(story("The same number").body()).isEqualTo("<p>Another.</p>");
    assertThat(story("The same number").section().orElseThrow().name()).isEqualTo("World");
  }

  @Test
  void aSecondRunChangesNothing() throws IOException {
    var before = review.rows();
    JsonObject again = review.take(ReviewFolder.MESSY).json();
    assertThat(review.rows()).isEqualTo(before);
    assertThat(again.getInteger("stories")).isZero();
    assertThat(again.getInteger("unchanged")).isEqualTo(7);
  }

  @Test
  void anOldDraftDoesNotTakeBackWhatTheDeskHasPublished() throws IOException {
    Story draft = story("Not closed");
    review.publish(draft);
    Path changed = folder.resolve("changed.xml");
    String export = Files.readString(ReviewFolder.MESSY, StandardCharsets.ISO_8859_1);
    Files.writeString(
        changed, export.replace("A draft.", "An older draft."), StandardCharsets.ISO_8859_1);
    review.take(changed);
    assertThat(story("Not closed").state()).isInstanceOf(StoryState.Published.class);
    assertThat(story("Not closed").body()).isEqualTo("<p>A draft.</p>");
  }

  private Story story(String headline) {
    return review.stories.after(0, 100).stream()
        .filter(story -> story.headline().equals(headline))
        .findFirst()
        .orElseThrow();
  }

  private StandingPage page() {
    List<StandingPage> pages = review.pages.all();
    assertThat(pages).hasSize(1);
    return pages.getFirst();
  }
}
