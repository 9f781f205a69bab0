package courant.platform.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A router for each first word of our addresses: one alone would try hundreds of routes, one after
 * the other, for every request.
 */
final class Routers {
  private final Map<String, Router> byFirstWord = new HashMap<>();
  private final Router whole;

  /**
   * @param router makes one that knows some routes
   */
  Routers(Routes routes, Function<List<Routes.Route>, Router> router) {
    whole = router.apply(routes.all());
    for (String word : routes.firstWords()) {
      byFirstWord.put(word, router.apply(routes.of(word)));
    }
  }

  /** Lets the right one answer. */
  void handle(HttpServerRequest request) {
    router(request.path()).handle(request);
  }

  /** What is written in a roundabout way, only the whole one reads. */
  private Router router(@Nullable String path) {
    if (path == null
        || !path.startsWith("/")
        || path.indexOf('%') >= 0
        || path.contains("/.")
        || path.contains("//")) {
      return whole;
    }
    int end = path.indexOf('/', 1);
    return byFirstWord.getOrDefault(path.substring(1, end < 0 ? path.length() : end), whole);
  }
}
