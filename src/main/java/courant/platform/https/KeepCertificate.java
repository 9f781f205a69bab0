package courant.platform.https;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the newest certificate that any node has got, and orders another when it is due: the first
 * at once, each further one when a third of the life of the last is left, or when the authority
 * asks for it.
 */
final class KeepCertificate implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KeepCertificate.class);

  private final HttpsSettings settings;
  private final Certificates certificates;
  private final Authority authority;
  private final ServedKey served;
  private final InstantSource clock;
  private boolean waiting;

  KeepCertificate(
      HttpsSettings settings,
      Certificates certificates,
      Authority authority,
      ServedKey served,
      InstantSource clock) {
    this.settings = settings;
    this.certificates = certificates;
    this.authority = authority;
    this.served = served;
    this.clock = clock;
  }

  /** Shows what there is, before the first connection; orders nothing. */
  void begin() {
    certificates.hurry();
    show();
  }

  @Override
  public void run() {
    Optional<Standing> standing = show();
    Instant now = clock.instant();
    if (standing.isEmpty() || !now.isBefore(standing.get().due())) {
      certificates.turn().ifPresentOrElse(this::order, this::others);
    } else if (standing.get().trouble().isEmpty() && !now.isBefore(standing.get().ask())) {
      certificates.inquiry().ifPresent(this::inquire);
    }
  }

  /** An authority that has to revoke a certificate, or to spread its work, says so beforehand. */
  private void inquire(Certificates.Inquiry inquiry) {
    Optional<RenewalWindow> said = authority.renewal(inquiry.account(), inquiry.certificate());
    Optional<Instant> renewal = said.map(RenewalWindow::chosen);
    if (certificates.asked(inquiry, clock.instant().plus(RenewalWindow.pause(said)), renewal)) {
      LOG.info(
          "{} asks for the certificate of {} to be renewed earlier, which is done at {}{}",
          settings.directory().getHost(),
          settings.host(),
          renewal.orElseThrow(),
          said.flatMap(RenewalWindow::explanation)
              .map(why -> "; it explains at " + why)
              .orElse(""));
    }
  }

  private Optional<Standing> show() {
    Optional<Standing> standing = certificates.standing();
    standing.flatMap(Standing::certificate).ifPresent(served::take);
    return standing;
  }

  /** What somebody who has just stopped and started the server wonders about. */
  private void others() {
    if (!waiting) {
      waiting = true;
      LOG.info(
          "a certificate for {} is being ordered by another server, or was when that stopped: then this one goes on in {} minutes at most",
          settings.host(),
          Certificates.LEASE.toMinutes());
    }
  }

  private void order(Certificates.Turn turn) {
    LOG.info(
        "ordering a certificate for {} from {}, which looks for the proof at http://{}/.well-known/acme-challenge/",
        settings.host(),
        settings.directory().getHost(),
        settings.host());
    switch (authority.order(
        turn.account(),
        turn.former(),
        (token, answer) -> certificates.prove(turn, token, answer))) {
      case Outcome.Issued(var certificate) -> {
        certificates.keep(turn, certificate);
        show();
        LOG.info(
            "https is served for {} by a certificate of {} until {}, renewed from {}",
            settings.host(),
            certificate.issuer(),
            certificate.ends(),
            certificate.renewal());
      }
      case Outcome.Refused(Trouble trouble, Duration atLeast) ->
          LOG.warn(
              "no certificate for {}: {}; tried again at {}",
              settings.host(),
              trouble,
              certificates.failed(turn, trouble, atLeast));
    }
  }
}
