package courant.desk.wire;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.source.Source;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.syndication.change.PartnerChange;
import courant.syndication.intake.Intake.Destination;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Stories that a wire service hands in, by HTTP and in a folder. */
@BothDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WiresTest {
  private static final Path SAMPLES = Path.of("src/test/resources/wire");

  private TestReview review;
  private Newsperson editor;

  @BeforeAll
  void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
    review.topic("Water");
    review.topic("Weather");
  }

  @AfterAll
  void stop() {
    review.close();
  }

  private Source partner(String name, Destination destination) {
    return WirePartners.made(review, editor, name, destination);
  }

  private String token(Source source) {
    return WirePartners.token(editor, source);
  }

  private HttpResponse<String> push(Source source, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at("/intake/" + source.slug()))
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return review.send(request);
  }

  private static String sample(String name) throws IOException {
    return Files.readString(SAMPLES.resolve(name));
  }

  private List<Story> stories(Source source) {
    return review.review.stories().after(0, 1_000).stream()
        .filter(
            story -> story.origin().filter(it -> it.source().id().equals(source.id())).isPresent())
        .toList();
  }

  private List<PartnerChange> pending(Source source) {
    return review.review.syndication().changes().changes().newest(true, 0, 100).stream()
        .filter(change -> change.source().equals(source.id()))
        .toList();
  }

  @Test
  void onlyWhoHasATokenOfThisPartnersGetsIn() throws IOException {
    Source source = partner("Guarded", Destination.PUBLISH);
    String token = token(source);
    String other = token(partner("Another", Destination.PUBLISH));
    String story = sample("dam-1.ninjs.json");
    assertThat(push(source, "", story).statusCode()).isEqualTo(401);
    assertThat(push(source, other, story).statusCode()).isEqualTo(401);
    assertThat(
            review
                .send(
                    HttpRequest.newBuilder(review.at("/intake/nobody"))
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(story)))
                .statusCode())
        .isEqualTo(401);
    assertThat(stories(source)).isEmpty();
    assertThat(editor.get(WirePartners.desk(source)).body())
        .contains("Their program")
        .doesNotContain(token);
    assertThat(push(source, token, story).body()).contains("\"taken\":1");
    assertThat(push(source, token, "x".repeat(3 << 20)).statusCode()).isEqualTo(413);
    HttpResponse<String> page = push(source, token, "<html><body>Error</body></html>");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("neither ninjs, NITF, NewsML-G2 nor a feed");
    assertThat(editor.get(WirePartners.desk(source)).body())
        .contains("neither ninjs", "1 new story");
    String id =
        Long.toString(review.review.syndication().wire().tokens().of(source.id()).getFirst().id());
    editor.post(WirePartners.desk(source), "action", "revoke", "token", id);
    assertThat(push(source, token, story).statusCode()).isEqualTo(401);
  }

  @Test
  void aStoryStandsWithAllThatTheWireSaysOfIt() throws IOException {
    Source source = partner("Desert Wire", Destination.PUBLISH);
    assertThat(push(source, token(source), sample("dam-1.ninjs.json")).body())
        .contains("\"taken\":1");
    Story story = stories(source).getFirst();
    String page = review.get(story.path()).body();
    assertThat(page)
        .contains(
            "Dam above Sabha fills after the rains",
            "Fields below it had been dry since spring.",
            "SABHA",
            "Amina Brahimi",
            "Ian Ross",
            "three years</strong>",
            "https://pictures.wire.example/dam-2400.jpg",
            "The dam on Monday.",
            "/topic/water")
        .doesNotContain("track()", "onclick");
  }

  @Test
  void newVersionsAreCorrectionsOldOnesNothingAndCancellationsWithdrawals() throws IOException {
    Source source = partner("Versions", Destination.PUBLISH);
    String token = token(source);
    String nitf = sample("vote.nitf.xml");
    push(source, token, nitf.replace("by five for", "by three for"));
    assertThat(stories(source).getFirst().body()).contains("by three for").doesNotContain("root:");
    assertThat(push(source, token, nitf.replace("version=\"2\"", "version=\"1\"")).body())
        .contains("\"changed\":0", "an older version");
    assertThat(pending(source)).isEmpty();
    String next = nitf.replace("version=\"2\"", "version=\"3\"");
    assertThat(push(source, token, next).body()).contains("\"changed\":1");
    assertThat(pending(source).getFirst().said())
        .isEqualTo("Correction: the margin was five, not three.");
    String killed =
        next.replace("version=\"3\"", "version=\"4\"")
            .replace("=\"usable\"", "=\"canceled\"")
            .replace("Correction: the margin was five, not three.", "There was no vote.");
    push(source, token, killed);
    assertThat(pending(source))
        .anySatisfy(
            change -> {
              assertThat(change.isWithdrawal()).isTrue();
              assertThat(change.said()).isEqualTo("There was no vote.");
            });
  }

  @Test
  void aMessageHasItsPicturesWithItAndWhatWasNeverHereCannotBeCanceled() throws IOException {
    Source source = partner("Messages", Destination.PUBLISH);
    push(source, token(source), sample("message.newsml-g2.xml"));
    assertThat(stories(source)).hasSize(1);
    Story story = stories(source).getFirst();
    assertThat(story.lead().orElseThrow().src())
        .isEqualTo("https://pictures.wire.example/rain.jpg");
    assertThat(story.lead().orElseThrow().credit()).isEqualTo("Lena Ott / Desert Wire");
    assertThat(story.dateline()).isEqualTo("GHAT");
    assertThat(story.topics()).extracting(topic -> topic.name()).contains("Weather");
    assertThat(pending(source)).isEmpty();
  }

  @Test
  void nobodySeesAnEmbargoedStoryBeforeItsHour() throws IOException {
    Instant end = Instant.parse("2026-11-23T16:00:00Z");
    Source publishing = partner("At once", Destination.PUBLISH);
    Source drafting = partner("By hand", Destination.DRAFT);
    String story = sample("port.ninjs2.json");
    push(publishing, token(publishing), story);
    push(drafting, token(drafting), story);
    assertThat(stories(publishing).getFirst().state()).isEqualTo(new StoryState.Scheduled(end));
    assertThat(stories(drafting)).isEmpty();
    Instant before = review.clock.instant();
    review.clock.set(end.plus(Duration.ofSeconds(1)));
    review.review.publishDue().run();
    review.review.syndication().wire().release();
    assertThat(stories(publishing).getFirst().state()).isInstanceOf(StoryState.Published.class);
    Await.until(() -> stories(drafting).size() == 1);
    assertThat(stories(drafting).getFirst().state()).isEqualTo(new StoryState.Draft());
    review.clock.set(before);
  }

  @Test
  void whatIsWithheldWaitsAndAFeedCanBeHandedInToo() throws IOException {
    Source source = partner("Withheld", Destination.PUBLISH);
    String token = token(source);
    String story = sample("dam-1.ninjs.json");
    push(source, token, story.replace("\"usable\"", "\"withheld\""));
    assertThat(stories(source)).isEmpty();
    push(source, token, story);
    assertThat(stories(source)).hasSize(1);
    push(
        source,
        token,
        "<rss version='2.0'><channel><item><title>From a feed</title><guid>urn:f</guid></item></channel></rss>");
    assertThat(stories(source)).hasSize(2);
  }

  @Test
  void filesAreTakenFromTheFolderOnceTheyStopGrowing() throws IOException {
    Source source = partner("Dropped", Destination.DRAFT);
    Path folder = Files.createDirectories(review.review.syndication().wire().folder(source));
    Path secret =
        Files.writeString(review.folder.resolve("secret.json"), sample("dam-1.ninjs.json"));
    Files.createSymbolicLink(folder.resolve("link.json"), secret);
    Files.writeString(folder.resolve("growing.json.part"), sample("dam-1.ninjs.json"));
    Files.writeString(folder.resolve("rain.xml"), sample("message.newsml-g2.xml"));
    Files.writeString(folder.resolve("broken.json"), "{\"uri\": \"urn:x\", \"headline\": \"Ha");
    Await.until(
        () -> {
          review.review.syndication().wire().lookIntoFolders();
          return review.review.syndication().wire().deliveries().newest(source.id(), 9).size() == 2;
        });
    assertThat(stories(source))
        .extracting(Story::headline)
        .containsExactly("Rain reaches Ghat for the first time in a decade");
    try (var done = Files.list(folder.resolve("done"));
        var broken = Files.list(folder.resolve("broken"))) {
      assertThat(done).singleElement().asString().endsWith("-rain.xml");
      assertThat(broken).singleElement().asString().endsWith("-broken.json");
    }
    assertThat(editor.get(WirePartners.desk(source)).body())
        .contains("broken.json", "cut off before its end", "rain.xml");
    assertThat(folder.resolve("growing.json.part")).exists();
  }

  @Test
  void aFolderThatIsALinkLeadsNowhere() throws IOException {
    Source mine = partner("Mine", Destination.DRAFT);
    Source theirs = partner("Theirs", Destination.DRAFT);
    Path other = Files.createDirectories(review.review.syndication().wire().folder(theirs));
    Path folder = Files.createDirectories(review.review.syndication().wire().folder(mine));
    for (String name : List.of("working", "done", "broken")) {
      Path link = Files.createSymbolicLink(folder.resolve(name), other);
      Path story =
          Files.writeString(folder.resolve(name + ".xml"), sample("message.newsml-g2.xml"));
      for (int look = 0; look < 6; look++) {
        review.review.syndication().wire().lookIntoFolders();
      }
      assertThat(stories(mine)).as(name).isEmpty();
      assertThat(stories(theirs)).as(name).isEmpty();
      assertThat(other).as(name).isEmptyDirectory();
      assertThat(review.review.syndication().wire().deliveries().newest(mine.id(), 99))
          .as(name)
          .filteredOn(told -> told.name().equals(name))
          .singleElement()
          .asString()
          .contains("no folder");
      Files.delete(story);
      Files.delete(link);
    }
    Files.writeString(folder.resolve("story.xml"), sample("message.newsml-g2.xml"));
    Await.until(
        () -> {
          review.review.syndication().wire().lookIntoFolders();
          return stories(mine).size() == 1;
        });
  }
}
