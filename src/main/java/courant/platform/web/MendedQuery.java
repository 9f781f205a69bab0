package courant.platform.web;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request whose query has percent signs that begin nothing, as people write them who paste words
 * into an address. Each is taken for itself: what is asked for is there all the same.
 */
final class MendedQuery extends HttpServerRequestWrapper {
  private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final String uri;
  private @Nullable MultiMap params;

  private MendedQuery(HttpServerRequestInternal request, String uri) {
    super(request);
    this.uri = uri;
  }

  /** The request itself if there is nothing to mend. */
  static HttpServerRequest of(HttpServerRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    if (query < 0 || uri.indexOf('%', query) < 0) {
      return request;
    }
    String mended =
        uri.substring(0, query) + BROKEN.matcher(uri.substring(query)).replaceAll("%25");
    return mended.equals(uri)
        ? request
        : new MendedQuery((HttpServerRequestInternal) request, mended);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public String query() {
    return uri.substring(uri.indexOf('?') + 1);
  }

  /** The router adds to them what it finds in the path. */
  @Override
  public MultiMap params(boolean semicolonIsNormalChar) {
    MultiMap known = params;
    if (known == null) {
      known = MultiMap.caseInsensitiveMultiMap();
      QueryStringDecoder.builder()
          .charset(StandardCharsets.UTF_8)
          .semicolonIsNormalChar(semicolonIsNormalChar)
          .build(uri)
          .parameters()
          .forEach(known::add);
      params = known;
    }
    return known;
  }
}
