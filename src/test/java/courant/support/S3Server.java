package courant.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of an S3 store as keeps and gives objects, on a free port of this machine. It takes
 * signed requests of one key only, and can be made to fail.
 */
public final class S3Server implements AutoCloseable {
  /** How it behaves. */
  public enum Mood {
    WELL,
    FAILING,
    SILENT,
    FORBIDDING
  }

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;
  private volatile Mood mood = Mood.WELL;

  private S3Server(HttpServer server) {
    this.server = server;
  }

  public static S3Server start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      S3Server server = new S3Server(http);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", server::answer);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (mood) {
      case SILENT -> await();
      case FAILING -> send(exchange, 503, "<Error><Code>SlowDown</Code></Error>");
      case FORBIDDING -> send(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
      case WELL -> {
        if (signed(exchange, body)) {
          serve(exchange, body);
        } else {
          send(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
        }
      }
    }
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** That it was signed with our key, and that the body is the one that was signed. */
  private static boolean signed(HttpExchange exchange, byte[] body) {
    String authorization = exchange.getRequestHeaders().getFirst("authorization");
    String digest = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
    return authorization != null
        && authorization.matches(
            "AWS4-HMAC-SHA256 Credential=KEY/[0-9]{8}/us-east-1/s3/aws4_request,SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*,Signature=[0-9a-f]{64}")
        && sha256(body).equals(digest);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        objects.put(path, body);
        types.put(path, exchange.getRequestHeaders().getFirst("content-type"));
        send(exchange, 200, "");
      }
      case "DELETE" -> {
        objects.remove(path);
        send(exchange, 204, "");
      }
      default -> {
        byte[] object = objects.get(path);
        if (object == null) {
          send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
        } else {
          exchange.sendResponseHeaders(200, object.length);
          exchange.getResponseBody().write(object);
          exchange.close();
        }
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public void mood(Mood other) {
    mood = other;
  }

  /** How many requests came. */
  public int asked() {
    return asked.get();
  }

  /** Paths and media types of what it holds. */
  public Map<String, String> types() {
    types.keySet().retainAll(objects.keySet());
    return Map.copyOf(types);
  }

  /** What stands in {@code COURANT_ALLOW_PRIVATE} for it. */
  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What stands in {@code COURANT_MEDIA} for it. */
  public String setting() {
    return "s3://KEY:SECRET@" + authority() + "/pictures/review?plain=true";
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
