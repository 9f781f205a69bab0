package courant;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.https.HttpsSettings;
import courant.platform.smtp.SmtpSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the doctor looks at beyond this machine: our address, and the way of mail. */
final class OutdoorCalls {
  private static final int PATIENCE_MS = 5_000;

  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  OutdoorCalls(Settings settings) {
    this.settings = settings;
  }

  List<Finding> findings() {
    address();
    https();
    management();
    mail();
    if (!settings.get(Setting.ALLOW_PRIVATE).isEmpty()) {
      findings.add(
          Finding.look(
              "guard",
              "outgoing requests may reach " + settings.get(Setting.ALLOW_PRIVATE),
              "leave COURANT_ALLOW_PRIVATE empty unless a partner's feed is in your own network"));
    }
    return findings;
  }

  private void address() {
    String url = settings.get(Setting.URL);
    if (url.isEmpty()) {
      findings.add(
          Finding.look(
              "address",
              "none is set: links in feeds and mail lead to localhost",
              "set COURANT_URL=https://your.review once the world may come"));
      return;
    }
    URI uri = parsed(url);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      findings.add(
          Finding.wrong("address", url + " is no address", "write it as https://your.review"));
      return;
    }
    try {
      String found =
          Arrays.stream(InetAddress.getAllByName(uri.getHost()))
              .map(InetAddress::getHostAddress)
              .collect(Collectors.joining(", "));
      findings.add(
          uri.getScheme().equals("https")
              ? Finding.ok("address", url + " is " + found)
              : Finding.look(
                  "address",
                  url + " is " + found + ", without encryption",
                  "set COURANT_URL=https://… and COURANT_HTTPS=letsencrypt, or put a reverse proxy with a certificate before it: docs/operations.md"));
    } catch (UnknownHostException _) {
      findings.add(
          Finding.wrong(
              "address",
              "DNS knows no " + uri.getHost(),
              "add an A and an AAAA record for it, with this machine's addresses"));
    }
  }

  /** How it stands with the certificate is looked up in the database. */
  private void https() {
    try {
      HttpsSettings.of(settings);
    } catch (IllegalArgumentException e) {
      findings.add(Finding.wrong("https", e, "see ./courant help settings"));
    }
  }

  private static URI parsed(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException _) {
      return URI.create("");
    }
  }

  private void management() {
    String port = settings.get(Setting.MANAGEMENT_PORT);
    boolean open = port.contains(":") && !port.matches("(127\\.|localhost|\\[::1]).*");
    if (port.isEmpty()) {
      findings.add(
          Finding.look(
              "health",
              "nothing watches it",
              "set COURANT_MANAGEMENT_PORT=9090 for /health/ready and /metrics"));
    } else if (open) {
      findings.add(
          Finding.look("health", "told on " + port, "let a firewall keep readers from that port"));
    } else {
      findings.add(Finding.ok("health", "told on port " + port));
    }
  }

  private void mail() {
    String address = settings.get(Setting.SMTP);
    if (address.isEmpty()) {
      findings.add(
          Finding.look(
              "mail",
              "no relay: mail stays in the outbox at the desk",
              "set COURANT_SMTP=smtp://user:password@host:port"));
      return;
    }
    String relay = "the relay";
    try {
      SmtpSettings smtp = SmtpSettings.parse(address, "localhost");
      relay = smtp.host() + ":" + smtp.port();
      String greeting = greeting(smtp);
      findings.add(
          greeting.isEmpty() || greeting.startsWith("220")
              ? Finding.ok("mail", relay + " answers")
              : Finding.wrong("mail", relay + " says " + greeting, "ask whoever runs the relay"));
    } catch (IllegalArgumentException e) {
      findings.add(Finding.wrong("mail", e, "write COURANT_SMTP=smtp://user:password@host:port"));
    } catch (IOException e) {
      findings.add(
          Finding.wrong(
              "mail",
              relay + " cannot be reached: " + e.getMessage(),
              "look at host, port and firewall; many hosts close port 25, so try 587 or 465"));
    }
  }

  /** The server's first line; empty where it speaks only after encryption. */
  private static String greeting(SmtpSettings smtp) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(smtp.host(), smtp.port()), PATIENCE_MS);
      if (smtp.tls() == SmtpSettings.Tls.IMPLICIT) {
        return "";
      }
      socket.setSoTimeout(PATIENCE_MS);
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return line == null ? "nothing" : line;
    }
  }
}
