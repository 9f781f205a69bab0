package courant.platform.web;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Plain http beside our own https: proves to who makes certificates that the name is ours, and
 * leads everybody else to the encrypted address. Nothing else is ever answered here.
 */
final class PlainDoor extends AbstractVerticle {
  private static final String PROOFS = "/.well-known/acme-challenge/";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  private final String host;
  private final URI site;
  private final OwnHttps https;
  private volatile @Nullable HttpServer server;

  /**
   * @param site where everybody is led
   */
  PlainDoor(String host, URI site, OwnHttps https) {
    this.host = host;
    this.site = site;
    this.https = https;
  }

  @Override
  public void start(Promise<Void> started) {
    vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost(host)
                .setPort(https.plainPort())
                .setIdleTimeout(15)
                .setHttp2ClearTextEnabled(false))
        .requestHandler(this::answer)
        .listen()
        .onSuccess(listening -> server = listening)
        .<Void>mapEmpty()
        .onComplete(started);
  }

  /** Where it listens, once it does. */
  int port() {
    HttpServer listening = server;
    return listening == null ? 0 : listening.actualPort();
  }

  private void answer(HttpServerRequest request) {
    String path = request.path();
    if (path != null && path.startsWith(PROOFS)) {
      prove(request, path.substring(PROOFS.length()));
    } else {
      String target = request.uri().startsWith("/") ? request.uri() : "/";
      send(request.response().setStatusCode(308).putHeader(HttpHeaders.LOCATION, site + target));
    }
  }

  private void prove(HttpServerRequest request, String token) {
    boolean asked =
        (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
            && TOKEN.matcher(token).matches();
    if (!asked) {
      send(request.response().setStatusCode(404));
      return;
    }
    Context loop = vertx.getOrCreateContext();
    Thread.ofVirtual()
        .name("proof")
        .start(
            () -> {
              HttpServerResponse response = request.response();
              Optional<String> answer = look(token, response);
              loop.runOnContext(_ -> send(response, answer));
            });
  }

  /** Looks into the database: not on the event loop. */
  private Optional<String> look(String token, HttpServerResponse response) {
    try {
      Optional<String> answer = https.proofs().answer(token);
      response.setStatusCode(answer.isPresent() ? 200 : 404);
      return answer;
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(PlainDoor.class).error("no proof could be given", e);
      response.setStatusCode(500);
      return Optional.empty();
    }
  }

  private static void send(HttpServerResponse response, Optional<String> body) {
    body.ifPresent(_ -> response.putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream"));
    SecurityHeaders.ALL.forEach(field -> response.putHeader(field.getKey(), field.getValue()));
    response.end(body.orElse(""));
  }

  private static void send(HttpServerResponse response) {
    send(response, Optional.empty());
  }
}
