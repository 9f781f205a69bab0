package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reader.Outbox;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import courant.support.Visitor;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What repliers are written, and what they can ask of us. */
@BothDatabases
class RepliersTest {
  private static final String ADA = "ada.marker@writers.example";
  private static final String BEN = "ben@writers.example";

  private TestReview review;
  private Story story;
  private Visitor visitor;

  @BeforeEach
  void start() {
    review = TestReview.start();
    story = review.story("Harbour opens").publish();
    visitor = new Visitor(review);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private HttpResponse<String> reply(
      Visitor who, String name, String email, String to, String text) {
    String token =
        Jsoup.parse(review.get(story.path()).body()).select("#reply-form [name=form]").val();
    review.clock.advance(Duration.ofSeconds(20));
    return who.post(
        story.path() + "/replies",
        "form",
        token,
        "name",
        name,
        "email",
        email,
        "text",
        text,
        "to",
        to,
        "notify",
        "1",
        "work",
        Work.done(token, text));
  }

  private List<Reply> in(ReplyState state) {
    return review.review.replies().replies().queue(state, 50);
  }

  private Reply approve() {
    Reply held = in(ReplyState.HELD).getFirst();
    review.review.replies().moderate().decide(List.of(held.id()), ReplyState.APPROVED, "Desk", "");
    return held;
  }

  private List<Outbox.Message> mail() {
    return review.review.outbox().newest(50).stream().map(Outbox.Waiting::message).toList();
  }

  private static String link(Outbox.Message message) {
    String address =
        message.text().replaceAll("(?s).*?(http\\S+/replies/(?:mail|data)/\\S+).*", "$1");
    return URI.create(address).getPath();
  }

  private void confirm() {
    Await.until(() -> mail().size() == 1);
    visitor.post(link(mail().getFirst()), "action", "on");
  }

  @Test
  void answersAreMailedOnceToWhoAskedTwiceAndNoMoreAfterOneClick() {
    reply(visitor, "Ada", ADA, "", "The quay was old.");
    assertThat(mail()).as("nobody is written to before the desk has read it").isEmpty();
    Reply first = approve();
    confirm();
    reply(visitor, "Ben", BEN, Long.toString(first.id().value()), "So it was.");
    Reply answer = approve();
    Await.until(() -> mail().size() == 3);
    Outbox.Message told =
        mail().stream()
            .filter(message -> message.subject().equals("Ben answered you"))
            .findFirst()
            .orElseThrow();
    assertThat(told.to().value()).isEqualTo(ADA);
    assertThat(told.text()).contains(answer.path()).contains(told.off()).doesNotContain(BEN);

    var moderate = review.review.replies().moderate();
    moderate.decide(List.of(answer.id()), ReplyState.HELD, "Desk", "");
    moderate.decide(List.of(answer.id()), ReplyState.APPROVED, "Desk", "");
    String off = URI.create(told.off()).getPath();
    assertThat(visitor.get(off).body()).contains("Mail me no more");
    assertThat(visitor.post(off, "List-Unsubscribe", "One-Click").statusCode()).isEqualTo(200);
    reply(visitor, "Ben", BEN, Long.toString(first.id().value()), "And leaky.");
    assertThat(in(ReplyState.APPROVED)).hasSize(3);
    reply(visitor, "Cy", "cy@writers.example", "", "A third voice, which comes last.");
    approve();
    Await.until(() -> mail().stream().anyMatch(m -> m.to().value().startsWith("cy@")));
    assertThat(mail()).filteredOn(message -> message.to().value().equals(ADA)).hasSize(2);
  }

  @Test
  void nobodyTurnsAnothersLettersOn() {
    reply(visitor, "Ada", ADA, "", "The quay was old.");
    approve();
    Await.until(() -> mail().size() == 1);
    String link = link(mail().getFirst());
    assertThat(visitor.post(link + "x", "action", "on").statusCode()).isEqualTo(404);
    assertThat(visitor.get(link.replaceFirst("mail/\\d", "mail/7")).statusCode()).isEqualTo(404);
    assertThat(visitor.get("/replies/mail/x").statusCode()).isEqualTo(404);
  }

  @Test
  void everythingOfTheirsIsShownHandedOutAndErasedByALinkInTheirMail() throws Exception {
    reply(visitor, "Ada", ADA, "", "The quay was old.");
    Reply first = approve();
    confirm();
    reply(visitor, "Ben", BEN, Long.toString(first.id().value()), "So it was.");
    approve();
    review.clock.advance(Duration.ofHours(2));
    String known = visitor.post("/replies/data", "email", ADA.toUpperCase(Locale.ROOT)).body();
    assertThat(visitor.post("/replies/data", "email", "nobody@writers.example").body())
        .isEqualTo(known);
    visitor.post("/replies/data", "email", ADA);
    List<Outbox.Message> links =
        mail().stream().filter(message -> message.text().contains("/replies/data/")).toList();
    assertThat(links).as("once an hour").hasSize(1);
    String link = link(links.getFirst());
    assertThat(visitor.get(link).body()).contains("The quay was old.").doesNotContain("So it was");
    HttpResponse<String> export = visitor.post(link, "action", "export");
    assertThat(export.body()).contains(ADA).contains("The quay was old.").doesNotContain(BEN);

    assertThat(visitor.post(link, "action", "erase").body()).contains("It is gone");
    String page = review.get(story.path()).body();
    assertThat(page).contains("So it was.").contains("Taken back").doesNotContain("quay was old");
    assertThat(mail()).noneMatch(message -> message.to().value().equalsIgnoreCase(ADA));
    assertThat(
            review.filesWhere(
                file ->
                    file.toLowerCase(Locale.ROOT).contains(ADA)
                        || file.toLowerCase(Locale.ROOT).contains("quay was")))
        .isEmpty();
  }

  @Test
  void aLinkToOnesDataLastsADay() {
    reply(visitor, "Ada", ADA, "", "The quay was old.");
    visitor.post("/replies/data", "email", ADA);
    String link = link(mail().getFirst());
    review.clock.advance(Duration.ofHours(25));
    assertThat(visitor.get(link).statusCode()).isEqualTo(404);
  }

  @Test
  void whoIsSignedInNeedNotSayWhoTheyAre() {
    visitor.signIn(ADA);
    HttpResponse<String> nameless = reply(visitor, "", "", "", "The quay was old.");
    assertThat(nameless.statusCode()).as("has never said a name").isEqualTo(422);
    assertThat(reply(visitor, "Ada", "", "", "The quay was old.").statusCode()).isEqualTo(303);
    approve();
    assertThat(reply(visitor, "", "", "", "And damp.").statusCode()).isEqualTo(303);
    assertThat(in(ReplyState.APPROVED)).extracting(Reply::name).containsExactly("Ada", "Ada");
    assertThat(reply(new Visitor(review), "", "", "", "And cold.").statusCode()).isEqualTo(422);
  }
}
