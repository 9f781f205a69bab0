package courant.platform.web;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Answers HTTP: published bytes straight from the event loop, before any router; everything else as
 * plain blocking code on virtual threads.
 */
public final class Server implements AutoCloseable {
  static final long LARGEST_BODY = 2L << 20;

  /** Reading apps mark and fetch hundreds of stories in one form. */
  private static final int MOST_FIELDS = 4_096;

  private final Vertx vertx;
  private final Routes routes;
  private final Published published;
  private final InstantSource clock;
  private final Tallies tallies;
  private final SendBytes sending;
  private final TakeRequests requests;
  private final Optional<OwnHttps> https;
  private Optional<PlainDoor> plainDoor = Optional.empty();
  private URI site;
  private int port;
  private volatile CharSequence date = "";
  private volatile byte[] dateEnding = {};

  /** Hears of each request that was not answered from published bytes. */
  @FunctionalInterface
  public interface Rendered {
    /**
     * @param route the path its route was made with; empty if it has none
     */
    void rendered(String route, int status, long nanos);
  }

  /**
   * @param site public address; an empty one takes the address listened on
   * @param uploads folder where files that are sent wait
   * @param https how to speak it; empty where a proxy does, or nobody
   */
  public Server(
      Routes routes,
      Published published,
      Gate gate,
      ErrorPages errors,
      InstantSource clock,
      URI site,
      Path uploads,
      Optional<OwnHttps> https,
      Rendered rendered,
      Tallies tallies) {
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors()));
    this.routes = routes;
    this.published = published;
    this.clock = clock;
    this.site = site;
    this.tallies = tallies;
    this.https = https;
    sending = new SendBytes(tallies, () -> date);
    requests =
        new TakeRequests(
            vertx, routes, published, sending, gate, errors, this::site, uploads, rendered);
  }

  /** Listens; answers when this returns. */
  public void start(String host, int wantedPort) {
    tellTime();
    vertx.setPeriodic(1_000, _ -> tellTime());
    CompletableFuture<Integer> listening = new CompletableFuture<>();
    deploy(
        () -> new Listener(host, wantedPort, listening),
        wantedPort == 0 ? 1 : Runtime.getRuntime().availableProcessors(),
        wantedPort);
    port = listening.join();
    plainDoor = https.map(own -> new PlainDoor(host, site, own));
    plainDoor.ifPresent(door -> deploy(() -> door, 1, https.orElseThrow().plainPort()));
    if (site.toString().isEmpty()) {
      site =
          URI.create(
              "http://%s:%d"
                  .formatted(
                      host.equals("0.0.0.0") || host.equals("127.0.0.1") ? "localhost" : host,
                      port));
    }
  }

  private void deploy(Supplier<Deployable> listener, int instances, int wantedPort) {
    try {
      vertx
          .deployVerticle(listener, new DeploymentOptions().setInstances(instances))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "port %d cannot be listened on: %s%s"
              .formatted(
                  wantedPort,
                  why.getMessage(),
                  wantedPort < 1_024 ? "; docs/operations.md has what it takes below 1024" : ""),
          e);
    }
  }

  public int port() {
    return port;
  }

  /** Where plain http is led to our own https; 0 if we speak none. */
  public int plainPort() {
    return plainDoor.map(PlainDoor::port).orElse(0);
  }

  /** The public address of the review. */
  public URI site() {
    return site;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void tellTime() {
    String now = PublishedBytes.httpDate(clock.instant());
    date = HttpHeaders.createOptimized(now);
    dateEnding = ("date: " + now + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** One event loop's server; all share the port. */
  private final class Listener extends AbstractVerticle {
    private final String host;
    private final int wantedPort;
    private final CompletableFuture<Integer> listening;

    private Listener(String host, int wantedPort, CompletableFuture<Integer> listening) {
      this.host = host;
      this.wantedPort = wantedPort;
      this.listening = listening;
    }

    @Override
    public void start(Promise<Void> started) {
      HttpServerOptions options =
          new HttpServerOptions()
              .setHost(host)
              .setPort(wantedPort)
              .setIdleTimeout(75)
              .setHttp2ClearTextEnabled(false)
              .setTcpNoDelay(true)
              .setHandle100ContinueAutomatically(true)
              .setMaxInitialLineLength(8_192)
              .setMaxFormAttributeSize((int) LARGEST_BODY)
              .setMaxFormFields(MOST_FIELDS)
              .setMaxFormBufferedBytes(65_536);
      https.ifPresent(
          own ->
              options
                  .setSsl(true)
                  .setUseAlpn(true)
                  .setKeyCertOptions(KeyCertOptions.wrap(own.key())));
      HttpServer server = vertx.createHttpServer(options);
      Routers routers = new Routers(routes, requests::router);
      PublishedLane.Opener lanes = new PublishedLane.Opener(published, tallies, () -> dateEnding);
      server
          .connectionHandler(lanes::open)
          .requestHandler(request -> answerPublishedOr(routers, request))
          .listen()
          .onSuccess(
              ready -> {
                listening.complete(ready.actualPort());
                started.complete();
              })
          .onFailure(started::fail);
    }
  }

  private void answerPublishedOr(Routers routers, HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2 && request.authority() != null) {
      // The one thing that is elsewhere there: whoever asks for the host is to find it.
      request.headers().set(HttpHeaders.HOST, request.authority().toString());
    }
    HttpMethod method = request.method();
    boolean get = method == HttpMethod.GET;
    if (get || method == HttpMethod.HEAD) {
      PublishedBytes bytes = published.at(TakeRequests.key(request));
      if (bytes != null) {
        sending.send(request, bytes, get);
        return;
      }
    }
    routers.handle(MendedQuery.of(request));
  }
}
