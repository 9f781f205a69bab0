package courant.platform.web;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.LoggerFactory;

/** Turns away what may not come in before any of its files are read. */
final class UploadDoor implements SecurityPolicyHandler {
  private final Routes.Route route;
  private final URI site;
  private final Gate gate;
  private final BiConsumer<RoutingContext, Response> refusing;

  private UploadDoor(
      Routes.Route route, URI site, Gate gate, BiConsumer<RoutingContext, Response> refusing) {
    this.route = route;
    this.site = site;
    this.gate = gate;
    this.refusing = refusing;
  }

  /**
   * Puts the door before a route, and behind it what writes the files to a folder.
   *
   * @param refusing answers who is turned away
   */
  static void before(
      Route row,
      Routes.Route route,
      Path folder,
      URI site,
      Gate gate,
      BiConsumer<RoutingContext, Response> refusing) {
    row.handler(new UploadDoor(route, site, gate, refusing));
    row.handler(
        BodyHandler.create(folder.toString())
            .setBodyLimit(route.mostBytes())
            .setDeleteUploadedFilesOnEnd(true));
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest http = context.request();
    if (CrossSite.forged(http, site)) {
      refusing.accept(context, Response.empty(403));
    } else if (announced(http) > route.mostBytes()) {
      refusing.accept(context, Response.empty(413));
    } else {
      http.pause();
      ask(context, context.vertx().getOrCreateContext());
    }
  }

  private static long announced(HttpServerRequest http) {
    String length = http.getHeader("content-length");
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }

  /** The gate reads the database: not on the event loop. */
  private void ask(RoutingContext context, Context loop) {
    Thread.ofVirtual()
        .name("door")
        .start(
            () -> {
              Optional<Response> refused = refusal(context);
              loop.runOnContext(
                  _ -> refused.ifPresentOrElse(no -> refusing.accept(context, no), context::next));
            });
  }

  private Optional<Response> refusal(RoutingContext context) {
    try {
      return gate.refuse(new Request(context, site), route.role());
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(UploadDoor.class).error("the gate failed", e);
      return Optional.of(Response.empty(500));
    }
  }
}
