package courant.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Partners' servers as they should not be, several of them: each path answers badly in its own way.
 * Counts who asks for what, and how many do at the same time.
 */
public final class HostileServer implements AutoCloseable {
  /** Far beyond what is taken. */
  private static final int ENDLESS = 50 << 20;

  private final List<HttpServer> hosts;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger ids = new AtomicInteger();

  /** Begins to serve as so many hosts. */
  public HostileServer(int count) {
    hosts = IntStream.range(0, count).mapToObj(_ -> begin()).toList();
  }

  private HttpServer begin() {
    try {
      HttpServer host =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      host.setExecutor(threads);
      host.createContext("/", this::hear);
      host.start();
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All its hosts, as the setting {@code allow-private} names them. */
  public String addresses() {
    return hosts.stream()
        .map(host -> "127.0.0.1:" + host.getAddress().getPort())
        .collect(Collectors.joining(","));
  }

  /** A path at one of its hosts, from 0. */
  public URI at(int host, String path) {
    return URI.create("http://127.0.0.1:" + hosts.get(host).getAddress().getPort() + path);
  }

  /** How often a path was asked for, at whatever host. */
  public int asked(String path) {
    return asked.getOrDefault(path, new AtomicInteger()).get();
  }

  /** How many of the paths that begin with {@code /turn} were asked for at the same time. */
  public int mostTogether() {
    return most.get();
  }

  private void hear(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
    try (exchange) {
      answer(exchange, path);
    } catch (IOException _) {
      // Whoever asked has had enough of it.
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "/robots.txt" -> send(exchange, 200, "User-agent: *\nDisallow: /forbidden/\n");
      case "/html" ->
          send(exchange, 200, "<!doctype html><html><head><title>502</title></head></html>");
      case "/truncated" ->
          send(exchange, 200, rss(item("Whole", "1")).replaceFirst("(?s)</link>.*", "</li"));
      case "/charset" ->
          send(exchange, 200, declared("UTF-8").getBytes(StandardCharsets.ISO_8859_1));
      case "/charset-unknown" -> send(exchange, 200, declared("martian"));
      case "/large" -> large(exchange, ENDLESS);
      case "/endless" -> large(exchange, 0);
      case "/bomb" -> bomb(exchange);
      case "/packed" -> send(exchange, 200, gzip(spaces(20 << 20)));
      case "/broken-gzip" -> brokenGzip(exchange);
      case "/entities" -> send(exchange, 200, entities());
      case "/loop" -> redirect(exchange, 302, "/loop");
      case "/year-0" ->
          send(exchange, 200, rss(item("Old", "1").replaceFirst("23 Nov 2026", "00 Xxx 0000")));
      case "/drip" -> drip(exchange);
      case "/silent" -> hold();
      case "/inside" -> redirect(exchange, 302, "http://10.0.0.1/feed");
      case "/empty" -> send(exchange, 200, "");
      case "/no-feed" -> send(exchange, 200, "{\"error\": \"none\"}");
      case "/410" -> send(exchange, 410, "");
      case "/404" -> send(exchange, 404, "");
      case "/403" -> send(exchange, 403, "");
      case "/500" -> send(exchange, 500, "");
      case "/418" -> send(exchange, 418, "");
      case "/503" -> busy(exchange, 503, "7200");
      case "/429" -> busy(exchange, 429, "Mon, 23 Nov 2026 15:00:00 GMT");
      case "/429-for-ever" -> busy(exchange, 429, "999999999");
      case "/moved" -> redirect(exchange, 301, "/good/moved");
      case "/renaming" -> send(exchange, 200, rss(renamed("One") + renamed("Two")));
      case "/markup" -> send(exchange, 200, rss(markup()));
      case String turn when turn.startsWith("/turn") -> inTurn(exchange);
      default -> send(exchange, 200, rss(item("Good news", path)));
    }
  }

  /** Headlines with markup: escaped, as elements, unescaped, and both together; one has none. */
  private static String markup() {
    return item("&lt;b&gt;Bold&lt;/b&gt; &amp;amp; sloped", "1")
        + item("<b>Bold</b> &amp; <i>sloped</i>", "2")
        + item("<![CDATA[<script>alert(1)</script><b>Bold</b> &amp; sloped]]>", "3")
        + item("<i>Bold</i> &lt;b&gt;&amp;amp;&lt;/b&gt; sloped", "4")
        + item("List&lt;String&gt; is no markup", "5");
  }

  private static String rss(String items) {
    return "<rss version='2.0'><channel><title>Agency</title>" + items + "</channel></rss>";
  }

  private static String item(String title, String id) {
    return """
    <item><title>%s</title><guid>%s</guid><link>https://agency.example/%s</link>
    <pubDate>Mon, 23 Nov 2026 11:00:00 GMT</pubDate><description>Text of it.</description></item>
    """
        .formatted(title, id, id);
  }

  /** Neither id nor address nor hour is twice the same. */
  private String renamed(String title) {
    int id = ids.incrementAndGet();
    return """
    <item><title>%s</title><guid>%d</guid><link>https://agency.example/?s=%d</link>
    <pubDate>Mon, 23 Nov 2026 11:%02d:00 GMT</pubDate><description>%s</description></item>
    """
        .formatted(title, id, id, id % 60, ("What there is to say of " + title + ". ").repeat(6));
  }

  private static String declared(String charset) {
    return "<?xml version='1.0' encoding='" + charset + "'?>" + rss(item("Un été à Malte", "1"));
  }

  private static String entities() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE rss [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
    }
    return bomb + "]>" + rss(item("&a29;", "1"));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(status, -1);
  }

  private static void busy(HttpExchange exchange, int status, String until) throws IOException {
    exchange.getResponseHeaders().add("Retry-After", until);
    exchange.sendResponseHeaders(status, -1);
  }

  /** A length of 0 is not told beforehand. */
  private static void large(HttpExchange exchange, int length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    byte[] piece = spaces(1 << 20);
    for (int sent = 0; sent < ENDLESS; sent += piece.length) {
      exchange.getResponseBody().write(piece);
    }
  }

  private static byte[] spaces(int length) {
    return " ".repeat(length).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void bomb(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    send(exchange, 200, gzip(spaces(20 << 20)));
  }

  private static void brokenGzip(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    send(exchange, 200, "this is no gzip");
  }

  /** The beginning of a feed, and no more of it while the server lives. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write('<');
    out.flush();
    hold();
  }

  private void hold() {
    try {
      over.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void inTurn(HttpExchange exchange) throws IOException {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    byte[] body =
        rss(item("Turn", exchange.getRequestURI().getPath())).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    now.decrementAndGet();
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    over.countDown();
    hosts.forEach(host -> host.stop(0));
    threads.close();
  }
}
