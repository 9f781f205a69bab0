package courant.support;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Let's Encrypt's own authority for tests, as Debian ships it: it holds clients to RFC 8555 to the
 * letter, and refuses every twentieth message as if its nonce had been used before.
 */
public final class Pebble implements AutoCloseable {
  private static final Path PEBBLE = Path.of("/usr/bin/pebble");

  private final Process process;
  private final KeyStore known;
  private final PfxOptions itself;
  private final int port;
  private final int managementPort;

  private Pebble(Process process, KeyStore known, PfxOptions itself, int port, int managementPort) {
    this.process = process;
    this.known = known;
    this.itself = itself;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Whether this machine has it. */
  public static boolean isHere() {
    return Files.isExecutable(PEBBLE);
  }

  /**
   * Starts one.
   *
   * @param folder for its files and what it says
   * @param proofPort where it looks for proofs
   * @param life of its certificates
   */
  public static Pebble start(Path folder, int proofPort, Duration life)
      throws IOException, InterruptedException, GeneralSecurityException {
    PfxOptions itself = PushSink.certificate(folder);
    KeyStore known =
        KeyStore.getInstance(
            Path.of(itself.getPath()).toFile(), itself.getPassword().toCharArray());
    String alias = known.aliases().nextElement();
    int port = freePort();
    int managementPort = freePort();
    JsonObject configuration =
        new JsonObject()
            .put("listenAddress", "127.0.0.1:" + port)
            .put("managementListenAddress", "127.0.0.1:" + managementPort)
            .put(
                "certificate",
                pem(
                    folder.resolve("cert.pem"),
                    new PemObject("CERTIFICATE", known.getCertificate(alias).getEncoded())))
            .put(
                "privateKey",
                pem(
                    folder.resolve("key.pem"),
                    new PemObject(
                        "PRIVATE KEY",
                        known.getKey(alias, itself.getPassword().toCharArray()).getEncoded())))
            .put("httpPort", proofPort)
            .put("tlsPort", freePort())
            .put("certificateValidityPeriod", life.toSeconds());
    Path file = folder.resolve("pebble.json");
    Files.writeString(file, new JsonObject().put("pebble", configuration).encode());
    ProcessBuilder pebble =
        new ProcessBuilder(PEBBLE.toString(), "-strict", "-config", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("pebble.log").toFile());
    pebble.environment().putAll(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "20"));
    Pebble started = new Pebble(pebble.start(), known, itself, port, managementPort);
    Await.until(() -> started.root().isPresent() || !started.process.isAlive());
    if (!started.process.isAlive()) {
      throw new IOException("Pebble ended: " + Files.readString(folder.resolve("pebble.log")));
    }
    return started;
  }

  /** A port that was free just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String pem(Path file, PemObject content) throws IOException {
    try (PemWriter pem = new PemWriter(Files.newBufferedWriter(file))) {
      pem.writeObject(content);
    }
    return file.toString();
  }

  /** Its directory. */
  public String directory() {
    return "https://" + host() + "/dir";
  }

  /** Host and port, as {@code COURANT_ALLOW_PRIVATE} has them. */
  public String host() {
    return "localhost:" + port;
  }

  /** What a Java has to be told to speak with it. */
  public List<String> trustedBy() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + itself.getPath(),
        "-Djavax.net.ssl.trustStorePassword=" + itself.getPassword());
  }

  /** For clients of whom it certifies. */
  public SSLContext trustedByClients() throws GeneralSecurityException, IOException {
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", root().orElseThrow());
    return trusting(roots);
  }

  /** Whoever vouches for its certificates; empty while it starts. */
  private Optional<Certificate> root() {
    URI root = URI.create("https://localhost:" + managementPort + "/roots/0");
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(known)).build()) {
      byte[] pem =
          client
              .send(HttpRequest.newBuilder(root).build(), HttpResponse.BodyHandlers.ofByteArray())
              .body();
      return Optional.of(
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem)));
    } catch (IOException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext trusting(KeyStore roots) throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
