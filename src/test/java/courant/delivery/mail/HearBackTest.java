package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import courant.delivery.MailList;
import courant.delivery.Subscription;
import courant.delivery.Suppressions;
import courant.platform.web.Role;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.story.Story;
import courant.support.Await;
import courant.support.Newsperson;
import courant.support.SmtpSink;
import courant.support.TestReview;
import courant.support.Visitor;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A message goes out, something comes back by LMTP or into a mailbox, and the right thing is done.
 */
class HearBackTest {
  private static final ReaderId ANN = new ReaderId(1);
  private final SmtpSink sink = SmtpSink.start();
  private TestReview review;

  private void start(String mailIn) {
    Map<String, String> settings = new HashMap<>();
    settings.put("smtp", "smtp://127.0.0.1:" + sink.port());
    settings.put("url", "https://review.example");
    settings.put("mail-in", mailIn);
    review = TestReview.start(settings);
  }

  @AfterEach
  void stop() throws IOException {
    review.close();
    sink.close();
  }

  /** Subscribes somebody to single stories, publishes one, and gives the message that went out. */
  private SmtpSink.Mail sent() {
    Visitor visitor = new Visitor(review);
    visitor.post("/subscribe", "email", "ann@example.org", "list", "/", "pace", "once");
    Await.until(() -> sink.mails().size() == 1);
    String link =
        NewsletterTest.decoded(sink.mails().getFirst())
            .replaceAll("(?s).*/subscribe/([\\w-]+).*", "$1");
    visitor.post("/subscribe/confirm", "token", link);
    review.story("Port reopens").publish();
    Await.until(() -> sink.mails().size() == 2);
    return sink.mails().getLast();
  }

  private static String bounce(String to, String status) {
    return """
    From: MAILER-DAEMON@mx.example.org
    To: %s
    Subject: Undelivered Mail Returned to Sender
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="b"

    --b
    Content-Type: text/plain

    Your mail could not be delivered.

    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.org

    Final-Recipient: rfc822; ann@example.org
    Action: failed
    Status: %s
    Diagnostic-Code: smtp; 550 %s <ann@example.org> is not here

    --b--
    """
        .formatted(to, status, status)
        .replace("\n", "\r\n");
  }

  private List<String> lmtp(String recipient, String message) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", review.review.mail().returnPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("LHLO mx.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.write(
          (message.replace("\r\n.", "\r\n..") + "\r\n.\r\nQUIT\r\n")
              .getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private List<Suppressions.Suppression> stopped() {
    return review.review.mail().suppressions().newest(5);
  }

  @Test
  void aHardBounceStopsMailAndIsListedWithoutTheAddress() throws IOException {
    start("lmtp://127.0.0.1:0");
    String back = sent().from();
    assertThat(lmtp(back, bounce(back, "5.1.1"))).contains("250 2.0.0 hard");
    assertThat(stopped()).hasSize(1);
    assertThat(stopped().getFirst().active()).isTrue();
    assertThat(stopped().getFirst().why()).contains("5.1.1").doesNotContain("ann@");
    review.story("Second").publish();
    Await.until(
        () -> review.review.mail().issues().newest(1).getFirst().state().word().equals("done"));
    assertThat(sink.mails()).hasSize(2);
  }

  @Test
  void softBouncesCountAndStopInTheEnd() throws IOException {
    start("lmtp://127.0.0.1:0");
    String back = sent().from();
    for (int i = 0; i < 4; i++) {
      assertThat(lmtp(back, bounce(back, "4.2.2"))).contains("250 2.0.0 soft");
    }
    assertThat(stopped().getFirst().active()).isFalse();
    lmtp(back, bounce(back, "4.2.2"));
    assertThat(stopped().getFirst().active()).isTrue();
  }

  @Test
  void whatNobodySentIsNotTaken() throws IOException {
    start("lmtp://127.0.0.1:0");
    String back = sent().from();
    String forged = back.replaceFirst("-[0-9a-f]{12}@", "-000000000000@");
    assertThat(lmtp(forged, bounce(forged, "5.1.1")))
        .anyMatch(line -> line.startsWith("550 5.1.1"));
    assertThat(lmtp("root@localhost", "x")).anyMatch(line -> line.startsWith("550 5.1.1"));
    assertThat(lmtp(back, "x".repeat(2_100_000))).anyMatch(line -> line.startsWith("552"));
    assertThat(stopped()).isEmpty();
  }

  @Test
  void mailToTheUnsubscribeAddressUnsubscribes() throws IOException {
    start("lmtp://127.0.0.1:0");
    String leave = sent().from().replace("bounce+", "bounce+leave-");
    String message = "From: ann@example.org\r\nTo: " + leave + "\r\nSubject: unsubscribe\r\n\r\n";
    assertThat(lmtp(leave, message)).contains("250 2.0.0 unsubscribe");
    assertThat(review.review.subscriptions().of(ANN).stream().map(Subscription::list))
        .containsExactly(MailList.LETTERS);
  }

  /** Subscribes, corrects the story that came, and gives the message that tells of it. */
  private SmtpSink.Mail corrected() {
    sent();
    Await.until(
        () -> review.review.mail().issues().newest(1).getFirst().state().word().equals("done"));
    Story story = review.review.stories().published(new Listing.Everything(), 0, 1).getFirst();
    new Newsperson(review, Role.EDITOR)
        .post(
            "/desk/story/" + story.id().value(),
            "action",
            "save",
            "headline",
            story.headline(),
            "body",
            "<p>New.</p>",
            "note",
            "It was closed.",
            "serious",
            "on");
    Await.until(
        () ->
            sink.mails().stream().anyMatch(mail -> mail.text().contains("List-Id: <corrections.")));
    return sink.mails().getLast();
  }

  @Test
  void theSameToThatOfACorrectionLeavesTheListByWhichTheStoryCame() throws IOException {
    start("lmtp://127.0.0.1:0");
    String leave = corrected().from().replace("bounce+", "bounce+leave-");
    String message = "From: ann@example.org\r\nTo: " + leave + "\r\nSubject: unsubscribe\r\n\r\n";
    assertThat(lmtp(leave, message)).contains("250 2.0.0 unsubscribe");
    assertThat(review.review.subscriptions().of(ANN).stream().map(Subscription::list))
        .containsExactly(MailList.LETTERS);
  }

  @Test
  void theSameFromAMailboxWhereWhatPeopleWriteIsLeft() throws Exception {
    GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mailbox.start();
    GreenMailUser user = mailbox.setUser("bounce@review.example", "bounce", "pass:word");
    try {
      start("imap://bounce:pass%3Aword@127.0.0.1:" + mailbox.getImap().getPort() + "/INBOX");
      String back = sent().from();
      user.deliver(
          message(
              "From: bob@example.org\r\nTo: bounce@review.example\r\nSubject: Thanks\r\n\r\nI like it.\r\n"));
      user.deliver(message(bounce(back, "5.1.1")));
      review.review.mail().readReturned();
      Await.until(() -> !stopped().isEmpty());
      Await.until(() -> mailbox.getReceivedMessages().length == 1);
    } finally {
      mailbox.stop();
    }
  }

  @Test
  void whatCannotBeTakenInNowIsReadAgainAndKeepsNothingBack() throws Exception {
    GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mailbox.start();
    GreenMailUser user = mailbox.setUser("bounce@review.example", "bounce", "pass:word");
    try {
      start("imap://bounce:pass%3Aword@127.0.0.1:" + mailbox.getImap().getPort() + "/INBOX");
      String back = sent().from();
      change("alter table suppression rename to suppression_away");
      user.deliver(message(bounce(back, "5.1.1")));
      user.deliver(
          message(
              "From: bob@example.org\r\nTo: bounce@review.example\r\nSubject: Thanks\r\n\r\nI like it.\r\n"));
      review.review.mail().readReturned();
      MailFolder inbox = mailbox.getManagers().getImapHostManager().getInbox(user);
      Await.until(() -> inbox.getMessages().getLast().isSet(Flags.Flag.SEEN));
      change("alter table suppression_away rename to suppression");
      Await.until(
          () -> {
            review.review.mail().readReturned();
            return !stopped().isEmpty();
          });
    } finally {
      mailbox.stop();
    }
  }

  private void change(String sql) {
    review.review.database().change(handle -> handle.execute(sql));
  }

  private static MimeMessage message(String text) throws Exception {
    return new MimeMessage(null, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
