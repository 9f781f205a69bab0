package courant.platform.web;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP: published bytes straight from the event loop, before any router; everything else as
 * plain blocking code on virtual threads.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final long LARGEST_BODY = 2L << 20;

  /** Reading apps mark and fetch hundreds of stories in one form. */
  private static final int MOST_FIELDS = 4_096;

  private static final long NO_ERROR = 0;

  private final Vertx vertx;
  private final Routes routes;
  private final Published published;
  private final Gate gate;
  private final ErrorPages errors;
  private final InstantSource clock;
  private final Rendered rendered;
  private final Tallies tallies;
  private final Path uploads;
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
    this.gate = gate;
    this.errors = errors;
    this.clock = clock;
    this.site = site;
    this.rendered = rendered;
    this.tallies = tallies;
    this.uploads = uploads;
    this.https = https;
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
      Routers routers = new Routers(routes, Server.this::router);
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
      PublishedBytes bytes = published.at(key(request));
      if (bytes != null) {
        answer(request, bytes, get);
        return;
      }
    }
    routers.handle(request);
  }

  private void answer(HttpServerRequest request, PublishedBytes bytes, boolean withBody) {
    MultiMap asked = request.headers();
    if (withBody && bytes.counted.counts(true)) {
      count(asked, bytes);
    }
    HttpServerResponse response = request.response();
    MultiMap fields = response.headers();
    fields.set(HttpHeaders.DATE, date);
    if (bytes.status == 200
        && bytes.unchangedFor(
            asked.get(HttpHeaders.IF_NONE_MATCH), asked.get(HttpHeaders.IF_MODIFIED_SINCE))) {
      fields.set(HttpHeaders.ETAG, bytes.etag);
      fields.set(HttpHeaders.CACHE_CONTROL, "no-cache");
      fields.set(HttpHeaders.VARY, bytes.vary);
      send(request, response.setStatusCode(304).end());
      return;
    }
    PublishedBytes.Variant variant = bytes.variantFor(asked.get(HttpHeaders.ACCEPT_ENCODING));
    CharSequence[] pairs = variant.fields();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.add(pairs[i], pairs[i + 1]);
    }
    response.setStatusCode(bytes.status);
    send(request, withBody ? response.end(variant.body()) : response.end());
  }

  private void count(MultiMap asked, PublishedBytes bytes) {
    boolean person =
        Visit.person(asked.get(HttpHeaders.USER_AGENT)) && !asked.contains("sec-purpose");
    if (bytes.counted.counts(person)) {
      tallies.viewed(
          bytes.counted,
          Visit.cameFrom(asked.get(HttpHeaders.REFERER), asked.get(HttpHeaders.HOST)));
    }
  }

  private static void send(HttpServerRequest request, Future<Void> ended) {
    ended.onComplete(_ -> PublishedLane.answered(request.connection()));
  }

  private Router router(List<Routes.Route> some) {
    Router router = Router.router(vertx);
    BodyHandler bodies = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    for (Routes.Route route : some) {
      HttpMethod method = HttpMethod.valueOf(route.method());
      Route row =
          route.path().startsWith("^")
              ? router.routeWithRegex(method, route.path())
              : router.route(method, route.path());
      if (method.equals(HttpMethod.GET)) {
        row.method(HttpMethod.HEAD);
      } else if (route.mostBytes() > 0) {
        UploadDoor.before(
            row, route, uploads, site, gate, (context, no) -> refuse(route, context, no));
      } else {
        row.handler(bodies);
      }
      boolean negotiated = method.equals(HttpMethod.GET) && routes.negotiated(route.path());
      row.handler(
          context -> {
            if (passedOver(route, context)) {
              context.next();
            } else {
              take(route, negotiated, context);
            }
          });
    }
    router.route().handler(context -> aside("", context, _ -> Response.empty(404)));
    router
        .route()
        .failureHandler(context -> aside("", context, _ -> Response.empty(failure(context))));
    return router;
  }

  private static int failure(RoutingContext context) {
    if (context.failure() != null) {
      LOG.warn(
          "{} {} failed", context.request().method(), context.request().path(), context.failure());
    }
    return context.statusCode() < 400 ? 500 : context.statusCode();
  }

  /** The other form of a page is for those who ask for it, while there is one. */
  private static boolean passedOver(Routes.Route route, RoutingContext context) {
    return route
        .offered()
        .filter(
            offered ->
                !offered.getAsBoolean()
                    || !ActivityJson.wanted(context.request().getHeader(HttpHeaders.ACCEPT)))
        .isPresent();
  }

  private void refuse(Routes.Route route, RoutingContext context, Response refused) {
    // Whoever is still sending is hung up on; over HTTP/2 only that one request is (RFC 9113, 8.1).
    if (context.request().version() == HttpVersion.HTTP_2) {
      context.addEndHandler(_ -> context.response().reset(NO_ERROR));
    } else {
      context.response().putHeader("connection", "close");
    }
    aside(route.path(), context, _ -> refused);
  }

  private void take(Routes.Route route, boolean negotiated, RoutingContext context) {
    if (!route.fromAnywhere() && CrossSite.forged(context.request(), site)) {
      aside(route.path(), context, _ -> Response.empty(403));
      return;
    }
    aside(
        route.path(),
        context,
        request -> {
          Response response =
              gate.refuse(request, route.role()).orElseGet(() -> route.action().answer(request));
          return negotiated ? response.with(PublishedBytes.VARY, "accept") : response;
        });
  }

  /** Runs an action on a virtual thread and sends its answer from the event loop. */
  private void aside(String route, RoutingContext context, Action action) {
    long began = System.nanoTime();
    Context loop = vertx.getOrCreateContext();
    Thread.ofVirtual()
        .name("request")
        .start(
            () -> {
              long moment = published.moment();
              Request request = new Request(context, site);
              Response response = worded(request, attempt(request, action));
              boolean kept = keepable(context.request(), response);
              PublishedBytes bytes = ready(context.request(), response, kept);
              if (kept) {
                published.keep(key(context.request()), bytes, response.shows(), moment);
              }
              rendered.rendered(route, bytes.status, System.nanoTime() - began);
              loop.runOnContext(
                  _ ->
                      response
                          .file()
                          .ifPresentOrElse(
                              file -> send(context, bytes, file), () -> send(context, bytes)));
            });
  }

  private PublishedBytes ready(HttpServerRequest request, Response response, boolean kept) {
    List<Map.Entry<String, String>> always = SecurityHeaders.beside(response, site);
    return kept
        ? PublishedBytes.kept(response, always)
        : PublishedBytes.once(response, always, request.getHeader(HttpHeaders.ACCEPT_ENCODING));
  }

  private static String key(HttpServerRequest request) {
    return ActivityJson.key(request.uri(), request.getHeader(HttpHeaders.ACCEPT));
  }

  private Response attempt(Request request, Action action) {
    try {
      return action.answer(request);
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return Response.empty(500);
    }
  }

  private Response worded(Request request, Response response) {
    if (response.status() < 400 || response.body().length > 0) {
      return response;
    }
    Response worded = errorPage(response.status(), request);
    for (Map.Entry<String, String> header : response.headers()) {
      worded = worded.with(header.getKey(), header.getValue());
    }
    return response.shows().isEmpty() ? worded : worded.published(response.shows(), Instant.EPOCH);
  }

  private Response errorPage(int status, Request request) {
    try {
      return errors.page(status, request);
    } catch (RuntimeException | Error e) {
      LOG.error("no page for an error {}", status, e);
      return plain(status);
    }
  }

  private static Response plain(int status) {
    return Response.of(status, "text/plain; charset=utf-8", "Error " + status + "\n");
  }

  /** Only addresses we wrote ourselves, lest strangers fill the memory with made-up queries. */
  private static boolean keepable(HttpServerRequest request, Response response) {
    String query = request.query();
    return !response.shows().isEmpty()
        && request.method() == HttpMethod.GET
        && (query == null || query.matches("page=[1-9][0-9]{0,5}"));
  }

  private void send(RoutingContext context, PublishedBytes bytes) {
    HttpServerRequest request = context.request();
    if (!request.response().closed() && !request.response().ended()) {
      answer(request, bytes, request.method() != HttpMethod.HEAD);
    }
  }

  private static void send(RoutingContext context, PublishedBytes head, Path file) {
    HttpServerRequest request = context.request();
    if (!request.response().closed() && !request.response().ended()) {
      send(request, SentFile.send(request, head, file));
    }
  }
}
