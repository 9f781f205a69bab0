package courant.reader;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.Envelope;
import courant.platform.smtp.FormLetter;
import courant.platform.smtp.HeaderField;
import courant.platform.smtp.Letter;
import courant.platform.smtp.Outcome;
import courant.platform.smtp.SmtpRelay;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Hands one-off mail to the relay, in the review's name. */
public final class RelayCarrier implements Outbox.Carrier {
  private final SmtpRelay relay;
  private final Mastheads mastheads;
  private final Supplier<URI> site;
  private final Supplier<DkimSigner> signer;
  private final InstantSource clock;

  /**
   * @param site public address of the review, whose host the mail comes from
   */
  public RelayCarrier(
      SmtpRelay relay,
      Mastheads mastheads,
      Supplier<URI> site,
      Supplier<DkimSigner> signer,
      InstantSource clock) {
    this.relay = relay;
    this.mastheads = mastheads;
    this.site = site;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public Outcome send(Outbox.Message message) {
    return relay.send(letter(message));
  }

  private Letter letter(Outbox.Message message) {
    Masthead masthead = mastheads.masthead();
    String host = site.get().getHost();
    String from =
        EmailAddress.typed(masthead.contact()).map(EmailAddress::value).orElse("courant@" + host);
    List<HeaderField> fields =
        new ArrayList<>(
            List.of(
                HeaderField.address("From", masthead.title(), from),
                HeaderField.address("To", "", message.to().value()),
                HeaderField.text("Subject", message.subject()),
                HeaderField.of(
                    "Date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        clock.instant().atOffset(ZoneOffset.UTC))),
                HeaderField.of("Message-ID", "<" + UUID.randomUUID() + "@" + host + ">"),
                HeaderField.of("Auto-Submitted", "auto-generated")));
    if (!message.off().isEmpty()) {
      fields.add(HeaderField.of("List-Unsubscribe", "<" + message.off() + ">"));
      fields.add(HeaderField.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    return FormLetter.of(List.of(), message.text())
        .fill(
            new Envelope(from, message.to().value()),
            fields,
            Map.of(),
            signer.get(),
            clock.instant());
  }
}
