package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.Await;
import courant.support.OtherProcess;
import courant.support.Pebble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An authority that others wrote makes the certificates of a server that is started as ever. */
class PebbleTest {
  /** So short that the server, which looks every ten seconds, soon renews it. */
  private static final Duration LIFE = Duration.ofSeconds(12);

  @TempDir Path folder;

  @Test
  void makesTheCertificateOfAServerAndRenewsIt() throws Exception {
    Assumptions.assumeTrue(Pebble.isHere(), "SKIPPED: no Pebble here (Debian: pebble)");
    int port = Pebble.freePort();
    int plain = Pebble.freePort();
    try (Pebble pebble = Pebble.start(folder, plain, LIFE)) {
      Process server = server(pebble, port, plain);
      try {
        SSLContext stranger = pebble.trustedByClients();
        Set<Certificate> shown = new HashSet<>();
        Await.until(
            Duration.ofSeconds(60), () -> shown.addAll(shown(stranger, port)) && shown.size() == 2);
        try (HttpClient client = HttpClient.newBuilder().sslContext(stranger).build()) {
          HttpResponse<String> front =
              client.send(
                  HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/")).build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(front.statusCode()).isEqualTo(200);
          assertThat(front.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
      } finally {
        server.destroyForcibly();
        server.onExit().join();
      }
    }
  }

  private Process server(Pebble pebble, int port, int plain) throws IOException {
    ProcessBuilder server =
        OtherProcess.of(Main.class, "serve", "--data", folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile());
    server.command().addAll(1, pebble.trustedBy());
    server
        .environment()
        .putAll(
            Map.of(
                "COURANT_URL", "https://localhost",
                "COURANT_HTTPS", pebble.directory(),
                "COURANT_ALLOW_PRIVATE", pebble.host(),
                "COURANT_HOST", "127.0.0.1",
                "COURANT_PORT", Integer.toString(port),
                "COURANT_HTTP_PORT", Integer.toString(plain)));
    return server.start();
  }

  /** The certificate that whoever comes now is shown; none while there is none. */
  private static List<Certificate> shown(SSLContext stranger, int port) {
    try (SSLSocket socket =
        (SSLSocket) stranger.getSocketFactory().createSocket("localhost", port)) {
      socket.startHandshake();
      return List.of(socket.getSession().getPeerCertificates()[0]);
    } catch (IOException _) {
      return List.of();
    }
  }
}
