package courant.desk.correction;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.source.Source;
import courant.source.Terms;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.PartnerServer;
import courant.support.SmtpSink;
import courant.support.TestReview;
import courant.support.Visitor;
import courant.syndication.change.PartnerChange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a partner changes or takes back comes before the desk, and to whoever had it. */
@BothDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartnerCorrectionsTest {
  private final PartnerServer far = new PartnerServer();
  private final SmtpSink sink = SmtpSink.start();
  private TestReview review;
  private Newsperson editor;

  @BeforeAll
  void start() {
    review =
        TestReview.start(
            Map.of(
                "allow-private",
                far.host(),
                "smtp",
                "smtp://127.0.0.1:" + sink.port(),
                "url",
                "https://review.example"));
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  void stop() throws IOException {
    review.close();
    far.close();
    sink.close();
  }

  /** A partner with one feed at {@code /NAME}, whose stories go out at once, or not. */
  private Source partner(String name, boolean publishes, String... entries) {
    feed(name, entries);
    review
        .review
        .syndication()
        .add(URI.create(far.at("/" + name)), name, Terms.OPEN, publishes, Optional.empty());
    poll();
    return review.review.sources().bySlug(name).orElseThrow();
  }

  private void rule(Source source, String rewrites, String withdrawals) {
    assertThat(
            editor
                .post(
                    "/desk/sources/" + source.id().value() + "/changes",
                    "rewrites",
                    rewrites,
                    "withdrawals",
                    withdrawals,
                    "revisits",
                    "on")
                .statusCode())
        .isEqualTo(303);
  }

  private void feed(String name, String... entries) {
    far.put(
        "/" + name,
        "application/atom+xml",
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
        <title>%s</title>%s</feed>
        """
            .formatted(name, String.join("\n", entries)));
  }

  private String entry(String name, String headline, String html) {
    return """
    <entry><id>urn:%s</id><title>%s</title><link href="%s"/><content type="html"><![CDATA[%s]]></content></entry>
    """
        .formatted(name, headline, far.at("/page/" + name), html);
  }

  private static String gone(String name, String why) {
    return "<at:deleted-entry ref=\"urn:%s\" when=\"2026-11-23T12:00:00Z\"><at:comment>%s</at:comment></at:deleted-entry>"
        .formatted(name, why);
  }

  private void poll() {
    review.review.syndication().poll().all(_ -> {});
  }

  private Story story(String headline) {
    return review.review.stories().after(0, 1_000).stream()
        .filter(story -> story.headline().equals(headline))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private List<PartnerChange> pending(Source source) {
    return review.review.syndication().changes().changes().newest(true, 0, 100).stream()
        .filter(change -> change.source().equals(source.id()))
        .toList();
  }

  private void act(PartnerChange change, String... fields) {
    assertThat(editor.post("/desk/corrections/" + change.id(), fields).statusCode()).isEqualTo(303);
  }

  @Test
  void aChangeIsShownAppliedWithANoteAndTakenBack() {
    Source source = partner("herald", true, entry("a", "Dam fills", "<p>It holds 40 tonnes.</p>"));
    String path = story("Dam fills").path();
    feed("herald", entry("a", "Dam fills slowly", "<p>It holds 50 tonnes.</p>"));
    poll();
    assertThat(review.get(path).body()).contains("40 tonnes");
    String page = editor.get("/desk/corrections").body();
    assertThat(page).contains("<del>40</del><ins>50</ins>", "Dam fills<ins> slowly</ins>");
    PartnerChange change = pending(source).getFirst();
    assertThat(editor.post("/desk/corrections/" + change.id(), "action", "tell").body())
        .contains("id=\"wanting\"");
    act(change, "action", "tell", "note", "It holds 50 tonnes, not 40.");
    assertThat(review.get(path).body())
        .contains("Dam fills slowly", "50 tonnes", "It holds 50 tonnes, not 40.");
    assertThat(review.get("/source/herald/feed.atom").body())
        .contains("Dam fills slowly", "It holds 50 tonnes, not 40.");
    assertThat(pending(source)).isEmpty();
    assertThat(editor.get("/desk/corrections?which=decided").body())
        .contains("It holds 50 tonnes, not 40.", "<del>40</del><ins>50</ins>");
    act(change, "action", "undo");
    assertThat(review.get(path).body()).contains("40 tonnes").doesNotContain("not 40");
    assertThat(pending(source)).hasSize(1);
    act(change, "action", "ignore");
    poll();
    assertThat(pending(source)).isEmpty();
  }

  @Test
  void whiteSpaceQuotesAdvertisementsAndExcerptsAreNoChange() {
    String text = "<p>\"The harbour is open\", she said - and it was, to everyone who came.</p>";
    Source source = partner("gazette", true, entry("b", "Harbour", text + "<p>More.</p>"));
    for (String same :
        List.of(
            "<div><p>“The harbour  is\n open”, she said – and it\u00ad was, to everyone who came.</p></div><p><b>More.</b></p>",
            text + "<p>More.</p><p><a href='https://shop.example/'>Buy a boat</a></p>",
            "<p>\"The harbour is open\", she said - and it was, to every…</p>")) {
      feed("gazette", entry("b", "Harbour", same));
      poll();
      assertThat(pending(source)).as(same).isEmpty();
    }
    feed("gazette", entry("b", "Harbour", text));
    poll();
    assertThat(pending(source)).as("its last paragraph was taken out").hasSize(1);
    feed("gazette", entry("b", "Harbour", text + "<p>More.</p>"));
    poll();
    assertThat(pending(source)).as("put in again").isEmpty();
  }

  @Test
  void aRuleAppliesAtOnceAndTellsWhatThePartnerCallsACorrection() {
    Source source = partner("courier", true, entry("c", "Vote", "<p>It passed by 3.</p>"));
    rule(source, "apply", "ask");
    String path = story("Vote").path();
    feed("courier", entry("c", "Vote", "<p>It passed by 4.</p>"));
    poll();
    assertThat(review.get(path).body()).contains("by 4").doesNotContain("class=\"corrections\"");
    feed(
        "courier",
        entry("c", "Vote", "<p>It passed by 5.</p><p>Correction: the margin was five.</p>"));
    poll();
    assertThat(review.get(path).body())
        .contains("by 5", "class=\"corrections\"", "the margin was five");
    assertThat(pending(source)).isEmpty();
    rule(source, "tell", "ask");
    feed("courier", entry("c", "Vote", "<p>It passed by 6.</p>"));
    poll();
    assertThat(review.get(path).body())
        .contains("courier has published this story in a new version.");
  }

  @Test
  void whatTheDeskHasChangedIsNeverWrittenOver() {
    Source source = partner("tribune", true, entry("d", "Bridge", "<p>One.</p><p>Two.</p>"));
    rule(source, "apply", "apply");
    Story story = story("Bridge");
    String at = "/desk/story/" + story.id().value();
    editor.post(
        at,
        "action",
        "save",
        "headline",
        "Bridge",
        "body",
        "<p>One.</p><p>Two, we say.</p>",
        "source",
        "tribune");
    feed("tribune", entry("d", "Bridge", "<p>One and only.</p><p>Two.</p>"));
    poll();
    PartnerChange change = pending(source).getFirst();
    assertThat(review.get(story.path()).body()).contains("Two, we say.").doesNotContain("only");
    assertThat(editor.get("/desk/corrections").body())
        .contains("The desk has changed this story", "<ins> and only</ins>");
    editor.post("/desk/corrections", "action", "tell", "change", Long.toString(change.id()));
    assertThat(pending(source)).as("not in one go with others").hasSize(1);
    act(change, "action", "merge");
    assertThat(editor.get(at + "/merge").body()).contains("One and only.", "Two, we say.");
    feed("tribune", gone("d", "Retracted"));
    poll();
    assertThat(review.get(story.path()).statusCode()).isEqualTo(200);
    assertThat(pending(source)).hasSize(2);
  }

  @Test
  void aStoryThatIsTakenBackIsWithdrawnWithTheReasonByHandOrByRule() {
    Source source =
        partner("monitor", true, entry("e", "First", "<p>1</p>"), entry("f", "Second", "<p>2</p>"));
    String first = story("First").path();
    String second = story("Second").path();
    feed("monitor", entry("f", "Second", "<p>2</p>"), gone("e", "It was not true."));
    poll();
    assertThat(review.get(first).statusCode()).isEqualTo(200);
    PartnerChange change = pending(source).getFirst();
    assertThat(editor.get("/desk/corrections").body()).contains("It was not true.");
    act(change, "action", "tell", "note", "It was not true.", "serious", "on");
    assertThat(review.get(first).statusCode()).isEqualTo(410);
    assertThat(review.get(first).body()).contains("It was not true.");
    assertThat(editor.post("/desk/corrections/" + change.id(), "action", "undo").headers())
        .asString()
        .contains("change-undo-told");
    rule(source, "ask", "apply");
    feed("monitor", gone("e", ""), gone("f", ""));
    poll();
    assertThat(review.get(second).statusCode()).isEqualTo(410);
    assertThat(review.get(second).body()).contains("monitor has withdrawn this story.");
  }

  @Test
  void aFeedThatTakesBackAllItHasIsLookedAtFirst() {
    String[] all =
        IntStream.range(0, 11)
            .mapToObj(i -> entry("many-" + i, "Many " + i, "<p>" + i + "</p>"))
            .toArray(String[]::new);
    Source source = partner("ledger", true, all);
    rule(source, "apply", "apply");
    feed(
        "ledger",
        IntStream.range(0, 11).mapToObj(i -> gone("many-" + i, "")).collect(Collectors.joining()));
    poll();
    assertThat(pending(source)).hasSize(11);
    assertThat(review.get(story("Many 3").path()).statusCode()).isEqualTo(200);
    String[] chosen =
        pending(source).stream()
            .flatMap(change -> Stream.of("change", Long.toString(change.id())))
            .toArray(String[]::new);
    String[] form = Arrays.copyOf(chosen, chosen.length + 2);
    form[chosen.length] = "action";
    form[chosen.length + 1] = "ignore";
    editor.post("/desk/corrections", form);
    assertThat(pending(source)).isEmpty();
  }

  @Test
  void aPageThatIsGoneForGoodIsAWithdrawal() {
    Source source = partner("echo", true, entry("g", "Page", "<p>Text.</p>"));
    far.refuse("/page/g", 410);
    review.clock.set(review.clock.instant().plus(Duration.ofHours(3)));
    review.review.syndication().poll().lookAgain();
    Await.until(() -> !pending(source).isEmpty()); // the clock may have begun the look before us
    assertThat(pending(source))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.isWithdrawal()).isTrue();
              assertThat(change.sign()).isEqualTo(PartnerChange.Sign.PAGE);
            });
  }

  @Test
  void aDraftIsKeptUpToDateAndAWithdrawnOneDoesNotGoOut() {
    Source source = partner("record", false, entry("h", "Draft", "<p>Old.</p>"));
    feed("record", entry("h", "Draft", "<p>New.</p>"));
    poll();
    Story draft = story("Draft");
    assertThat(draft.body()).isEqualTo("<p>New.</p>");
    assertThat(pending(source)).isEmpty();
    review.save(
        draft.in(new StoryState.Scheduled(review.clock.instant().plus(Duration.ofDays(9)))));
    feed("record", gone("h", "Wrong"));
    poll();
    assertThat(story("Draft").state()).isEqualTo(new StoryState.Draft());
    assertThat(editor.get("/desk/corrections").body())
        .contains("It does not go out by itself any more.");
  }

  @Test
  void whoWasMailedTheOldVersionFindsACorrectionInTheNextMail() {
    Visitor visitor = new Visitor(review);
    visitor.post("/subscribe", "email", "ann@example.org", "list", "/", "pace", "daily");
    Await.until(() -> !sink.mails().isEmpty());
    String link =
        sink.mails()
            .getLast()
            .text()
            .replaceAll("=\r?\n", "")
            .replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1");
    visitor.post("/subscribe/confirm", "token", link);
    Source source = partner("bugle", true, entry("i", "Rain", "<p>No rain.</p>"));
    morning("2026-11-28");
    Await.until(() -> newsletters() == 1);
    feed("bugle", entry("i", "Rain", "<p>Much rain.</p>"));
    poll();
    act(pending(source).getFirst(), "action", "tell", "note", "There was much rain.");
    Await.until(() -> owed() == 1);
    review.story("Wind").publish();
    morning("2026-11-29");
    Await.until(() -> newsletters() == 2);
    assertThat(sink.mails().getLast().text()).contains("There was much rain.");
  }

  private void morning(String day) {
    review.clock.set(Instant.parse(day + "T06:59:50Z"));
    review.clock.set(Instant.parse(day + "T07:00:10Z"));
  }

  private long owed() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle.createQuery("select count(*) from owed_correction").mapTo(Long.class).one());
  }

  private long newsletters() {
    return sink.mails().stream().filter(mail -> mail.text().contains("List-Id:")).count();
  }
}
