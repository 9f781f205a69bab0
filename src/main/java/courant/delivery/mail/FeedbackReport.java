package courant.delivery.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A complaint through a feedback loop (RFC 5965), and the two older forms that live on. */
final class FeedbackReport {
  private FeedbackReport() {}

  /** Reads a message as a complaint, if it is one. */
  static Optional<IncomingMail.Meaning> read(OpenedMail mail) {
    return mail.leaf("message/feedback-report")
        .map(leaf -> MailFields.parse(leaf.text()).build())
        .map(report -> meaning(mail, report))
        .or(() -> microsoft(mail));
  }

  private static IncomingMail.Meaning meaning(OpenedMail mail, MailFields report) {
    String type = report.first("feedback-type").orElse("abuse").toLowerCase(Locale.ROOT).strip();
    List<Recipient> recipients =
        Stream.of(report.addresses("original-rcpt-to", "removal-recipient"), about(mail))
            .flatMap(addresses -> addresses)
            .distinct()
            .limit(1)
            .toList();
    return switch (type) {
      case "not-spam" -> new IncomingMail.Other("a reader says it is not spam");
      case "auth-failure", "dmarc" -> new IncomingMail.Other("an authentication report");
      case "opt-out", "opt-out-list" -> new IncomingMail.Unsubscribe(recipients, "opt-out report");
      default -> new IncomingMail.Complaint(recipients, type);
    };
  }

  /**
   * Microsoft's Junk Mail Reporting sends the message back with the reader in a field of its own.
   */
  private static Optional<IncomingMail.Meaning> microsoft(OpenedMail mail) {
    return Stream.of(mail.fields(), mail.returned())
        .flatMap(fields -> fields.addresses("x-hmxmroriginalrecipient"))
        .findFirst()
        .map(reader -> new IncomingMail.Complaint(List.of(reader), "abuse"));
  }

  private static Stream<Recipient> about(OpenedMail mail) {
    return Stream.concat(
        Addressees.verp(mail.returned()).stream(),
        mail.returned().addresses("x-original-to", "delivered-to", "to"));
  }
}
