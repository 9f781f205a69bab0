package courant.platform.web;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/** Sends bytes that are ready, or word that they have not changed, and counts who reads them. */
final class SendBytes {
  private final Tallies tallies;
  private final Supplier<CharSequence> date;

  /**
   * @param date as the field says it now
   */
  SendBytes(Tallies tallies, Supplier<CharSequence> date) {
    this.tallies = tallies;
    this.date = date;
  }

  /**
   * Sends them.
   *
   * @param withBody whether they are asked for, and not only what is said of them
   */
  void send(HttpServerRequest request, PublishedBytes bytes, boolean withBody) {
    MultiMap asked = request.headers();
    if (withBody && bytes.counted.counts(true)) {
      count(asked, bytes);
    }
    HttpServerResponse response = request.response();
    MultiMap fields = response.headers();
    fields.set(HttpHeaders.DATE, date.get());
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

  /** To be told of everything that is sent: the lane beside it waits for that. */
  static void send(HttpServerRequest request, Future<Void> ended) {
    ended.onComplete(_ -> PublishedLane.answered(request.connection()));
  }
}
