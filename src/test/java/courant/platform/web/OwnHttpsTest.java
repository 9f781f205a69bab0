package courant.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.PushSink;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that holds for the lane holds on encrypted connections; and what HTTP/2 has of its own. */
class OwnHttpsTest extends PublishedLaneTest {
  private static final String PROOF = "the-token";

  @TempDir private static Path folder;
  private static SSLContext trusting;
  private static X509ExtendedKeyManager key;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
    PfxOptions certificate = PushSink.certificate(folder);
    char[] password = certificate.getPassword().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(Path.of(certificate.getPath()))) {
      store.load(file, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    key = (X509ExtendedKeyManager) keys.getKeyManagers()[0];
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", store.getCertificate(store.aliases().nextElement()));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  @Override
  Optional<OwnHttps> https() {
    return Optional.of(
        new OwnHttps(
            key, 0, token -> token.equals(PROOF) ? Optional.of("the proof") : Optional.empty()));
  }

  @Override
  Socket connect() throws IOException {
    return trusting.getSocketFactory().createSocket("localhost", port());
  }

  /** Sends over HTTP/2. */
  private HttpResponse<String> newer(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
      HttpResponse<String> answer =
          client.send(
              request.uri(URI.create("https://localhost:" + port() + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      return answer;
    }
  }

  @Test
  void newerBrowsersGetTheSameFromTheSameBytes() throws IOException, InterruptedException {
    HttpResponse<String> first = newer(HttpRequest.newBuilder(), "/page");
    HttpResponse<String> second = newer(HttpRequest.newBuilder(), "/page");
    assertThat(second.body()).isEqualTo(first.body()).startsWith("page xxx");
    assertThat(second.headers()).isEqualTo(first.headers());
    assertThat(rendered).hasValue(1);
    String etag = first.headers().firstValue("etag").orElseThrow();
    assertThat(newer(HttpRequest.newBuilder().header("If-None-Match", etag), "/page").statusCode())
        .isEqualTo(304);
  }

  @Test
  void newerBrowsersTellTheirHostToo() throws IOException, InterruptedException {
    HttpRequest.Builder ours =
        HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.noBody())
            .header("Origin", "https://localhost:" + port());
    assertThat(newer(ours, "/post").statusCode()).isEqualTo(200);
    HttpRequest.Builder foreign =
        HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.noBody())
            .header("Origin", "https://elsewhere.example");
    assertThat(newer(foreign, "/post").statusCode()).isEqualTo(403);
  }

  @Test
  void filesAndRefusalsReachNewerBrowsers() throws IOException, InterruptedException {
    assertThat(newer(HttpRequest.newBuilder(), "/file").body())
        .isEqualTo(Files.readString(Path.of("pom.xml")));
    HttpRequest.Builder tooLarge =
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5_000_000]));
    assertThat(newer(tooLarge, "/upload").statusCode()).isEqualTo(413);
  }

  private String plain(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", plainPort())) {
      socket.setSoTimeout(10_000);
      String request = head + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void plainHttpLeadsToOurOwnAddressWhateverItIsAsked() throws IOException {
    for (String path : List.of("/page?a=b", "//elsewhere.example/", "/post")) {
      assertThat(plain("GET " + path))
          .startsWith("HTTP/1.1 308 ")
          .contains("\r\nlocation: http://a" + path + "\r\n");
    }
    for (String odd : List.of("GET http://elsewhere.example/", "OPTIONS *", "POST elsewhere")) {
      assertThat(plain(odd)).as(odd).contains("\r\nlocation: http://a/\r\n");
    }
    assertThat(plain("GET /.well-known/acme-challenge/" + PROOF))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nthe proof");
    assertThat(plain("GET /.well-known/acme-challenge/another")).startsWith("HTTP/1.1 404 ");
    assertThat(plain("POST /.well-known/acme-challenge/" + PROOF)).startsWith("HTTP/1.1 404 ");
  }
}
