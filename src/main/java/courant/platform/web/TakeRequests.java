package courant.platform.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is not published yet, or never is: finds its route, asks the gate, and has the action
 * answer on a virtual thread, as plain blocking code.
 */
final class TakeRequests {
  private static final Logger LOG = LoggerFactory.getLogger(TakeRequests.class);
  private static final long NO_ERROR = 0;

  private final Vertx vertx;
  private final Routes routes;
  private final Published published;
  private final SendBytes sending;
  private final Gate gate;
  private final ErrorPages errors;
  private final Supplier<URI> site;
  private final Path uploads;
  private final Server.Rendered rendered;

  TakeRequests(
      Vertx vertx,
      Routes routes,
      Published published,
      SendBytes sending,
      Gate gate,
      ErrorPages errors,
      Supplier<URI> site,
      Path uploads,
      Server.Rendered rendered) {
    this.vertx = vertx;
    this.routes = routes;
    this.published = published;
    this.sending = sending;
    this.gate = gate;
    this.errors = errors;
    this.site = site;
    this.uploads = uploads;
    this.rendered = rendered;
  }

  /** One that knows some routes; for one event loop. */
  Router router(List<Routes.Route> some) {
    Router router = Router.router(vertx);
    BodyHandler bodies = BodyHandler.create(false).setBodyLimit(Server.LARGEST_BODY);
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
            row, route, uploads, site.get(), gate, (context, no) -> refuse(route, context, no));
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
    if (!route.fromAnywhere() && CrossSite.forged(context.request(), site.get())) {
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
              Request request = new Request(context, site.get());
              Response response = request.remembered(worded(request, attempt(request, action)));
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
    List<Map.Entry<String, String>> always = SecurityHeaders.beside(response, site.get());
    return kept
        ? PublishedBytes.kept(response, always)
        : PublishedBytes.once(response, always, request.getHeader(HttpHeaders.ACCEPT_ENCODING));
  }

  /** Under which an answer is kept, if it is. */
  static String key(HttpServerRequest request) {
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
      sending.send(request, bytes, request.method() != HttpMethod.HEAD);
    }
  }

  private static void send(RoutingContext context, PublishedBytes head, Path file) {
    HttpServerRequest request = context.request();
    if (!request.response().closed() && !request.response().ended()) {
      SendBytes.send(request, SentFile.send(request, head, file));
    }
  }
}
