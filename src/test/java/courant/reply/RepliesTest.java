package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.BothDatabases;
import courant.support.TestReview;
import courant.support.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Replies over HTTP, from the form to the page. */
@BothDatabases
class RepliesTest extends RepliesToAStory {
  private static final String MARKER = "marker.person+7Qx@Secret-Host.example";

  @Override
  ReplyForm form() {
    return super.form().with("email", MARKER);
  }

  @Test
  void theFirstIsHeldAndOnThePageOnceApprovedAndTheNextPasses() {
    HttpResponse<String> answer = form().send();
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(in(ReplyState.HELD))
        .singleElement()
        .extracting(Reply::reasons)
        .asString()
        .contains("first");
    assertThat(review.get(story.path()).body()).doesNotContain("old quay");
    approveAll();
    assertThat(review.get(story.path()).body()).contains("old quay");
    form().with("text", "And the new one seems fine to me.").send();
    assertThat(review.get(story.path()).body()).contains("And the new one");
    assertThat(review.get(story.path() + "/replies/feed").body()).contains("And the new one");
    assertThat(review.get("/replies/feed").body()).contains("old quay");
  }

  @Test
  void answersStandInTheirThreadAndHaveAddresses() {
    form().send();
    approveAll();
    Reply first = in(ReplyState.APPROVED).getFirst();
    form()
        .with("to", Long.toString(first.id().value()))
        .with("text", "I disagree, the quay was safe.")
        .send();
    Document page = Jsoup.parse(review.get(story.path()).body());
    assertThat(page.select(".reply.depth-1 .reply-text").text())
        .isEqualTo("I disagree, the quay was safe.");
    assertThat(review.get(first.path()).headers().firstValue("location"))
        .contains(story.path() + "#" + first.anchor());
    assertThat(review.get(story.path() + "/replies?to=" + first.id().value()).body())
        .contains("name=\"to\" value=\"" + first.id().value());
  }

  @Test
  void theAuthorChangesItForTenMinutesAndTakesItBackAnyTime() {
    String mine = form().send().headers().firstValue("location").orElseThrow();
    assertThat(review.get(mine).body()).contains("old quay").doesNotContain(MARKER);
    String path = mine.substring(0, mine.indexOf('?'));
    String key = mine.substring(mine.indexOf("key=") + 4);
    String[] edit = {"key", key, "action", "edit", "text", "The quay has gone."};
    assertThat(own(path, edit)).isEqualTo(303);
    assertThat(in(ReplyState.HELD).getFirst().body()).contains("has gone");
    review.clock.advance(Duration.ofMinutes(11));
    assertThat(own(path, edit)).isEqualTo(422);
    assertThat(own(path, "key", "guess", "action", "delete")).isEqualTo(404);
    assertThat(own(path, "key", key, "action", "delete")).isEqualTo(303);
    assertThat(in(ReplyState.HELD)).isEmpty();
  }

  private int own(String path, String... fields) {
    return review
        .send(
            HttpRequest.newBuilder(review.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.form(fields))))
        .statusCode();
  }

  @Test
  void whatIsMissingIsSaidBesideTheFieldAndNothingTypedIsLost() {
    HttpResponse<String> answer = form().with("email", "").send();
    Document page = Jsoup.parse(answer.body());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(page.select("[name=text]").text()).contains("old quay");
    assertThat(page.select("[name=email]").attr("aria-invalid")).isEqualTo("true");
    String described = page.select("[name=email]").attr("aria-describedby");
    assertThat(page.getElementById(described)).isNotNull();
    assertThat(page.select("[role=alert]")).hasSize(1);
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void rulesAndClosingHold() {
    Rules rules = review.review.replies().rules();
    rules.add(Rules.Kind.DOMAIN, "secret-host.example", "Desk");
    assertThat(form().send().statusCode()).isEqualTo(403);
    rules.remove(rules.all().getFirst().id());
    review.review.replies().moderate().close(story.id(), true);
    assertThat(review.get(story.path()).body()).doesNotContain("reply-form");
    assertThat(form().send().statusCode()).isEqualTo(403);
  }

  @Test
  void repliesCloseByThemselvesAndThePageThatWasKeptSaysSo() {
    review.close();
    review = TestReview.start(Map.of("replies-close-after", "3"));
    story = review.story("Harbour opens").publish();
    assertThat(review.get(story.path()).body()).contains("id=\"reply-form\"");
    review.clock.advance(Duration.ofDays(4));
    review.review.replyAging().run();
    assertThat(review.get(story.path()).body()).doesNotContain("id=\"reply-form\"");
  }

  @Test
  void aPageThatIsKeptForWeeksStillHasAFormThatCanBeSent() {
    assertThat(review.get(story.path()).statusCode()).isEqualTo(200);
    review.clock.advance(Duration.ofDays(15));
    review.review.replyAging().run();
    assertThat(form().send().statusCode()).isEqualTo(303);
  }

  @Test
  void theMostDiscussedThreadComesFirstWhereAsked() {
    List<ReplyId> threads = new ArrayList<>();
    for (String text : List.of("First thought.", "Second thought.", "Third thought.")) {
      form().with("text", text).send();
      approveAll();
      threads.add(in(ReplyState.APPROVED).getFirst().id());
    }
    form()
        .with("to", Long.toString(threads.get(1).value()))
        .with("text", "An answer to the second.")
        .send();
    Document page = Jsoup.parse(review.get(story.path() + "/replies?order=discussed").body());
    assertThat(page.select(".reply-text").eachText())
        .containsExactly(
            "Second thought.", "An answer to the second.", "First thought.", "Third thought.");
  }

  @Test
  void anEditedReplyIsHeldToTheRulesOfANewOne() {
    Rules rules = review.review.replies().rules();
    rules.add(Rules.Kind.WORD, "lottery", "Desk");
    rules.add(Rules.Kind.DOMAIN, "spam.example", "Desk");
    String mine = form().send().headers().firstValue("location").orElseThrow();
    approveAll();
    String path = mine.substring(0, mine.indexOf('?'));
    String key = mine.substring(mine.indexOf("key=") + 4);
    assertThat(own(path, "key", key, "action", "edit", "text", "See www.spam.example"))
        .isEqualTo(422);
    assertThat(in(ReplyState.APPROVED)).hasSize(1);
    assertThat(own(path, "key", key, "action", "edit", "text", "Play the lottery.")).isEqualTo(303);
    assertThat(in(ReplyState.APPROVED)).isEmpty();
    assertThat(review.get(story.path()).body()).doesNotContain("lottery");
  }
}
