package courant.support;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * A real push service on loopback. It keeps what it is sent and answers 201, or what a test set for
 * a path: {@code sink.answer("/gone", 410)}.
 */
public final class PushSink implements AutoCloseable {
  private static final String PASSWORD = "password";

  /** A request as received; headers by lower-case name. */
  public record Push(String path, String version, Map<String, String> headers, byte[] body) {}

  private record Answer(int status, String retryAfter) {}

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Promise<Void>> held = new ConcurrentHashMap<>();
  private final LongAdder count = new LongAdder();
  private final boolean keeping;
  private final HttpServer server;
  private final String scheme;

  private PushSink(HttpServerOptions options, boolean keeping) {
    this.keeping = keeping;
    scheme = options.isSsl() ? "https" : "http";
    server =
        vertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .requestHandler(this::take)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** Over plain HTTP. */
  public static PushSink start() {
    return new PushSink(new HttpServerOptions(), true);
  }

  /** Over HTTP/2 and TLS, with a certificate of its own; only counts if not keeping. */
  public static PushSink start(PfxOptions certificate, boolean keeping) {
    return new PushSink(
        new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate),
        keeping);
  }

  /** Makes a certificate for this machine in a folder. */
  public static PfxOptions certificate(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("push.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "push",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool made no certificate");
    }
    return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
  }

  private void take(HttpServerRequest request) {
    count.increment();
    if (!keeping) {
      request.response().setStatusCode(201).end();
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              Map<String, String> headers = new ConcurrentHashMap<>();
              request
                  .headers()
                  .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
              pushes.add(
                  new Push(request.path(), request.version().name(), headers, body.getBytes()));
              Answer answer = answers.getOrDefault(request.path(), new Answer(201, ""));
              request.response().setStatusCode(answer.status);
              if (!answer.retryAfter.isEmpty()) {
                request.response().putHeader("retry-after", answer.retryAfter);
              }
              Promise<Void> until = held.get(request.path());
              if (until == null) {
                request.response().end();
              } else {
                until.future().onComplete(_ -> request.response().end());
              }
            });
  }

  /** Does not answer a path until it is released. */
  public void hold(String path) {
    held.put(path, Promise.promise());
  }

  /** Answers what was held. */
  public void release(String path) {
    held.remove(path).complete();
  }

  /** Answers a path with this status from now on. */
  public void answer(String path, int status) {
    answers.put(path, new Answer(status, ""));
  }

  /** Answers a path with this status, asking to wait. */
  public void answer(String path, int status, String retryAfter) {
    answers.put(path, new Answer(status, retryAfter));
  }

  public String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  public String url(String path) {
    return scheme + "://" + address() + path;
  }

  public List<Push> pushes() {
    return List.copyOf(pushes);
  }

  public long count() {
    return count.sum();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
