package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceReaderTest {
  private static final String REPORT =
      """
      From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
      To: bounce-17@review.example
      Subject: Undelivered Mail Returned to Sender
      Auto-Submitted: auto-replied
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: text/plain

      I'm sorry to have to inform you that your message could not be delivered.

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example.net

      Original-Recipient: rfc822;reader@example.org
      Final-Recipient: rfc822; forwarded@inner.example
      Action: %s
      Status: %s
      Diagnostic-Code: smtp; %s

      --b
      Content-Type: message/rfc822

      From: news@review.example
      To: reader@example.org
      Message-ID: <edition-7.reader-9@review.example>
      Subject: Morning edition

      Hello
      --b--
      """;

  @ParameterizedTest
  @CsvSource({
    "failed, 5.1.1, 550 5.1.1 User unknown, hard, 5.1.1",
    "failed, 5.0.0, 550 5.1.1 User unknown, hard, 5.1.1",
    "failed, 5.2.2, 552 5.2.2 Mailbox full, soft, 5.2.2",
    "failed, 5.0.0, 550 Requested action not taken: mailbox unavailable, hard, 5.1.1",
    "failed, 5.7.1, 554 5.7.1 Message rejected as spam, soft, 5.7.1",
    "failed, 4.4.7, delivery time expired, soft, 4.4.7",
    "delayed, 4.4.1, connection timed out, soft, 4.4.1",
    "failed, 5.4.4, Host or domain name not found. Type=A: Host not found, hard, 5.4.4",
    "failed, 5.3.4, 552 message size exceeds fixed limit, soft, 5.3.4",
    "failed, 5.2.1, 550 5.2.1 The email account that you tried to reach is disabled., hard, 5.2.1",
    "failed, 5.4.1, 550 5.4.1 Recipient address rejected: Access denied., hard, 5.4.1",
    "failed, 5.1.1, 450 4.2.1 mailbox temporarily busy, soft, 4.2.1"
  })
  void weighsReportsOfDelivery(
      String action, String status, String said, String kind, String code) {
    IncomingMail mail = read(REPORT.formatted(action, status, said));
    assertThat(mail.meaning().kind()).isEqualTo(kind);
    assertThat(status(mail)).isEqualTo(code);
    assertThat(addresses(mail)).containsExactly("reader@example.org");
    assertThat(mail.originalMessageId()).contains("<edition-7.reader-9@review.example>");
    assertThat(mail.arrivedAt()).containsExactly(new Recipient("bounce-17@review.example"));
  }

  @Test
  void aReportOfSuccessAsksForNothing() {
    assertThat(read(REPORT.formatted("delivered", "2.0.0", "250 OK")).meaning())
        .isInstanceOf(IncomingMail.Other.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abuse", "fraud", "other", "virus"})
  void complaintsNameTheReader(String type) {
    IncomingMail mail = read(complaint(type, "Original-Rcpt-To: <reader@example.org>"));
    assertThat(mail.meaning())
        .isEqualTo(new IncomingMail.Complaint(List.of(new Recipient("reader@example.org")), type));
  }

  @Test
  void complaintsWithoutTheReadersNameAreResolvedByReturnPath() {
    IncomingMail mail = read(complaint("abuse", "User-Agent: ReturnPathFBL/1.0"));
    assertThat(addresses(mail)).containsExactly("reader@example.org");
  }

  @Test
  void notSpamIsNoComplaint() {
    assertThat(read(complaint("not-spam", "Version: 1")).meaning().kind()).isEqualTo("none");
  }

  private static String complaint(String type, String field) {
    return """
        From: fbl@provider.example
        To: abuse@review.example
        Subject: FW: Morning edition
        Content-Type: multipart/report; report-type=feedback-report; boundary=b

        --b
        Content-Type: text/plain

        This is an abuse report.
        --b
        Content-Type: message/feedback-report

        Feedback-Type: %s
        %s

        --b
        Content-Type: message/rfc822

        Return-Path: <bounce+reader=example.org@review.example>
        From: news@review.example
        Subject: Morning edition

        Hello
        --b--
        """
        .formatted(type, field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unsubscribe",
        "Unsubscribe me please",
        "Re: unsubscribe",
        "unsubscribe edition-9f3a",
        "Abbestellen",
        "désabonnement",
        "darse de baja",
        "退订",
        "配信停止",
        "Отписаться"
      })
  void hearsFarewells(String subject) {
    IncomingMail mail =
        read(
            "From: Ann <ann@example.org>\nTo: leave@review.example\nSubject: %s\n\n"
                .formatted(subject));
    assertThat(mail.meaning().kind()).isEqualTo("unsubscribe");
    assertThat(addresses(mail)).containsExactly("ann@example.org");
  }

  @Test
  void hearsFarewellsInTheBodyButNotInAQuotedFooter() {
    String head =
        "From: Ann <ann@example.org>\nTo: news@review.example\nSubject: Re: Morning edition\n\n";
    assertThat(read(head + "Please unsubscribe me, thank you.\n").meaning().kind())
        .isEqualTo("unsubscribe");
    assertThat(
            read(head + "Great piece on the port!\n\n> To unsubscribe, click here\n")
                .meaning()
                .kind())
        .isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: Out of Office: Morning edition",
        "Subject: Automatische Antwort: Morning edition",
        "Subject: Réponse automatique : Morning edition",
        "Subject: Respuesta automática: Morning edition",
        "Subject: Risposta automatica: Morning edition",
        "Subject: 自动回复: Morning edition",
        "Subject: 不在のお知らせ",
        "Subject: Автоответ: Morning edition",
        "Subject: رد تلقائي: Morning edition",
        "Subject: =?UTF-8?B?QWJ3ZXNlbmhlaXRzbm90aXo=?=",
        "Subject: Morning edition\nAuto-Submitted: auto-replied (vacation)",
        "Subject: Morning edition\nAuto-Submitted: auto-generated",
        "Subject: Morning edition\nX-Autoreply: yes",
        "Subject: Morning edition\nPrecedence: auto_reply",
        "Subject: Please confirm your message to Ann",
        "Subject: Re: Morning edition\nX-Spam: no\n\nI am currently out of the office until Monday."
      })
  void knowsWhoIsAway(String fields) {
    IncomingMail mail =
        read(
            "From: Ann <ann@example.org>\nTo: bounce@review.example\n"
                + fields
                + "\n\nBack on Monday. The mailbox may be full.\n");
    assertThat(mail.meaning().kind()).isEqualTo("auto");
    assertThat(addresses(mail)).containsExactly("ann@example.org");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      Hi. This is the qmail-send program at mx.example.net.\\n\\n<reader@example.org>:\\nSorry, no mailbox here by that name. (#5.1.1)|hard|5.1.1
      Su mensaje no pudo ser entregado.\\n<reader@example.org>:\\nEspacio en casilla de mail agotado.|soft|5.2.2
      Votre message n'a pas pu être délivré à\\nreader@example.org\\nUtilisateur inconnu|hard|5.1.1
      Ihre Nachricht konnte nicht zugestellt werden:\\n  reader@example.org\\n  Empfänger unbekannt|hard|5.1.1
      К сожалению, сообщение не может быть доставлено:\\n<reader@example.org>\\nпользователь не найден|hard|5.1.1
      邮件无法发送到您指定的地址:\\nreader@example.org\\n用户不存在|hard|5.1.1
      次のあて先へのメッセージはエラーのため送信できませんでした。\\n<reader@example.org>\\nメールボックスが一杯です|soft|5.2.2
      The following address(es) failed:\\n\\n  reader@example.org\\n    retry timeout exceeded|soft|5.4.7
      Your message did not reach the following recipient(s):\\n\\nreader@example.org on Fri, 20 Jul 2001\\n  The recipient name is not recognized|hard|5.1.1
      Delivery to the following recipient failed permanently:\\n\\n     reader@example.org\\n\\nTechnical details: DNS Error: Domain name not found|hard|5.1.2
      Your message has not yet been delivered to\\n reader@example.org\\nWe will continue to try. 451 greylisted|soft|4.3.2
      """)
  void readsNoticesOfManySystemsAndTongues(String text, String kind, String code) {
    IncomingMail mail =
        read(
            "From: MAILER-DAEMON@mx.example.net\nTo: bounce@review.example\nSubject: failure notice\n\n"
                + text.replace("\\n", "\n")
                + "\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <bounce@review.example>\n"
                + "From: news@review.example\nTo: somebody.else@example.com\nMessage-ID: <7@review.example>\nSubject: mailbox full of spam\n\nHello\n");
    assertThat(mail.meaning().kind()).isEqualTo(kind);
    assertThat(status(mail)).isEqualTo(code);
    assertThat(addresses(mail)).containsExactly("reader@example.org");
    assertThat(mail.originalMessageId()).contains("<7@review.example>");
  }

  @Test
  void aReaderWhoWritesAboutMailboxesIsNoBounce() {
    assertThat(
            read("From: Ann <ann@example.org>\nSubject: Your story\n\nMy mailbox is full of letters about it.\n")
                .meaning()
                .kind())
        .isEqualTo("none");
  }

  @Test
  void isNotSlowedDownByHostileText() {
    String hostile =
        "From: MAILER-DAEMON@x\nSubject: failure notice\n\n"
            + "user ".repeat(40_000)
            + "a@".repeat(40_000);
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> read(hostile));
    String nested = "Content-Type: message/rfc822\n\n".repeat(5_000);
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> read(nested));
  }

  @Property(tries = 300)
  void neverThrows(@ForAll byte[] bytes) {
    assertThat(BounceReader.read(bytes).meaning().kind()).isNotNull();
  }

  @Test
  void addressesAreMaskedInLogs() {
    assertThat(read(REPORT.formatted("failed", "5.1.1", "no")).toString())
        .doesNotContain("reader@");
  }

  @Test
  void undeclaredCharsetsAreSurvived() {
    byte[] koi =
        "From: MAILER-DAEMON@x\nSubject: failure notice\n\nпользователь\n<a@b.ru>:\nuser unknown"
            .getBytes(Charset.forName("KOI8-R"));
    assertThat(BounceReader.read(koi).meaning().kind()).isEqualTo("hard");
  }

  private static IncomingMail read(String message) {
    return BounceReader.read(message.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> addresses(IncomingMail mail) {
    return mail.meaning().recipients().stream().map(Recipient::address).toList();
  }

  private static String status(IncomingMail mail) {
    return switch (mail.meaning()) {
      case IncomingMail.HardBounce bounce ->
          bounce.status().map(EnhancedStatus::toString).orElse("");
      case IncomingMail.SoftBounce bounce ->
          bounce.status().map(EnhancedStatus::toString).orElse("");
      case IncomingMail.Complaint _,
          IncomingMail.Unsubscribe _,
          IncomingMail.AutoReply _,
          IncomingMail.Other _ ->
          "";
    };
  }
}
