package courant.platform.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.util.Set;

/** A file in place of a body: the kernel sends it, its bytes never come here. */
final class SentFile {
  /** What was worked out from a body in memory, which there is none of. */
  private static final Set<String> OF_BODIES = Set.of("content-length", "vary", "etag");

  private SentFile() {}

  static Future<Void> send(HttpServerRequest request, PublishedBytes head, Path file) {
    HttpServerResponse response = request.response();
    CharSequence[] pairs = head.plain.fields();
    for (int i = 0; i < pairs.length; i += 2) {
      if (!OF_BODIES.contains(pairs[i].toString())) {
        response.headers().add(pairs[i], pairs[i + 1]);
      }
    }
    response.setStatusCode(head.status);
    if (request.method() == HttpMethod.HEAD) {
      response.putHeader("content-length", Long.toString(file.toFile().length()));
      return response.end();
    }
    return response.sendFile(file.toString());
  }
}
