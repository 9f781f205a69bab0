package courant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import courant.delivery.Issue;
import courant.delivery.Letter;
import courant.delivery.MailKeys;
import courant.delivery.Progress;
import courant.platform.crypto.Vault;
import courant.reader.ReaderId;
import courant.story.Story;
import courant.support.Await;
import courant.support.Browser;
import courant.support.Screenshots;
import courant.support.TestReview;
import courant.support.Visitor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without a relay the whole loop is to be seen at the desk. */
@ExtendWith(Browser.class)
class MailAtTheDeskTest {
  private TestReview review;
  private Visitor editor;

  @BeforeEach
  void start() {
    review = TestReview.start();
    editor = new Visitor(review);
    String link = review.review.members().ownersFirstLink("Owner").orElseThrow().value();
    editor.post("/desk/sign-in", "token", link);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void subscribe(String address, String list, String pace) {
    Visitor reader = new Visitor(review);
    reader.post("/subscribe", "email", address, "list", list, "pace", pace);
    String text = review.review.outbox().newest(1).getFirst().message().text();
    reader.post(
        "/subscribe/confirm", "token", text.replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1"));
  }

  private Issue sent() {
    Await.until(
        () ->
            review.review.mail().issues().newest(1).stream()
                .anyMatch(issue -> issue.state() == Issue.State.DONE));
    return review.review.mail().issues().newest(1).getFirst();
  }

  @Test
  void everythingThatWouldBeMailedIsKeptAndShown(Page page) {
    subscribe("ann@example.org", "/", "once");
    review.story("Port reopens").standfirst("Ships wait outside.").publish();
    Issue issue = sent();
    assertThat(editor.get("/desk/mail").body())
        .contains("Port reopens", "everything that would be mailed is kept here");
    assertThat(editor.get("/desk/mail/issue/" + issue.id()).body())
        .contains("a…@example.org", "1 kept in the outbox")
        .doesNotContain("ann@example.org");
    assertThat(editor.get("/desk/mail/issue/" + issue.id() + "/message").body())
        .contains("Port reopens", "Ships wait outside.");
    assertThat(
            editor
                .get("/desk/mail/issue/" + issue.id() + "/message")
                .headers()
                .allValues("content-security-policy"))
        .hasSize(1)
        .first()
        .asString()
        .contains("default-src 'none'", "sandbox");
    assertThat(editor.get("/desk/mail/issue/" + issue.id() + "/source?reader=1").body())
        .contains("Message-ID: <", "List-Unsubscribe-Post");

    page.context()
        .addCookies(
            List.of(new Cookie("desk", editor.cookie("desk")).setUrl(review.at("/").toString())));
    page.navigate(review.at("/desk/mail").toString());
    Screenshots.take(page, "desk-mail");
    page.navigate(review.at("/desk/mail/issue/" + issue.id()).toString());
    Screenshots.take(page, "desk-mail-issue");
    page.navigate(review.at("/subscribe").toString());
    Screenshots.take(page, "subscribe-mail");
    String own = "/mail/" + new MailKeys(vault()).of(new ReaderId(1));
    page.navigate(review.at(own).toString());
    Screenshots.take(page, "mail-preferences");
  }

  private Vault vault() {
    return Vault.open(review.folder.resolve("courant.key"));
  }

  @Test
  void aLetterIsWrittenScheduledSentToItsReadersOnlyAndOpenToAll() {
    Story story = review.story("Port reopens").section("World").publish();
    subscribe("ann@example.org", "/section/world", "weekly");
    subscribe("bob@example.org", "/", "daily");
    String section =
        "section-" + review.review.mastheads().section("world").orElseThrow().id().value();
    String at = editor.post("/desk/mail/letter").headers().firstValue("location").orElseThrow();
    assertThat(editor.post(at, "action", "send").statusCode()).as("no subject").isEqualTo(422);
    String[] form = {
      "subject", "What a week\r\nBcc: all@example.org",
      "introduction", "Dear reader,\n\nit rained.",
      "story", Long.toString(story.id().value()),
      "segment", section,
      "due", "2026-11-24T09:00",
      "action", "schedule"
    };
    assertThat(editor.post(at, form).statusCode()).isEqualTo(303);
    long id = Long.parseLong(at.replaceFirst(".*/", ""));
    assertThat(review.get("/letters/" + id).statusCode()).as("not yet open").isEqualTo(404);
    review.clock.set(Instant.parse("2026-11-24T09:00:30Z"));
    Await.until(
        () ->
            review.review.mail().letters().byId(id).orElseThrow().state()
                instanceof Letter.State.Sent);
    Await.until(
        () ->
            review
                .review
                .mail()
                .issues()
                .ofLetter(id)
                .filter(one -> one.state() == Issue.State.DONE)
                .isPresent());
    Issue issue = review.review.mail().issues().ofLetter(id).orElseThrow();
    Progress progress = review.review.mail().ledger().progress(issue.id());
    assertThat(progress.kept()).as("ann, who reads World; not bob").isEqualTo(1);
    String source = editor.get("/desk/mail/issue/" + issue.id() + "/source?reader=1").body();
    assertThat(source).contains("Subject: What a week Bcc: all@example.org", "it rained.");
    assertThat(source.lines().filter(line -> line.startsWith("Bcc:"))).isEmpty();
    assertThat(review.get("/letters").body()).contains("What a week");
    assertThat(review.get("/letters/" + id).body()).contains("it rained.", "Port reopens");
    assertThat(editor.post(at, form).statusCode()).as("sent is sent").isEqualTo(404);
  }
}
