package courant.syndication.wire;

import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.source.Source;
import courant.source.Sources;
import courant.syndication.wire.WireDeliveries.Way;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** {@code POST /intake/SOURCE}: partners' programs hand in stories, with a token of the desk's. */
final class PushWire {
  private static final String BEARER = "bearer ";

  private final Sources sources;
  private final WireTokens tokens;
  private final TakeWires takeWires;

  PushWire(Sources sources, WireTokens tokens, TakeWires takeWires) {
    this.sources = sources;
    this.tokens = tokens;
    this.takeWires = takeWires;
  }

  /** Says what became of it; who shows no token learns not even which partners there are. */
  Response answer(Request request) {
    Optional<Source> source =
        sources
            .bySlug(request.part("source"))
            .filter(known -> tokens.opens(known.id(), shown(request)));
    if (source.isEmpty()) {
      return problem(401, "a token of this partner's is needed: Authorization: Bearer …")
          .with("www-authenticate", "Bearer");
    }
    String name = request.header("content-location").orElse("");
    TakeWires.Result result =
        takeWires.take(
            source.get(),
            Way.PUSH,
            name,
            request.header("content-type").orElse(""),
            request.body());
    JsonObject told =
        new JsonObject().put("taken", result.taken()).put("changed", result.changed());
    if (!result.trouble().isEmpty()) {
      told.put("trouble", result.trouble());
    }
    return Response.json(told).status(result.read() ? 200 : 422);
  }

  private static String shown(Request request) {
    String header = request.header("authorization").orElse("");
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  private static Response problem(int status, String what) {
    return Response.json(new JsonObject().put("trouble", what)).status(status);
  }
}
