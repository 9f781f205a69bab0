package courant.desk.write;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.story.Origin;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of stories: narrowed, searched, and several of it changed at once and back. */
@BothDatabases
class StoryListTest {
  private static TestReview review;
  private static Newsperson editor;

  @BeforeAll
  static void start() {
    review = TestReview.start();
    review.section("Sport");
    editor = new Newsperson(review, Role.EDITOR);
    review
        .story("Harbour opens")
        .section("World")
        .by("Nadia Ferrante")
        .topic("Ports")
        .language("pt-BR")
        .source("Some Agency", "https://agency.example/1")
        .published(Instant.parse("2026-11-20T10:00:00Z"))
        .publish();
    review
        .story("100% of ferries_stop")
        .section("Economy")
        .by("Youssef Karray")
        .published(Instant.parse("2026-11-22T23:30:00Z"))
        .publish();
    review.awaitIndex(2);
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  private static Document page(String query) {
    HttpResponse<String> answer = editor.get("/desk?" + query);
    assertThat(answer.statusCode()).as(query).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }

  private static List<String> found(String query) {
    return page(query).select(".headline-cell").eachText();
  }

  @Test
  void isNarrowedByAllThatStoriesHave() {
    for (String narrowed :
        List.of(
            "section=world",
            "author=Nadia+Ferrante",
            "topic=ports",
            "source=some-agency",
            "language=pt",
            "until=2026-11-21",
            "from=2026-11-20&until=2026-11-20",
            "section=world&author=nadia-ferrante&topic=Ports&language=PT-br&from=2026-11-01")) {
      assertThat(found("state=published&" + narrowed))
          .as(narrowed)
          .containsExactly("Harbour opens");
      assertThat(found("state=published&q=harbour&" + narrowed))
          .as("with words, " + narrowed)
          .containsExactly("Harbour opens");
    }
    assertThat(found("state=published&from=2026-11-21")).containsExactly("100% of ferries_stop");
    assertThat(page("state=published&section=sport").select(".empty").text())
        .contains("No story is like that.", "Show all");
    assertThat(found("state=published&from=never&until=99999-01-01&page=0&language=%27"))
        .as("what cannot be is as if it were not there")
        .hasSize(2);
  }

  @Test
  void findsPublishedStoriesInTheIndexAlsoByTheBeginningOfAWord() {
    assertThat(found("state=published&q=harb")).containsExactly("Harbour opens");
    assertThat(found("state=published&q=opens+harbour")).containsExactly("Harbour opens");
    assertThat(found("state=published&q=nothing+like+it")).isEmpty();
    assertThat(found("state=published&q=%22(%29+OR+-")).isNotNull();
  }

  @Test
  void findsDraftsByAnyPartOfTheHeadline() {
    draft("50% of nothing");
    draft("50 of nothing");
    assertThat(found("q=50%25+of")).containsExactly("50% of nothing");
    assertThat(found("q=_")).isEmpty();
    clear();
  }

  @Test
  void findsDraftsInAnyCaseOfAnyScript() {
    draft("Élections à Tunis");
    draft("МОСКВА голосует");
    for (String typed : List.of("élections", "ÉLECTIONS À", "TUNIS")) {
      assertThat(found("q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8)))
          .as(typed)
          .containsExactly("Élections à Tunis");
    }
    assertThat(found("q=" + URLEncoder.encode("москва Голос", StandardCharsets.UTF_8)))
        .containsExactly("МОСКВА голосует");
    clear();
  }

  private static String draft(String headline, String... more) {
    String story = editor.post("/desk/story").headers().firstValue("location").orElseThrow();
    List<String> fields = new ArrayList<>(List.of("action", "save", "headline", headline));
    fields.addAll(List.of(more));
    editor.post(story, fields.toArray(String[]::new));
    review.clock.advance(Duration.ofSeconds(1));
    return story.substring(story.lastIndexOf('/') + 1);
  }

  private static void clear() {
    review
        .review
        .database()
        .change(
            handle -> handle.execute("delete from story where state in ('draft', 'scheduled')"));
  }

  private static String several(String... fields) {
    return editor.post("/desk/stories", fields).headers().firstValue("location").orElseThrow();
  }

  private static String undo(String location) {
    Document page = Jsoup.parse(editor.get(location).body());
    return several("undo", page.select("button[name=undo]").val(), "back", "state=draft");
  }

  private static String cell(String headline, int column) {
    return page("state=draft")
        .select("tr:has(a:containsOwn(" + headline + ")) td")
        .get(column)
        .text();
  }

  @Test
  void movesSeveralToASectionAndBack() {
    String one = draft("One", "section", "world");
    String two = draft("Two");
    String three = draft("Three", "section", "sport");
    String moved =
        several(
            "story",
            one,
            "story",
            two,
            "story",
            three,
            "action",
            "section",
            "section",
            "sport",
            "back",
            "state=draft&q=");
    assertThat(moved).startsWith("/desk?state=draft&q=&several=");
    assertThat(Jsoup.parse(editor.get(moved).body()).select(".notice").text())
        .contains("2 stories changed.", "1 stayed as it was.");
    assertThat(cell("One", 2)).isEqualTo("Sport");
    assertThat(undo(moved)).contains("done=several-undone");
    assertThat(cell("One", 2)).isEqualTo("World");
    assertThat(cell("Two", 2)).isEmpty();
    assertThat(cell("Three", 2)).isEqualTo("Sport");
    clear();
  }

  @Test
  void givesTopicsTakesThemAndTakesThatBack() {
    String one = draft("One", "topics", "Ports");
    String added = several("story", one, "action", "topic", "topic", "Water");
    assertThat(found("topic=water")).containsExactly("One");
    undo(added);
    assertThat(found("topic=water")).isEmpty();
    assertThat(found("topic=ports")).containsExactly("One");
    String taken = several("story", one, "action", "topic-off", "topic", "ports");
    assertThat(found("topic=ports")).isEmpty();
    undo(taken);
    assertThat(found("topic=ports")).containsExactly("One");
    clear();
  }

  @Test
  void schedulesWhatIsReady() {
    String one = draft("Ready");
    String two = draft("");
    String three = draft("No words for it", "picture", "/somewhere.jpg");
    String scheduled =
        several(
            "story",
            one,
            "story",
            two,
            "story",
            three,
            "action",
            "schedule",
            "due",
            "2026-12-01T08:00");
    assertThat(Jsoup.parse(editor.get(scheduled).body()).select(".notice").text())
        .contains("1 story changed.", "2 stayed as they were.");
    assertThat(found("state=scheduled&from=2026-12-01&until=2026-12-01")).containsExactly("Ready");
    undo(scheduled);
    assertThat(found("state=scheduled")).isEmpty();
    for (String due : List.of("2026-11-01T08:00", "soon", "")) {
      assertThat(several("story", one, "action", "schedule", "due", due))
          .as(due)
          .contains("done=several-due");
    }
    clear();
  }

  @Test
  void throwsDraftsAwayAndBringsThemBack() {
    String one = draft("Not now", "body", "<p>Its text.</p>", "byline", "Nadia Ferrante");
    String gone = several("story", one, "action", "remove");
    assertThat(editor.get("/desk/story/" + one).statusCode()).isEqualTo(404);
    undo(gone);
    assertThat(Jsoup.parse(editor.get("/desk/story/" + one).body()).select("#body").text())
        .contains("Its text.");
    assertThat(found("author=nadia-ferrante")).containsExactly("Not now");
    clear();
  }

  @Test
  void whatCameFromAPartnerComesBackAsItWas() {
    Origin origin =
        new Origin(
            review.source("Agency"),
            "https://agency.example/1",
            Optional.of(Instant.parse("2026-11-20T08:00:00Z")));
    Story taken =
        review.save(
            review.story("From elsewhere").in(new StoryState.Draft()).from(Optional.of(origin)));
    String gone = several("story", Long.toString(taken.id().value()), "action", "remove");
    assertThat(review.review.stories().byId(taken.id())).isEmpty();
    undo(gone);
    assertThat(review.review.stories().byId(taken.id()).orElseThrow().origin()).contains(origin);
    clear();
  }

  /** What another node finds, or this one after a restart. */
  @Test
  void whatCanBeUndoneStandsInTheDatabase() {
    String one = draft("Filed", "section", "world");
    several("story", one, "action", "section", "section", "sport");
    String key =
        several("story", one, "action", "section", "section", "world").replaceAll(".*several=", "");
    SeveralDeeds others =
        new SeveralDeeds(review.review.database(), review.review.ids(), review.clock);
    assertThat(
            review.review.members().all().stream()
                .flatMap(member -> others.of(member.id(), Long.parseLong(key)).stream())
                .flatMap(deed -> deed.before().stream())
                .map(was -> was.form().section()))
        .containsExactly("sport");
    clear();
  }

  @Test
  void publishedStoriesAreNeverThrownAway() {
    String published = page("state=published").select("[name=story]").eachAttr("value").getFirst();
    String tried = several("story", published, "action", "remove");
    assertThat(Jsoup.parse(editor.get(tried).body()).select(".notice").text())
        .contains("0 stories changed.", "1 stayed as it was.");
    assertThat(found("state=published")).hasSize(2);
  }

  @Test
  void onlyWhoDidItUndoesItAndOnlyForAnHour() {
    String one = draft("Mine");
    String gone = several("story", one, "action", "section", "section", "sport");
    String key = gone.replaceAll(".*several=", "");
    Newsperson other = new Newsperson(review, Role.EDITOR);
    assertThat(other.post("/desk/stories", "undo", key).headers().firstValue("location"))
        .contains("/desk?state=draft&done=several-late");
    assertThat(Jsoup.parse(other.get(gone).body()).select("button[name=undo]")).isEmpty();
    review.clock.advance(Duration.ofMinutes(61));
    assertThat(several("undo", key)).contains("done=several-late");
    assertThat(several("undo", "no-number")).contains("done=several-late");
    clear();
  }

  @Test
  void nothingTickedNothingDoneAndNobodyIsLedAway() {
    assertThat(several("action", "section", "section", "sport"))
        .isEqualTo("/desk?state=draft&done=several-none");
    assertThat(several("action", "nonsense", "back", "state=draft\r\nX: y"))
        .startsWith("/desk?state=draft&done=");
    Newsperson author = new Newsperson(review, Role.AUTHOR);
    assertThat(author.post("/desk/stories", "action", "remove").statusCode()).isEqualTo(403);
    assertThat(Jsoup.parse(author.get("/desk?state=published").body()).select("[name=story]"))
        .isEmpty();
  }

  @Test
  void goesOnWhereAPageEnds() {
    for (int i = 0; i < 51; i++) {
      draft("Draft " + i);
    }
    assertThat(found("state=draft")).hasSize(50).startsWith("Draft 50");
    Document first = page("state=draft&q=Draft");
    String next = first.select("a[rel=next]").attr("href");
    assertThat(Jsoup.parse(editor.get(next).body()).select(".headline-cell").eachText())
        .containsExactly("Draft 0");
    clear();
  }
}
