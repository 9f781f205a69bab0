package courant.platform.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer far;
  private Outgoing outgoing;

  @BeforeEach
  void start() throws IOException {
    far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    far.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    far.createContext(
        "/plain", exchange -> answer(exchange, 200, "hello".getBytes(StandardCharsets.UTF_8)));
    far.createContext("/large", exchange -> answer(exchange, 200, new byte[1 << 20]));
    far.createContext("/announced", this::announced);
    far.createContext("/loop", exchange -> redirect(exchange, "/loop"));
    far.createContext("/moved", exchange -> redirect(exchange, "/plain"));
    far.createContext("/long-moved", exchange -> redirect(exchange, "/feed"));
    far.createContext("/feed", exchange -> redirect(exchange, 302, "/moved"));
    far.createContext("/inside", exchange -> redirect(exchange, "http://127.0.0.1:1/secret"));
    far.createContext("/bomb", OutgoingTest::bomb);
    far.createContext("/drip", this::drip);
    far.start();
    outgoing = new Outgoing(new PublicAddresses("127.0.0.1:" + far.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    over.countDown();
    outgoing.close();
    far.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    redirect(exchange, 301, to);
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void bomb(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[8 << 20]);
    }
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    answer(exchange, 200, packed.toByteArray());
  }

  private void drip(HttpExchange exchange) throws IOException {
    begin(exchange, 0);
  }

  /** Says how long it is going to be, and no more. */
  private void announced(HttpExchange exchange) throws IOException {
    begin(exchange, 16 << 20);
  }

  private void begin(HttpExchange exchange, int length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    exchange.getResponseBody().write('.');
    exchange.getResponseBody().flush();
    try {
      over.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome get(String path) {
    URI address = URI.create("http://127.0.0.1:" + far.getAddress().getPort() + path);
    return outgoing.send(Ask.get(address).within(1 << 20, Duration.ofSeconds(2)));
  }

  @Test
  void followsAndRemembersWhatMovedForGood() {
    assertThat(get("/moved"))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answer -> {
              assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
              assertThat(answer.movedTo()).map(URI::getPath).contains("/plain");
            });
  }

  @Test
  void whereItIsForNowIsNotRemembered() {
    assertThat(get("/long-moved"))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answer -> {
              assertThat(answer.address().getPath()).isEqualTo("/plain");
              assertThat(answer.movedTo()).map(URI::getPath).contains("/feed");
            });
    assertThat(get("/feed"))
        .isInstanceOfSatisfying(
            Outcome.Answered.class, answer -> assertThat(answer.movedTo()).isEmpty());
  }

  @Test
  void endsWhateverTheFarSideDoes() {
    assertThat(get("/loop"))
        .isEqualTo(new Outcome.Failed(Outcome.Cause.REDIRECTS, "redirected more than 5 times"));
    assertThat(get("/bomb"))
        .isEqualTo(
            new Outcome.Failed(Outcome.Cause.LARGE, "longer than 1048576 bytes when unpacked"));
    assertThat(get("/drip"))
        .isEqualTo(new Outcome.Failed(Outcome.Cause.SLOW, "no whole answer within 2 seconds"));
  }

  @Test
  void aRedirectToTheInsideIsRefused() {
    assertThat(get("/inside")).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void whatWasLookedAtIsWhereItGoes() throws UnknownHostException {
    int port = far.getAddress().getPort();
    InetAddress here = InetAddress.getByName("127.0.0.1");
    InetAddress inside = InetAddress.getByName("10.0.0.1");
    Deque<InetAddress> answers = new ArrayDeque<>(List.of(here, inside));
    PublicAddresses guard =
        new PublicAddresses("127.0.0.1:" + port, _ -> new InetAddress[] {answers.removeFirst()});
    try (Outgoing rebound = new Outgoing(guard)) {
      Ask ask = Ask.get(URI.create("http://rebinding.example:" + port + "/plain"));
      assertThat(rebound.send(ask)).isInstanceOf(Outcome.Answered.class);
      assertThat(answers).containsExactly(inside);
      assertThat(rebound.send(ask)).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void answersWaitForRoomAndLargeOnesNeverForSmall() {
    Room room = new Room(new Room.Places(1 << 10, 1), new Room.Places(1 << 20, 1));
    URI plain = URI.create("http://127.0.0.1:" + far.getAddress().getPort() + "/plain");
    URI large = plain.resolve("/large");
    try (Room.Share one = room.share();
        Room.Share other = room.share()) {
      Ask hasty = Ask.get(plain).within(1 << 20, Duration.ofMillis(200));
      assertThat(outgoing.send(Ask.get(plain).into(one))).isInstanceOf(Outcome.Answered.class);
      assertThat(outgoing.send(hasty.into(other))).isInstanceOf(Outcome.Failed.class);
      assertThat(outgoing.send(Ask.get(large).into(other))).isInstanceOf(Outcome.Answered.class);
      one.close();
      assertThat(outgoing.send(hasty.within(1 << 20, Duration.ofSeconds(20)).into(one)))
          .isInstanceOf(Outcome.Answered.class);
      assertThat(outgoing.send(Ask.get(large).within(1 << 20, Duration.ofMillis(200)).into(one)))
          .isEqualTo(
              new Outcome.Failed(
                  Outcome.Cause.CROWDED, "too much came in from elsewhere at the same time"));
    }
  }

  @Test
  void noMemoryIsTakenForWhatIsOnlyAnnouncedBeforeThereIsRoom() {
    Room room = new Room(new Room.Places(16 << 20, 1));
    URI announced = URI.create("http://127.0.0.1:" + far.getAddress().getPort() + "/announced");
    var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Room.Share taken = room.share();
        Room.Share waiting = room.share()) {
      assertThat(taken.grow(16 << 20, Duration.ZERO)).isTrue();
      long before = memory.getCurrentThreadAllocatedBytes();
      Ask ask = Ask.get(announced).within(16 << 20, Duration.ofSeconds(2)).into(waiting);
      assertThat(outgoing.send(ask)).extracting("cause").isEqualTo(Outcome.Cause.CROWDED);
      assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "gopher://x/",
        "http:///nohost"
      })
  void theInsideIsRefused(String address) {
    assertThat(outgoing.send(Ask.get(URI.create(address)))).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.1.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::",
        "2002:7f00:1::",
        "2001:db8::1",
        "64:ff9b::7f00:1"
      })
  void isNotPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
  void isPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }
}
