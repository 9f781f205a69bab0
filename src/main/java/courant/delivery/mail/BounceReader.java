package courant.delivery.mail;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Understands what comes back by mail: bounces in the standard form (RFC 3464) and in the words of
 * many mail systems, complaints (RFC 5965), unsubscribes and automatic replies (RFC 3834).
 */
public final class BounceReader {
  /** The surest evidence first; each answers only for what it recognises. */
  private static final List<Function<OpenedMail, Optional<IncomingMail.Meaning>>> READINGS =
      List.of(
          FeedbackReport::read,
          DeliveryReport::read,
          BounceReader::plainAutoReply,
          Notice::read,
          ReaderMail::unsubscribe,
          ReaderMail::autoReply);

  private BounceReader() {}

  /**
   * Reads one message.
   *
   * @param message the bytes as received; may be broken, cut off, or no message at all
   * @return what it means; {@link IncomingMail.Other} if nothing could be made of it
   */
  public static IncomingMail read(byte[] message) {
    OpenedMail mail = OpenedMail.open(message);
    IncomingMail.Meaning meaning =
        READINGS.stream()
            .flatMap(reading -> reading.apply(mail).stream())
            .findFirst()
            .orElseGet(() -> new IncomingMail.Other("nothing a machine should act on"));
    return new IncomingMail(
        meaning,
        mail.fields()
            .addresses("x-original-to", "delivered-to", "envelope-to", "to")
            .distinct()
            .toList(),
        returned(mail).first("message-id"));
  }

  /** The message given back, attached or written below the notice. */
  private static MailFields returned(OpenedMail mail) {
    return mail.texts().stream()
        .findFirst()
        .map(text -> Notice.of(text, mail.returned()).returned())
        .orElse(mail.returned());
  }

  /** A vacation that quotes an error is still a vacation. */
  private static Optional<IncomingMail.Meaning> plainAutoReply(OpenedMail mail) {
    boolean plain =
        !Notice.fromDaemon(mail.fields())
            && !mail.fields().has("x-failed-recipients")
            && (ReaderMail.declared(mail.fields())
                || Notice.has("auto-subject", mail.fields().value("subject")));
    return Stream.of(mail)
        .filter(_ -> plain)
        .flatMap(m -> ReaderMail.autoReply(m).stream())
        .findFirst();
  }
}
