package courant.platform.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/**
 * Whether a request that changes something was sent by one of our own pages: by {@code
 * Sec-Fetch-Site}, which no page can set, or by {@code Origin} from a browser that knows only that.
 */
final class CrossSite {
  private CrossSite() {}

  static boolean forged(HttpServerRequest request, URI site) {
    if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
      return false;
    }
    String fetchSite = request.getHeader("sec-fetch-site");
    if (fetchSite != null) {
      return !fetchSite.equals("same-origin") && !fetchSite.equals("none");
    }
    String origin = request.getHeader("origin");
    return origin != null
        && !origin.equals(site.toString())
        && !origin.endsWith("://" + request.getHeader("host"));
  }
}
