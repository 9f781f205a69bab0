package courant.edition;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.job.Facts;
import courant.story.Story;
import courant.story.StoryState;
import courant.story.Versions;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.StoryDraft;
import courant.support.TestReview;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same story from several houses stands once in a list, with the others named beside it. */
@BothDatabases
class VersionsTest {
  private static TestReview review;
  private static int wires;

  @BeforeAll
  static void start() {
    review = TestReview.start();
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  /** Copy that nobody else has. */
  private static String wire() {
    StringBuilder words = new StringBuilder();
    new Random(++wires)
        .ints(120, 0, 2_000)
        .forEach(word -> words.append("w").append(word).append(' '));
    return words.toString().strip();
  }

  private static StoryDraft from(String source, String headline, String text) {
    review.clock.advance(Duration.ofMinutes(1));
    return review
        .story(headline)
        .source(source, "https://example.org/" + headline.replace(' ', '-'))
        .body("<p>" + text + "</p>");
  }

  private static String main(String page) {
    return page.substring(page.indexOf("<main"), page.indexOf("</main>"));
  }

  @Test
  void threeVersionsStandOnceAndEachNamesTheOthers() {
    String copy = wire();
    from("Alpha Wire", "Dam holds", copy).section("Rivers").publish();
    from("Beta Press", "The dam is holding", "In our own words. " + copy)
        .section("Rivers")
        .publish();
    Story cut =
        from("Gamma News", "Dam: no danger", copy.substring(0, copy.length() / 2))
            .section("Rivers")
            .publish();
    from("Alpha Wire", "Another matter", wire()).section("Rivers").publish();

    for (String path : List.of("/", "/section/rivers")) {
      String page = main(review.get(path).body());
      assertThat(page).contains(">Dam holds</a>").contains(">Another matter</a>");
      assertThat(page).doesNotContain(">The dam is holding</a>", ">Dam: no danger</a>");
      assertThat(page)
          .containsPattern("Also from <a [^>]*>Beta Press</a>, <a [^>]*>Gamma News</a>");
    }
    assertThat(main(review.get("/section/rivers").body())).contains("2 stories");
    assertThat(review.get("/section/rivers/feed").body())
        .contains("Dam holds", "atom:link rel=\"related\"", "&lt;p&gt;Also from &lt;a href=")
        .doesNotContain("<title>Dam: no danger");
    assertThat(review.get("/section/rivers/feed.json").body())
        .contains("\"_also\":[{\"title\":\"The dam is holding\"");
    assertThat(review.get("/section/rivers/feed.atom").body())
        .containsPattern("<link rel=\"related\"[^>]*title=\"Dam: no danger\"");
    String search = "?q=" + copy.substring(0, copy.indexOf(' ', 30)).replace(' ', '+');
    Await.until(() -> main(review.get("/search" + search).body()).contains("Also from"));
    String found = main(review.get("/search" + search).body());
    assertThat(found).contains("1 story");
    assertThat(found.split("<h2>", -1)).as("results").hasSize(2);
    assertThat(review.get("/search/feed" + search).body().split("<item>", -1)).hasSize(2);
    assertThat(main(review.get("/source/gamma-news").body())).contains("Dam: no danger");
    String story = main(review.get(cut.path()).body());
    assertThat(story).contains("Other versions of this story", "Dam holds", "The dam is holding");
  }

  @Test
  void whatLeadsIsTakenBackAndTheNextOneStandsInItsPlace() {
    String copy = wire();
    Story first = from("Alpha Wire", "Bridge closed", copy).section("Roads").publish();
    from("Beta Press", "Bridge shut", copy).section("Roads").publish();
    assertThat(main(review.get("/section/roads").body())).doesNotContain(">Bridge shut</a>");

    write(
        first.in(
            new StoryState.Withdrawn(
                first.path(), first.published(), review.clock.instant(), "A mistake")));
    String page = main(review.get("/section/roads").body());
    assertThat(page).contains(">Bridge shut</a>").doesNotContain("Bridge closed", "Also from");
  }

  @Test
  void theDeskSeparatesJoinsAndChoosesWhatLeads() {
    String copy = wire();
    Story one = from("Alpha Wire", "Rain", copy).section("Weather").publish();
    Story two = from("Beta Press", "Much rain", copy).section("Weather").publish();
    Story other = from("Gamma News", "Wet", wire()).section("Weather").publish();
    Versions versions = review.review.versions();

    facts(telling -> versions.takeOut(telling, one.id()));
    assertThat(main(review.get("/section/weather").body()))
        .contains(">Rain</a>", ">Much rain</a>", ">Wet</a>")
        .doesNotContain("Also from");
    write(one);
    assertThat(versions.besides(one.id())).isEmpty();

    facts(telling -> versions.join(telling, two.id(), other.id()));
    assertThat(main(review.get("/section/weather").body()))
        .contains(">Rain</a>", ">Much rain</a>")
        .doesNotContain(">Wet</a>");

    facts(telling -> versions.lead(telling, other.id()));
    assertThat(main(review.get("/section/weather").body()))
        .contains(">Rain</a>", ">Wet</a>")
        .doesNotContain(">Much rain</a>");
  }

  @Test
  void whatOneHouseRepeatsStaysAndSoDoWhatOnlySharesAFewWords() {
    String copy = wire();
    from("Alpha Wire", "Tide table for Monday", copy).section("Tides").publish();
    from("Alpha Wire", "Tide table for Tuesday", copy).section("Tides").publish();
    from("Beta Press", "Quoting the table", copy.substring(0, 80) + wire())
        .section("Tides")
        .publish();
    from("Gamma News", "Short", "Text.").section("Tides").publish();
    from("Beta Press", "Short", "Text.").section("Tides").publish();
    assertThat(main(review.get("/section/tides").body())).contains("5 stories");
  }

  @Test
  void anOldStoryIsNoVersion() {
    String copy = wire();
    from("Alpha Wire", "Long ago", copy).section("Past").publish();
    review.clock.advance(Duration.ofDays(5));
    from("Beta Press", "Again", copy).section("Past").publish();
    assertThat(main(review.get("/section/past").body())).contains("2 stories");
  }

  private static void facts(Consumer<Facts.Telling> work) {
    review
        .review
        .facts()
        .write(
            telling -> {
              work.accept(telling);
              return true;
            });
  }

  private static void write(Story story) {
    facts(
        telling ->
            review
                .review
                .writeStory()
                .save(telling, story, review.review.mastheads().masthead().zone()));
  }
}
