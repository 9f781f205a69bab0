package courant;

import courant.delivery.mail.MailDomain;
import courant.delivery.mail.TxtRecords;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.smtp.SmtpSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** What the doctor looks at in the DNS, once mail leaves in the name of a domain. */
final class MailCall {
  private final Settings settings;
  private final TxtRecords dns;
  private final InstantSource clock;

  MailCall(Settings settings, TxtRecords dns, InstantSource clock) {
    this.settings = settings;
    this.dns = dns;
    this.clock = clock;
  }

  List<Finding> findings(Holdings held) {
    if (!leaves()) {
      return List.of();
    }
    URI site = URI.create(settings.get(Setting.URL));
    return MailDomain.of(settings, site, held.database(), held.vault(), dns, clock).look().stream()
        .map(MailCall::finding)
        .toList();
  }

  /** Whether there is a relay, and an address of the world for the answers. */
  private boolean leaves() {
    try {
      SmtpSettings.parse(settings.get(Setting.SMTP), "localhost");
      return URI.create(settings.get(Setting.URL)).getHost() != null;
    } catch (IllegalArgumentException _) {
      return false; // said elsewhere
    }
  }

  private static Finding finding(MailDomain.Record record) {
    String what = record.kind() + " at " + record.name() + " ";
    String publish = "publish there as TXT: " + record.text();
    return switch (record.state()) {
      case FOUND -> Finding.ok("dns", what + "is there");
      case MISSING, UNKNOWN ->
          record.optional()
              ? Finding.ok("dns", what + "is not there, and optional: " + record.text())
              : Finding.look("dns", what + "is missing", publish);
      case DIFFERENT -> Finding.look("dns", what + "is another: " + record.found(), publish);
      case UNREACHABLE ->
          Finding.look("dns", what + "could not be asked for", "look at this machine's resolver");
    };
  }
}
