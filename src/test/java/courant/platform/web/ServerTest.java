package courant.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong within an answer, somebody waits for it. */
class ServerTest {
  private static Server server;

  @BeforeAll
  static void start() {
    Routes routes =
        new Routes()
            .get("/exception", Role.ANYONE, _ -> thrown(new IllegalStateException("on purpose")))
            .get("/too-deep", Role.ANYONE, _ -> Response.text("" + deeper(0)))
            .get("/too-large", Role.ANYONE, _ -> thrown(new OutOfMemoryError("on purpose")))
            .get("/no-class", Role.ANYONE, _ -> thrown(new NoClassDefFoundError("on purpose")))
            .get("/page-fails", Role.ANYONE, _ -> Response.empty(410))
            .get("/network", Role.ANYONE, request -> Response.text(request.network()))
            .get("/search", Role.ANYONE, ServerTest::asked)
            .get("/story/:name", Role.ANYONE, ServerTest::asked)
            .upload("/gate-fails", Role.OWNER, 1_000, _ -> Response.text("in"));
    server =
        new Server(
            routes,
            new Published(),
            (_, role) -> role == Role.OWNER ? thrownAsRefusal() : Optional.empty(),
            (status, _) ->
                status == 410
                    ? thrown(new StackOverflowError("on purpose"))
                    : Response.of(status, "text/plain", "error " + status + "\n"),
            InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")),
            URI.create("http://a"),
            Path.of("target", "uploads"),
            Optional.empty(),
            (_, _, _) -> {},
            new Tallies());
    server.start("127.0.0.1", 0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response asked(Request request) {
    return Response.text(
        "%s asks for %s, page %d"
            .formatted(request.path(), request.query("q").orElse("nothing"), request.page()));
  }

  private static Response thrown(RuntimeException exception) {
    throw exception;
  }

  private static Response thrown(Error error) {
    throw error;
  }

  private static Optional<Response> thrownAsRefusal() {
    throw new StackOverflowError("on purpose");
  }

  private static int deeper(int depth) {
    return depth == Integer.MAX_VALUE ? depth : deeper(depth + 1) + 1;
  }

  private static String answer(String method, String path, String... fields) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      String request =
          "%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n%s\r\n"
              .formatted(method, path, String.join("", fields));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/exception", "/too-deep", "/too-large", "/no-class"})
  void whatFailsIsAnsweredWithAPageThatSaysSo(String path) throws IOException {
    assertThat(answer("GET", path)).startsWith("HTTP/1.1 500 ").endsWith("error 500\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /page-fails 410", "POST /gate-fails 500"})
  void soIsWhatFailsOnTheWayInOrOut(String line) throws IOException {
    String[] parts = line.split(" ");
    assertThat(answer(parts[0], parts[1])).startsWith("HTTP/1.1 " + parts[2] + " ");
  }

  /** As others write them who paste a name into a link without encoding it. */
  @ParameterizedTest
  @CsvSource({
    "/search?q=100%, '/search asks for 100%, page 1'",
    "/search?q=100%&page=2, '/search asks for 100%, page 2'",
    "/search?utm_campaign=50%off&q=caf%C3%A9+%2520, '/search asks for café %20, page 1'",
    "/search?%&q=%zz%f, '/search asks for %zz%f, page 1'",
    "/story/harbour?utm_campaign=50%off, '/story/harbour asks for nothing, page 1'",
    "/story/a%20b?q=%, '/story/a b asks for %, page 1'"
  })
  void aPercentSignThatBeginsNothingIsOne(String address, String asked) throws IOException {
    byte[] latin = answer("GET", address).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new String(latin, StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n" + asked);
  }

  /** A proxy may add a field of its own to those that its client has made up. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.7 |",
        "203.0.113.1, 198.51.100.7 |",
        "203.0.113.1 | 198.51.100.7",
        "203.0.113.1, 203.0.113.2 | 203.0.113.3, 198.51.100.7"
      })
  void theNetworkIsTheLastOneThatAProxyNames(String first, @Nullable String second)
      throws IOException {
    String field = "X-Forwarded-For: %s\r\n";
    assertThat(
            answer(
                "GET",
                "/network",
                field.formatted(first),
                second == null ? "" : field.formatted(second)))
        .endsWith("\r\n\r\n198.51.100.7");
  }
}
