package courant;

import courant.platform.config.Settings;
import courant.platform.https.Certificate;
import courant.platform.https.Certificates;
import courant.platform.https.HttpsSettings;
import courant.platform.https.Standing;
import courant.platform.https.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What the doctor looks at where the server speaks https by itself. */
final class CertificateCall {
  private static final String ABOUT = "https";

  private final Settings settings;
  private final InstantSource clock;

  CertificateCall(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  List<Finding> findings(Holdings held) {
    return https()
        .map(
            https ->
                finding(
                    https.host(),
                    new Certificates(held.database(), held.vault(), https, clock).standing()))
        .stream()
        .toList();
  }

  private Optional<HttpsSettings> https() {
    try {
      return HttpsSettings.of(settings);
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // said elsewhere
    }
  }

  private Finding finding(String host, Optional<Standing> standing) {
    Optional<Certificate> certificate = standing.flatMap(Standing::certificate);
    Instant now = clock.instant();
    String found =
        certificate
            .map(
                there ->
                    "certificate for %s by %s, %s".formatted(host, there.issuer(), left(there)))
            .orElse("no certificate for " + host + " yet");
    boolean good = certificate.filter(there -> there.ends().isAfter(now)).isPresent();
    Optional<Trouble> trouble = standing.flatMap(Standing::trouble);
    if (trouble.isPresent()) {
      String why =
          "%s; %s; tried again at %s"
              .formatted(found, trouble.get().problem(), standing.get().due());
      return good
          ? Finding.look(ABOUT, why, trouble.get().advice())
          : Finding.wrong(ABOUT, why, trouble.get().advice());
    }
    return good && standing.get().due().isAfter(now)
        ? Finding.ok(ABOUT, found)
        : Finding.look(ABOUT, found, "./courant orders one while it serves");
  }

  private String left(Certificate certificate) {
    long days = Duration.between(clock.instant(), certificate.ends()).toDays();
    return days < 0 ? "ended on " + certificate.ends() : days + " days left";
  }
}
