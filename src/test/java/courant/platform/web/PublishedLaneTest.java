package courant.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever answers, lane or server: the same answers in the order of the questions. */
class PublishedLaneTest {
  private static final String GET = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OTHER = "GET /other HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String LAST = "GET /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  final AtomicInteger rendered = new AtomicInteger();
  private final Published published = new Published();
  private final Tallies tallies = new Tallies();
  private Server server;

  @BeforeEach
  void start() {
    Routes routes =
        new Routes()
            .get("/page", Role.ANYONE, _ -> page())
            .get("/other", Role.ANYONE, _ -> Response.text("other\n"))
            .get("/file", Role.ANYONE, _ -> Response.file("text/plain", Path.of("pom.xml")))
            .post("/post", Role.ANYONE, request -> Response.text("posted\n"))
            .upload("/upload", Role.ANYONE, 1_000, _ -> Response.text("in"));
    server =
        new Server(
            routes,
            published,
            (_, _) -> Optional.empty(),
            (status, _) -> Response.of(status, "text/plain", "error " + status + "\n"),
            InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")),
            URI.create("http://a"),
            Path.of("target", "uploads"),
            https(),
            (_, _, _) -> {},
            tallies);
    server.start("127.0.0.1", 0);
  }

  /** How the server speaks https; here it does not. */
  Optional<OwnHttps> https() {
    return Optional.empty();
  }

  /** A connection to the server. */
  Socket connect() throws IOException {
    return new Socket("127.0.0.1", server.port());
  }

  int port() {
    return server.port();
  }

  int plainPort() {
    return server.plainPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Response page() {
    rendered.incrementAndGet();
    return Response.text("page " + "x".repeat(2_000) + "\n")
        .published(Set.of("tag"), Instant.parse("2026-11-23T12:00:00Z"));
  }

  /** Sends each part once the first bytes of what answers the one before are there. */
  private String answers(String... parts) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < parts.length; i++) {
        socket.getOutputStream().write(parts[i].getBytes(StandardCharsets.ISO_8859_1));
        if (i < parts.length - 1 && parts[i].endsWith("\r\n\r\n")) {
          all.write(socket.getInputStream().read());
        }
      }
      socket.getInputStream().transferTo(all);
      return all.toString(StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void theLaneAnswersByteForByteAsTheServerDoes() throws IOException {
    String first = answers(GET.replace("Host", "Connection: close\r\nHost"));
    String second = answers(GET, LAST);
    assertThat(rendered).hasValue(1);
    String[] head = first.substring(0, first.indexOf("\r\n\r\n")).split("\r\n");
    String[] again = second.substring(0, second.indexOf("\r\n\r\n")).split("\r\n");
    assertThat(again[0]).isEqualTo(head[0]).isEqualTo("HTTP/1.1 200 OK");
    assertThat(again).containsExactlyInAnyOrder(without(head, "connection: close"));
    assertThat(body(second)).startsWith(body(first));
  }

  private static String[] without(String[] lines, String line) {
    return Arrays.stream(lines).filter(each -> !each.equals(line)).toArray(String[]::new);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void manyAtOnceAreAnsweredInOrder() throws IOException {
    answers(GET, LAST);
    String all = answers(GET + GET + OTHER + GET + LAST);
    assertThat(all.replaceAll("(?s)HTTP/1.1 200 OK.*?\r\n\r\n", "").replaceAll("x+", ""))
        .isEqualTo("page \npage \nother\npage \nother\n");
  }

  @Test
  void theLaneGoesOnAfterWhatTheServerAnswered() throws IOException {
    String all = answers(GET, OTHER, GET, OTHER, GET, LAST);
    assertThat(all.replaceAll("(?s)HTTP/1.1 200 OK.*?\r\n\r\n", "").replaceAll("x+", ""))
        .isEqualTo("page \nother\npage \nother\npage \nother\n");
    assertThat(rendered).hasValue(1);
  }

  @Test
  void aRequestInPiecesIsTheServers() throws IOException {
    answers(GET, LAST);
    assertThat(answers("GET /page HT", "TP/1.1\r\nHo", "st: a\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("page xxx");
  }

  @Test
  void whoHasItIsToldSo() throws IOException {
    String etag = answers(GET, LAST).replaceFirst("(?s).*?etag: (\\S+)\r\n.*", "$1");
    String tagged = GET.replace("Host", "If-None-Match: " + etag + "\r\nHost");
    assertThat(answers(tagged, LAST)).startsWith("HTTP/1.1 304 Not Modified\r\n");
    String dated = GET.replace("Host", "if-modified-since: Mon, 23 Nov 2026 12:00:00 GMT\r\nHost");
    assertThat(answers(dated, LAST))
        .startsWith("HTTP/1.1 304 Not Modified\r\n")
        .contains("etag: " + etag + "\r\n", "cache-control: no-cache\r\n", "\r\ndate: Tue, 24");
  }

  @Test
  void whatIsDroppedIsRenderedAnew() throws IOException {
    answers(GET, LAST);
    published.drop(Set.of("tag"));
    assertThat(answers(GET, GET, LAST)).contains("page xxx");
    assertThat(rendered).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD /page HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /page HTTP/1.0\r\nHost: a\r\n\r\n",
        "GET /page HTTP/1.1\r\n\r\n",
        "GET /page HTTP/1.1\nHost: a\n\n",
        "GET  /page HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a/page HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /p\u00e4ge HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /",
        "GET /page HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nX: a\rContent-Length: 5\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nAccept-Encoding: br\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: a\r\n",
        "\r\nGET /page HTTP/1.1\r\nHost: a\r\n\r\n",
        "",
      })
  void whatLeavesDoubtIsTheServers(String head) {
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(PlainGet.read(bytes, bytes.length)).isNull();
  }

  @Test
  void thePlainestRequestIsRead() {
    byte[] bytes =
        ("GET /a%20b?page=2 HTTP/1.1\r\nhOST: a\r\nUser-Agent: x y\r\nACCEPT-Encoding:  gzip, br \r\n"
                + "Connection: Keep-Alive\r\nCookie: a=b\r\n\r\nGET")
            .getBytes(StandardCharsets.US_ASCII);
    PlainGet get = PlainGet.read(bytes, bytes.length);
    assertThat(get)
        .isEqualTo(
            new PlainGet(
                "/a%20b?page=2", "gzip, br", null, null, null, false, "a", bytes.length - 3));
  }

  @Property(tries = 2_000)
  void noBytesBreakIt(@ForAll byte[] tail) {
    byte[] bytes = Arrays.copyOf(GET.getBytes(StandardCharsets.US_ASCII), 200);
    System.arraycopy(tail, 0, bytes, 20, Math.min(tail.length, 180));
    PlainGet get = PlainGet.read(bytes, bytes.length);
    assertThat(get == null || get.length() <= 200).isTrue();
  }

  @Test
  void whoReadsNothingFillsNoMemory() throws IOException {
    answers(GET, LAST);
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000);
      byte[] many = GET.repeat(2_000).getBytes(StandardCharsets.US_ASCII);
      Thread asking = Thread.ofVirtual().start(() -> ask(socket, many));
      byte[] first = socket.getInputStream().readNBytes(15);
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
      long answered = 1;
      String chunk = "";
      byte[] buffer = new byte[1 << 16];
      while (answered < 2_000) {
        int length = socket.getInputStream().read(buffer);
        assertThat(length).isPositive();
        chunk = chunk + new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int found = chunk.split("HTTP/1.1 200 OK", -1).length - 1;
        answered += found;
        chunk =
            chunk.substring(Math.max(0, found > 0 ? chunk.lastIndexOf("HTTP/1.1 200 OK") + 15 : 0));
      }
      asking.interrupt();
    }
  }

  private static void ask(Socket socket, byte[] many) {
    try {
      socket.getOutputStream().write(many);
    } catch (IOException _) {
      // the reader has seen enough
    }
  }
}
