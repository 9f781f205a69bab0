package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Routes;
import courant.story.Story;
import courant.story.StoryId;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.TestReview;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies over HTTP, from the form to the page. */
@BothDatabases
class RepliesTest {
  private static final String MARKER = "marker.person+7Qx@Secret-Host.example";

  private TestReview review;
  private Story story;

  @BeforeEach
  void start() {
    review = TestReview.start();
    story = review.story("Harbour opens").publish();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private Map<String, String> form() {
    Document page = Jsoup.parse(review.get(story.path()).body());
    review.clock.advance(Duration.ofSeconds(20));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("form", page.select("#reply-form [name=form]").val());
    form.put("name", "Ada");
    form.put("email", MARKER);
    form.put("text", "I agree with the harbour master, because the old quay was unsafe.");
    return form;
  }

  private HttpResponse<String> post(Map<String, String> form, String... headers) {
    Map<String, String> sent = new LinkedHashMap<>(form);
    sent.computeIfAbsent("work", _ -> Work.done(form.get("form"), form.get("text")));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at(story.path() + "/replies"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(sent)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return review.send(request);
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private List<Reply> in(ReplyState state) {
    return review.review.replies().replies().queue(state, 50);
  }

  private void approveAll() {
    review
        .review
        .replies()
        .moderate()
        .decide(
            in(ReplyState.HELD).stream().map(Reply::id).toList(), ReplyState.APPROVED, "Desk", "");
  }

  @Test
  void theFirstIsHeldAndOnThePageOnceApprovedAndTheNextPasses() {
    HttpResponse<String> answer = post(form());
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(in(ReplyState.HELD))
        .singleElement()
        .extracting(Reply::reasons)
        .asString()
        .contains("first");
    assertThat(review.get(story.path()).body()).doesNotContain("old quay");
    approveAll();
    assertThat(review.get(story.path()).body()).contains("old quay");
    Map<String, String> second = form();
    second.put("text", "And the new one seems fine to me.");
    post(second);
    assertThat(review.get(story.path()).body()).contains("And the new one");
    assertThat(review.get(story.path() + "/replies/feed").body()).contains("And the new one");
    assertThat(review.get("/replies/feed").body()).contains("old quay");
  }

  @Test
  void answersStandInTheirThreadAndHaveAddresses() {
    post(form());
    approveAll();
    Reply first = in(ReplyState.APPROVED).getFirst();
    Map<String, String> answer = form();
    answer.put("to", Long.toString(first.id().value()));
    answer.put("text", "I disagree, the quay was safe.");
    post(answer);
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
    String mine = post(form()).headers().firstValue("location").orElseThrow();
    assertThat(review.get(mine).body()).contains("old quay").doesNotContain(MARKER);
    String path = mine.substring(0, mine.indexOf('?'));
    String key = mine.substring(mine.indexOf("key=") + 4);
    Map<String, String> edit = Map.of("key", key, "action", "edit", "text", "The quay has gone.");
    assertThat(own(path, edit)).isEqualTo(303);
    assertThat(in(ReplyState.HELD).getFirst().body()).contains("has gone");
    review.clock.advance(Duration.ofMinutes(11));
    assertThat(own(path, edit)).isEqualTo(422);
    assertThat(own(path, Map.of("key", "guess", "action", "delete"))).isEqualTo(404);
    assertThat(own(path, Map.of("key", key, "action", "delete"))).isEqualTo(303);
    assertThat(in(ReplyState.HELD)).isEmpty();
  }

  private int own(String path, Map<String, String> form) {
    return review
        .send(
            HttpRequest.newBuilder(review.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))))
        .statusCode();
  }

  @Test
  void whatIsMissingIsSaidBesideTheFieldAndNothingTypedIsLost() {
    Map<String, String> form = form();
    form.put("email", "");
    HttpResponse<String> answer = post(form);
    Document page = Jsoup.parse(answer.body());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(page.select("[name=text]").text()).contains("old quay");
    assertThat(page.select("[name=email]").attr("aria-invalid")).isEqualTo("true");
    String described = page.select("[name=email]").attr("aria-describedby");
    assertThat(page.getElementById(described)).isNotNull();
    assertThat(page.select("[role=alert]")).hasSize(1);
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

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
    Map<String, String> form = form();
    form.put(field, attack);
    assertThat(post(form).statusCode()).isEqualTo(303);
    approveAll();
    Document page = Jsoup.parse(review.get(story.path()).body());
    assertThat(page.select(".reply")).hasSize(1);
    assertThat(
            page.select(
                ".reply script, .reply [onerror], .reply [onload], .reply [onmouseover], .reply [href^=javascript], .reply [href^=data], .reply img"))
        .isEmpty();
    assertThat(page.select(".reply").text()).doesNotContain("\u202E");
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
    assertThat(post(form(), "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(in(ReplyState.HELD)).isEmpty();
    Map<String, String> form = form();
    assertThat(post(form).statusCode()).isEqualTo(303);
    assertThat(post(form).statusCode()).as("replayed").isEqualTo(422);
  }

  private void attempt(Map<String, Integer> outcomes, String what, Map<String, String> fields) {
    Map<String, String> form = form();
    form.putAll(fields);
    outcomes.put(what, post(form).statusCode());
  }

  @Test
  void namesStayOnOneLineAndLookAlikesAndHeapsOfMarksShow() {
    Map<String, String> form = form();
    form.put("name", "Ada\r\nSet-Cookie: a=b" + "\u0301".repeat(50));
    form.put("website", "https://аpple.example");
    HttpResponse<String> answer = post(form);
    assertThat(answer.headers().allValues("set-cookie")).hasSize(1);
    Reply reply = in(ReplyState.HELD).getFirst();
    assertThat(reply.name()).doesNotContain("\n").hasSizeLessThan(40);
    assertThat(reply.website()).contains("xn--");
  }

  @Test
  void oneNetworkIsAskedToWaitAndOthersAreNot() {
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      Map<String, String> form = form();
      form.put("text", "Reply number " + i);
      review.clock.advance(Duration.ofSeconds(-19));
      answers.add(post(form).statusCode());
    }
    assertThat(answers.subList(0, 20)).containsOnly(303);
    assertThat(answers.subList(20, 22)).containsOnly(429);
  }

  @Test
  void rulesAndClosingHold() {
    Rules rules = review.review.replies().rules();
    rules.add(Rules.Kind.DOMAIN, "secret-host.example", "Desk");
    assertThat(post(form()).statusCode()).isEqualTo(403);
    rules.remove(rules.all().getFirst().id());
    review.review.replies().moderate().close(story.id(), true);
    assertThat(review.get(story.path()).body()).doesNotContain("reply-form");
    Map<String, String> form = form();
    assertThat(post(form).statusCode()).isEqualTo(403);
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
    assertThat(post(form()).statusCode()).isEqualTo(303);
  }

  @Test
  void withoutWorkItIsHeldWhoeverWritesIt() {
    post(form());
    approveAll();
    for (String work : List.of("", "1", "x", "99999999999")) {
      Map<String, String> form = form();
      form.put("text", "Sent without a script, " + work);
      form.put("work", work);
      assertThat(post(form).statusCode()).isEqualTo(303);
    }
    assertThat(in(ReplyState.HELD))
        .hasSize(4)
        .allSatisfy(r -> assertThat(r.reasons()).contains("work"));
  }

  @Test
  void quickOnesAndFloodsAreHeld() {
    post(form());
    approveAll();
    Map<String, String> form = form();
    review.clock.advance(Duration.ofSeconds(-19));
    form.put("text", "A quick one.");
    post(form);
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
    Map<String, String> form = form();
    form.put("website", "javascript:x");
    form.put(field, attack);
    HttpResponse<String> answer = post(form);
    assertThat(answer.statusCode()).isEqualTo(422);
    Document page = Jsoup.parse(answer.body());
    assertThat(
            page.select("[onerror], [onload], script:not([src]):not([type=application/ld+json])"))
        .isEmpty();
  }

  @Test
  void theMostDiscussedThreadComesFirstWhereAsked() {
    List<ReplyId> threads = new ArrayList<>();
    for (String text : List.of("First thought.", "Second thought.", "Third thought.")) {
      Map<String, String> form = form();
      form.put("text", text);
      post(form);
      approveAll();
      threads.add(in(ReplyState.APPROVED).getFirst().id());
    }
    Map<String, String> answer = form();
    answer.put("to", Long.toString(threads.get(1).value()));
    answer.put("text", "An answer to the second.");
    post(answer);
    Document page = Jsoup.parse(review.get(story.path() + "/replies?order=discussed").body());
    assertThat(page.select(".reply-text").eachText())
        .containsExactly(
            "Second thought.", "An answer to the second.", "First thought.", "Third thought.");
  }

  @Test
  void anAddressThatIsKeptOutIsKeptOutOfSightToo() throws Exception {
    review.review.replies().rules().add(Rules.Kind.ADDRESS, MARKER, "Desk");
    assertThat(post(form()).statusCode()).isEqualTo(403);
    assertThat(review.filesWhere(file -> holds(file, MARKER))).isEmpty();
  }

  @Test
  void anEditedReplyIsHeldToTheRulesOfANewOne() {
    Rules rules = review.review.replies().rules();
    rules.add(Rules.Kind.WORD, "lottery", "Desk");
    rules.add(Rules.Kind.DOMAIN, "spam.example", "Desk");
    String mine = post(form()).headers().firstValue("location").orElseThrow();
    approveAll();
    String path = mine.substring(0, mine.indexOf('?'));
    String key = mine.substring(mine.indexOf("key=") + 4);
    assertThat(own(path, Map.of("key", key, "action", "edit", "text", "See www.spam.example")))
        .isEqualTo(422);
    assertThat(in(ReplyState.APPROVED)).hasSize(1);
    assertThat(own(path, Map.of("key", key, "action", "edit", "text", "Play the lottery.")))
        .isEqualTo(303);
    assertThat(in(ReplyState.APPROVED)).isEmpty();
    assertThat(review.get(story.path()).body()).doesNotContain("lottery");
  }

  @Test
  void theAddressIsNowhereInClearOrInAnyCommonHash() throws Exception {
    List<String> places = new CopyOnWriteArrayList<>();
    Handler log = listening(places);
    try {
      Map<String, String> form = form();
      form.put("notify", "1");
      String mine = post(form).headers().firstValue("location").orElseThrow();
      places.add(review.get(mine).body());
      approveAll();
      Await.until(() -> !review.review.outbox().newest(1).isEmpty());
      review.send(
          HttpRequest.newBuilder(review.at("/replies/data"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(encoded(Map.of("email", MARKER)))));
      places.addAll(review.filesNow().values());
      for (String path : everyPublicAddress()) {
        HttpResponse<String> answer = review.get(path);
        places.add(answer.body());
        places.add(answer.headers().map().toString());
      }
    } finally {
      Logger.getLogger("").removeHandler(log);
    }
    List<byte[]> traces = traces();
    for (byte[] trace : traces) {
      String text = new String(trace, StandardCharsets.ISO_8859_1);
      assertThat(places.stream().filter(place -> holds(place, text)).map(RepliesTest::beginning))
          .as(text)
          .isEmpty();
    }
  }

  private static boolean holds(String place, String text) {
    return place.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static String beginning(String place) {
    return place.substring(0, Math.min(place.length(), 80));
  }

  /** Hears what goes into the log, down to the finest of ours. */
  private static Handler listening(List<String> heard) {
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            heard.add(new SimpleFormatter().format(entry));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger("").addHandler(handler);
    return handler;
  }

  /** All routes without parameters, and those with them that show this story or its reply. */
  private List<String> everyPublicAddress() {
    String replies = story.path() + "/replies";
    String reply = in(ReplyState.APPROVED).getFirst().path();
    return Stream.concat(
            review.review.routes().all().stream()
                .filter(route -> route.method().equals("GET"))
                .map(Routes.Route::path)
                .filter(path -> path.matches("/[a-z0-9/._-]*")),
            Stream.of(
                story.path(),
                replies,
                replies + "?order=newest",
                replies + "?to=" + reply.replaceFirst(".*/", ""),
                replies + "/feed",
                reply,
                reply + "/mine",
                "/2026",
                "/2026/11",
                "/2026/11/23",
                "/search?q=harbour"))
        .toList();
  }

  private static List<byte[]> traces() throws Exception {
    List<byte[]> traces = new ArrayList<>();
    for (String address : List.of(MARKER, MARKER.toLowerCase(Locale.ROOT))) {
      byte[] clear = address.getBytes(StandardCharsets.UTF_8);
      traces.add(clear);
      traces.add(Base64.getEncoder().withoutPadding().encode(clear));
      for (String algorithm : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
        byte[] hash = MessageDigest.getInstance(algorithm).digest(clear);
        traces.add(hash);
        traces.add(HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
        traces.add(Base64.getEncoder().withoutPadding().encode(hash));
      }
    }
    return traces;
  }
}
