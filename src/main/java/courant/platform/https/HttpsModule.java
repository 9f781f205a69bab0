package courant.platform.https;

import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Timer;
import courant.platform.web.OwnHttps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The server's own https, where the operator wants it. */
public final class HttpsModule {
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final HttpsSettings settings;
  private final Certificates certificates;
  private final ServedKey served = new ServedKey();
  private final KeepCertificate keepCertificate;

  private HttpsModule(
      HttpsSettings settings,
      Database database,
      Vault vault,
      Outgoing outgoing,
      InstantSource clock) {
    // Where TLS 1.2 is spoken, one connection could have us compute handshake after handshake.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    this.settings = settings;
    certificates = new Certificates(database, vault, settings, clock);
    keepCertificate =
        new KeepCertificate(
            settings, certificates, new Authority(settings, outgoing), served, clock);
  }

  /**
   * Empty where a proxy speaks https, or nobody does.
   *
   * @throws IllegalArgumentException in words for an operator
   */
  public static Optional<HttpsModule> of(
      Settings settings, Database database, Vault vault, Outgoing outgoing, InstantSource clock) {
    Optional<HttpsSettings> wanted = HttpsSettings.of(settings);
    wanted
        .flatMap(https -> outgoing.objection(https.directory()))
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("COURANT_HTTPS: " + why);
            });
    return wanted.map(https -> new HttpsModule(https, database, vault, outgoing, clock));
  }

  /** What the server needs. */
  public OwnHttps server() {
    return new OwnHttps(served, settings.plainPort(), certificates::answer);
  }

  /** Until when the certificate is good that this server shows; empty before the first. */
  public Optional<Instant> ends() {
    return served.shown().map(Certificate::ends);
  }

  /** Shows the certificate there is; to be called before the server listens. */
  public void begin() {
    keepCertificate.begin();
  }

  public void jobs(Timer timer) {
    timer.every(LOOK, "keeping the certificate", keepCertificate);
  }
}
