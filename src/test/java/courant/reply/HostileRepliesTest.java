package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.StoryId;
import courant.support.BothDatabases;
import courant.support.TestReview;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers and machines send as replies. */
@BothDatabases
class HostileRepliesTest extends RepliesToAStory {
  @ParameterizedTest
  @CsvSource({
    "text, <script>alert(1)</script> I think <img src=x onerror=alert(1)>",
    "text, [click](javascript:alert%281%29) I think so",
    "text, '![x](https://tracker.example/x.gif) I think so'",
    "text, <https://аpple.example/> [x](data:text/html;base64,PHNjcmlwdD4=) I think so",
    "text, '> '' or 1=1; update reply set state=approved --'",
    "name, '{{7*7}}${7*7}<%= 7*7 %>'",
    "name, <b onmouseover=alert(1)>Ada</b>",
    "name, '\"><svg onload=alert(1)>'",
    "name, \u202Eada\u202C",
    "text, '''; drop table reply; --'",
  })
  void attacksAreShownAsTheyWereTyped(String field, String attack) {
    assertThat(form().with(field, attack).send().statusCode()).isEqualTo(303);
    approveAll();
    Document page = Jsoup.parse(review.get(story.path()).body());
    assertThat(page.select(".reply")).hasSize(1);
    assertThat(
            page.select(
                ".reply script, .reply [onerror], .reply [onload], .reply [onmouseover], .reply [href^=javascript], .reply [href^=data], .reply img"))
        .isEmpty();
    assertThat(page.select(".reply").text()).doesNotContain("\u202E");
  }

  /** What is typed comes back with the form too, where it must do as little harm. */
  @ParameterizedTest
  @CsvSource({
    "name, '\"><script>alert(1)</script>'",
    "email, '\"><img src=x onerror=alert(1)>'",
    "website, '\"><svg/onload=alert(1)>'",
    "text, '</textarea><script>alert(1)</script>'",
    "form, '\"><script>alert(1)</script>'",
    "to, '\"><script>alert(1)</script>'",
  })
  void attacksAreNotReflected(String field, String attack) {
    HttpResponse<String> answer = form().with("website", "javascript:x").with(field, attack).send();
    assertThat(answer.statusCode()).isEqualTo(422);
    Document page = Jsoup.parse(answer.body());
    assertThat(
            page.select("[onerror], [onload], script:not([src]):not([type=application/ld+json])"))
        .isEmpty();
  }

  @Test
  void whatCannotBeRepliedIsRefused() {
    Map<String, Integer> outcomes = new LinkedHashMap<>();
    attempt(outcomes, "javascript: website", Map.of("website", "javascript:alert(1)"));
    attempt(outcomes, "megabyte", Map.of("text", "a".repeat(1 << 20)));
    attempt(outcomes, "made-up form", Map.of("form", "abc.def"));
    attempt(outcomes, "trap filled", Map.of("subject", "x"));
    attempt(
        outcomes, "address with a line break", Map.of("email", "a@b.example\r\nBcc: c@d.example"));
    attempt(outcomes, "empty text", Map.of("text", " \u200B "));
    assertThat(outcomes.values()).as(outcomes.toString()).containsOnly(422);
    assertThat(form().send("Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(in(ReplyState.HELD)).isEmpty();
    ReplyForm form = form();
    assertThat(form.send().statusCode()).isEqualTo(303);
    assertThat(form.send().statusCode()).as("replayed").isEqualTo(409);
  }

  private void attempt(Map<String, Integer> outcomes, String what, Map<String, String> fields) {
    ReplyForm form = form();
    fields.forEach(form::with);
    outcomes.put(what, form.send().statusCode());
  }

  @Test
  void namesStayOnOneLineAndLookAlikesAndHeapsOfMarksShow() {
    HttpResponse<String> answer =
        form()
            .with("name", "Ada\r\nSet-Cookie: a=b" + "\u0301".repeat(50))
            .with("website", "https://аpple.example")
            .send();
    assertThat(answer.headers().allValues("set-cookie")).hasSize(1);
    Reply reply = in(ReplyState.HELD).getFirst();
    assertThat(reply.name()).doesNotContain("\n").hasSizeLessThan(40);
    assertThat(reply.website()).contains("xn--");
  }

  @Test
  void withoutWorkItIsHeldWhoeverWritesIt() {
    form().send();
    approveAll();
    for (String work : List.of("", "1", "x", "99999999999")) {
      assertThat(
              form()
                  .with("text", "Sent without a script, " + work)
                  .with("work", work)
                  .send()
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(in(ReplyState.HELD))
        .hasSize(4)
        .allSatisfy(r -> assertThat(r.reasons()).contains("work"));
  }

  @Test
  void quickOnesAndFloodsAreHeld() {
    form().send();
    approveAll();
    ReplyForm form = form();
    review.clock.advance(Duration.ofSeconds(-19));
    form.with("text", "A quick one.");
    form.send();
    assertThat(in(ReplyState.HELD).getFirst().reasons()).contains("quick");
    review.close();
    review = TestReview.start(Map.of("replies-per-network", "1000"));
    Crowd crowd = new Crowd(new ReplyLimits(1_000, 3, 5, Duration.ZERO), review.clock);
    assertThat(
            List.of(crowd.floods(story.id()), crowd.floods(story.id()), crowd.floods(story.id())))
        .containsOnly(false);
    assertThat(crowd.floods(story.id())).isTrue();
    StoryId other = new StoryId(1);
    assertThat(crowd.floods(other)).as("fifth of all").isFalse();
    assertThat(crowd.floods(other)).as("sixth of all").isTrue();
    review.clock.advance(Duration.ofMinutes(11));
    assertThat(crowd.floods(story.id())).isFalse();
  }

  @Test
  void oneNetworkIsAskedToWaitAndOthersAreNot() {
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      ReplyForm form = form().with("text", "Reply number " + i);
      review.clock.advance(Duration.ofSeconds(-19));
      answers.add(form.send().statusCode());
    }
    assertThat(answers.subList(0, 20)).containsOnly(303);
    assertThat(answers.subList(20, 22)).containsOnly(429);
  }

  /** Whoever has one address of IPv6 has 2⁶⁴ of them, with or without zeros in its middle. */
  @ParameterizedTest
  @ValueSource(strings = {"2001:db8:1:2:%x::1", "2001:db8::%x:3:4:5", "2001:db8:0:0:0:0:0:%x"})
  void oneNetworkOfVersion6IsAskedToWait(String address) {
    List<Integer> answers = new ArrayList<>();
    for (int i = 1; i < 23; i++) {
      ReplyForm form = form().with("text", "Reply number " + i);
      review.clock.advance(Duration.ofSeconds(-19));
      answers.add(form.send("X-Forwarded-For", address.formatted(i)).statusCode());
    }
    assertThat(answers.subList(0, 20)).containsOnly(303);
    assertThat(answers.subList(20, 22)).containsOnly(429);
    assertThat(form().send("X-Forwarded-For", "2001:db8:9::1").statusCode()).isEqualTo(303);
  }
}
