package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.SmtpSink;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever was mailed what turned out wrong is told so, once, and nobody else. */
@BothDatabases
class MailedCorrectionsTest {
  private final SmtpSink sink = SmtpSink.start();
  private TestReview review;
  private Newsperson editor;

  @BeforeEach
  void start() {
    review =
        TestReview.start(
            Map.of("smtp", "smtp://127.0.0.1:" + sink.port(), "url", "https://review.example"));
    editor = new Newsperson(review, Role.EDITOR);
    review.section("World");
    Await.until(
        () ->
            review
                .review
                .database()
                .read(handle -> handle.select("select at from planned").mapTo(Long.class).findOne())
                .isPresent());
  }

  @AfterEach
  void stop() throws IOException {
    review.close();
    sink.close();
  }

  private Visitor subscribe(String address, String list) {
    int before = sink.mails().size();
    Visitor visitor = new Visitor(review);
    visitor.post("/subscribe", "email", address, "list", list, "pace", "daily");
    Await.until(() -> sink.mails().size() > before);
    String link =
        NewsletterTest.decoded(sink.mails().getLast())
            .replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1");
    visitor.post("/subscribe/confirm", "token", link);
    return visitor;
  }

  private List<String> newsletters(String to) {
    return sink.mails().stream()
        .filter(mail -> mail.text().contains("List-Id:") && mail.to().startsWith(to))
        .map(NewsletterTest::decoded)
        .toList();
  }

  private void day(int day) {
    review.clock.set(Instant.parse("2026-11-%02dT06:59:50Z".formatted(day)));
    review.clock.set(Instant.parse("2026-11-%02dT07:00:10Z".formatted(day)));
  }

  private void correct(Story story, String note, String... more) {
    List<String> fields =
        new ArrayList<>(
            List.of("action", "save", "headline", story.headline(), "body", "<p>New.</p>"));
    fields.addAll(List.of("note", note));
    fields.addAll(Arrays.asList(more));
    assertThat(
            editor
                .post("/desk/story/" + story.id().value(), fields.toArray(String[]::new))
                .statusCode())
        .isEqualTo(303);
  }

  private long owed() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle.createQuery("select count(*) from owed_correction").mapTo(Long.class).one());
  }

  private boolean is(String query) {
    return review
        .review
        .database()
        .read(handle -> handle.select(query).mapTo(Integer.class).findFirst().isPresent());
  }

  @Test
  void theNextMailToWhoHadItSaysSoOnce() {
    subscribe("ann@example.org", "/");
    subscribe("bob@example.org", "/section/world");
    Story story = review.story("Cup final").section("Sport").publish();
    day(24);
    Await.until(() -> newsletters("ann").size() == 1);
    correct(story, "It was a draw.");
    correct(story, "");
    Await.until(() -> owed() == 1);
    day(25);
    Await.until(() -> review.review.mail().issues().newest(9).size() == 4);
    assertThat(newsletters("ann")).as("no mail of its own where there is no other").hasSize(1);
    review.story("Port reopens").section("World").publish();
    day(26);
    Await.until(() -> newsletters("ann").size() == 2 && newsletters("bob").size() == 1);
    assertThat(newsletters("ann").getLast())
        .contains("Subject: Port reopens", "Correction: Cup final. It was a draw.")
        .contains("https://review.example" + story.path());
    assertThat(newsletters("bob").getLast()).doesNotContain("Correction", "Cup final");
    review.story("Port closes").section("World").publish();
    day(27);
    Await.until(() -> newsletters("ann").size() == 3);
    assertThat(newsletters("ann").getLast()).doesNotContain("Correction");
  }

  @Test
  void theLedgerKnowsWhatWasInAnEditionOfOnesOwn() {
    review.topic("Libya");
    review.topic("Ports");
    for (String name : List.of("libya", "ports")) {
      subscribe(name + "@example.org", "/my")
          .post("/my/follow", "kind", "topic", "key", name, "stance", "follow", "next", "/my");
    }
    Story story = review.story("Nine ships").topic("Libya").publish();
    review.story("New quay").topic("Ports").publish();
    day(24);
    Await.until(() -> newsletters("libya").size() == 1 && newsletters("ports").size() == 1);
    editor.post(
        "/desk/story/" + story.id().value(), "action", "withdraw", "reason", "It was a hoax.");
    Await.until(() -> owed() == 1);
    review.story("Both").topic("Libya").topic("Ports").publish();
    day(25);
    Await.until(() -> newsletters("libya").size() == 2 && newsletters("ports").size() == 2);
    assertThat(newsletters("libya").getLast()).contains("Withdrawn: Nine ships. It was a hoax.");
    assertThat(newsletters("ports").getLast()).doesNotContain("Nine ships", "Withdrawn");
  }

  @Test
  void oneOfTheLastMomentOfAnEditionIsToldToWhoHadIt() {
    review.topic("Libya");
    subscribe("ann@example.org", "/my")
        .post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow", "next", "/my");
    review.story("New quay").topic("Libya").publish();
    day(24);
    Await.until(() -> newsletters("ann").size() == 1);
    review.clock.set(Instant.parse("2026-11-25T07:00:00Z"));
    Story story = review.story("Nine ships").topic("Libya").publish();
    day(25);
    Await.until(() -> newsletters("ann").size() == 2);
    review.story("Old quay").topic("Libya").publish();
    day(26);
    Await.until(() -> newsletters("ann").size() == 3);
    correct(story, "There were ten.");
    Await.until(() -> owed() == 1);
    review.story("Third quay").topic("Libya").publish();
    day(27);
    Await.until(() -> newsletters("ann").size() == 4);
    assertThat(newsletters("ann").getLast()).contains("Correction: Nine ships. There were ten.");
  }

  @Test
  void aSeriousOneIsMailedByItselfAtOnceToWhoHadItAndStillWantsMail() {
    subscribe("ann@example.org", "/");
    Visitor gone = subscribe("gone@example.org", "/");
    subscribe("bob@example.org", "/section/world");
    Story story = review.story("Cup final").section("Sport").publish();
    day(24);
    Await.until(() -> newsletters("ann").size() == 1 && newsletters("gone").size() == 1);
    String preferences = gone.get("/my/mail").headers().firstValue("location").orElseThrow();
    gone.post(preferences, "leave-all", "true");
    sink.once("RCPT", SmtpSink.say("451 4.7.1 greylisted"));
    correct(story, "It was a draw.", "serious", "on");
    Await.until(() -> is("select 1 from delivery where state = 'later'"));
    assertThat(owed()).as("only of the list to whom it was sent").isEqualTo(2);
    review.clock.advance(Duration.ofMinutes(20));
    Await.until(() -> newsletters("ann").size() == 2);
    assertThat(newsletters("ann").getLast())
        .contains("Subject: Correction: Cup final", "It was a draw.", "/leave/review>");
    review.story("Port reopens").section("World").publish();
    day(25);
    Await.until(() -> newsletters("ann").size() == 3 && newsletters("bob").size() == 1);
    assertThat(newsletters("ann").getLast()).doesNotContain("Correction");
    assertThat(newsletters("gone")).hasSize(1);
  }

  @Test
  void whatCouldNotBeDeliveredIsToldByTheNext() {
    subscribe("ann@example.org", "/");
    Story story = review.story("Cup final").publish();
    day(24);
    Await.until(() -> newsletters("ann").size() == 1);
    correct(story, "It was a draw.");
    Await.until(() -> owed() == 1);
    review.story("Second").publish();
    sink.once("DATA", SmtpSink.say("554 5.6.0 not this one"));
    day(25);
    Await.until(() -> is("select 1 from delivery where state = 'gone'"));
    review.story("Third").publish();
    day(26);
    Await.until(() -> newsletters("ann").stream().anyMatch(mail -> mail.contains("Third")));
    assertThat(newsletters("ann").getLast()).contains("Correction: Cup final. It was a draw.");
  }
}
