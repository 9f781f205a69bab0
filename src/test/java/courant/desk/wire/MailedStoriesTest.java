package courant.desk.wire;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.source.Source;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestPhotos;
import courant.support.TestReview;
import courant.syndication.intake.Intake.Destination;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Stories that partners send by mail, as a mail server hands it over. */
@BothDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailedStoriesTest {
  private static final String PASSED =
      "Authentication-Results: mx.review.example; dkim=pass header.d=herald.example; dmarc=pass header.from=herald.example\r\n";

  private TestReview review;
  private Newsperson editor;

  @BeforeAll
  void start() {
    review =
        TestReview.start(Map.of("mail-in", "lmtp://127.0.0.1:0", "url", "https://review.example"));
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterAll
  void stop() {
    review.close();
  }

  private Source partner(String name) {
    Source source = WirePartners.made(review, editor, name, Destination.PUBLISH);
    assertThat(
            editor
                .post(
                    WirePartners.desk(source),
                    "action",
                    "senders",
                    "senders",
                    "Desk@herald.example @wire.example")
                .statusCode())
        .isEqualTo(303);
    return source;
  }

  private String address(Source source) {
    return editor
        .get(WirePartners.desk(source))
        .body()
        .replaceAll("(?s).*>(bounce\\+stories-[a-z2-9]{20}@review\\.example)<.*", "$1");
  }

  private List<String> lmtp(String recipient, String message) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", review.review.mail().returnPort())) {
      OutputStream out = socket.getOutputStream();
      String all =
          "LHLO mx.example.org\r\nMAIL FROM:<desk@herald.example>\r\nRCPT TO:<%s>\r\nDATA\r\n%s\r\n.\r\nQUIT\r\n"
              .formatted(recipient, message.replace("\r\n.", "\r\n.."));
      out.write(all.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  private static String mail(String head, String subject, String text) {
    return head
        + "From: Herald desk <desk@herald.example>\r\nMessage-ID: <%s@herald.example>\r\nSubject: %s\r\n\r\n%s"
            .formatted(Integer.toHexString((head + subject + text).hashCode()), subject, text);
  }

  private List<Story> stories(Source source) {
    return review.review.stories().after(0, 1_000).stream()
        .filter(
            story -> story.origin().filter(it -> it.source().id().equals(source.id())).isPresent())
        .toList();
  }

  @Test
  void aListedSendersMailIsADraftWithoutWhatIsOnlyMail() throws IOException {
    Source source = partner("Herald");
    String message =
        mail(
            PASSED,
            "Fwd: =?UTF-8?Q?The_port_reopens_=E2=80=93_at_last?=",
            "Ships are back in Tripoli.\r\n\r\nThe first came on Monday.\r\n\r\n"
                + "To unsubscribe from this list, write to us.\r\n\r\n-- \r\nAnn Ashe\r\nHerald\r\n\r\n"
                + "On Monday, Bob Birch wrote:\r\n> Send it at once!\r\n");
    assertThat(lmtp(address(source), message)).contains("250 2.0.0 taken");
    Story story = stories(source).getFirst();
    assertThat(story.headline()).isEqualTo("The port reopens – at last");
    assertThat(story.body().replace("\n", ""))
        .isEqualTo("<p>Ships are back in Tripoli.</p><p>The first came on Monday.</p>");
    assertThat(story.state()).as("whatever the rules say").isEqualTo(new StoryState.Draft());
    lmtp(address(source), message);
    assertThat(stories(source)).as("once").hasSize(1);
  }

  @Test
  void htmlIsCleanedAndAPictureGoesIntoTheLibrary() throws IOException {
    Source source = partner("Illustrated");
    String picture = Base64.getMimeEncoder().encodeToString(TestPhotos.jpeg(1_200, 800));
    String message =
        PASSED.replace("herald.example", "wire.example")
            + """
            From: photo@wire.example
            Message-ID: <p1@wire.example>
            Subject: Rain in Ghat
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html; charset=utf-8

            <html><head><style>p{}</style></head><body><p onclick="x()">It <b>rained</b>.</p>
            <script>track()</script><div class="gmail_signature">Lena</div>
            <blockquote type="cite">Send it!</blockquote>
            <p>This message is confidential and intended only for the recipient, delete it otherwise.</p></body></html>
            --b
            Content-Type: image/jpeg; name=ghat.jpg
            Content-Transfer-Encoding: base64

            %s
            --b--
            """
                .formatted(picture)
                .replace("\n", "\r\n")
                .replace("\r\r\n", "\r\n");
    assertThat(lmtp(address(source), message)).contains("250 2.0.0 taken");
    Story story = stories(source).getFirst();
    assertThat(story.body()).isEqualTo("<p>It <strong>rained</strong>.</p>");
    assertThat(story.lead().orElseThrow().src()).startsWith("/media/");
    assertThat(review.get(story.lead().orElseThrow().src()).statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverIsNotListedOrNotVouchedForIsRefusedAndAutomaticAnswersAre() throws IOException {
    Source source = partner("Strict");
    String to = address(source);
    String good = mail(PASSED, "A story", "With a text.");
    for (Map.Entry<String, String> wrong :
        Map.of(
                good.replace("desk@herald", "mallory@elsewhere"),
                "not listed",
                good.replace("<desk@herald.example>", "<desk@herald.example>, <x@y.example>"),
                "not listed",
                mail("", "A story", "With a text."),
                "does not vouch",
                good.replace("dmarc=pass", "dmarc=fail"),
                "does not vouch",
                good.replace("=herald.example", "=mallory.example"),
                "does not vouch",
                mail(PASSED + "Auto-Submitted: auto-replied\r\n", "Away", "I am away."),
                "automatic",
                mail(PASSED, "", "No subject."),
                "needs a subject")
            .entrySet()) {
      assertThat(lmtp(to, wrong.getKey()))
          .as(wrong.getValue())
          .anyMatch(line -> line.startsWith("550 5.7.1") && line.contains(wrong.getValue()));
    }
    assertThat(stories(source)).isEmpty();
    assertThat(editor.get(WirePartners.desk(source)).body())
        .contains("does not vouch", "not listed");
    assertThat(lmtp("bounce+stories-aaaaaaaaaaaaaaaaaaaa@review.example", good))
        .anyMatch(line -> line.startsWith("550 5.1.1"));
    var refused =
        editor.post(WirePartners.desk(source), "action", "senders", "senders", "not an address");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("senders-problem");
    editor.post(WirePartners.desk(source), "action", "senders", "senders", "");
    assertThat(lmtp(to, good)).anyMatch(line -> line.startsWith("550 5.1.1"));
  }
}
