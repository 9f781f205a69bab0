package courant.platform.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A router for each first word of our addresses: one alone would try hundreds of routes, one after
 * the other, for every request. Each is made when it is first asked. Of one event loop.
 */
final class Routers {
  /** For addresses that begin with none of our words: stories, and what is nowhere. */
  private static final String NO_WORD = "";

  private final Routes routes;
  private final Set<String> firstWords;
  private final Function<List<Routes.Route>, Router> router;
  private final Map<String, Router> byFirstWord = new HashMap<>();
  private @Nullable Router whole;

  /**
   * @param router makes one that knows some routes
   */
  Routers(Routes routes, Function<List<Routes.Route>, Router> router) {
    this.routes = routes;
    this.firstWords = routes.firstWords();
    this.router = router;
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
      Router known = whole;
      Router made = known == null ? router.apply(routes.all()) : known;
      whole = made;
      return made;
    }
    int end = path.indexOf('/', 1);
    String word = path.substring(1, end < 0 ? path.length() : end);
    return byFirstWord.computeIfAbsent(
        firstWords.contains(word) ? word : NO_WORD, known -> router.apply(routes.of(known)));
  }
}
