package courant.desk.wire;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.platform.crypto.Token;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.syndication.SyndicationModule;
import courant.syndication.WireTokens;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /desk/sources/:id/wires}: how a partner hands in stories by itself, and what it handed in.
 */
public final class WireDesk {
  private static final int SHOWN = 50;
  private static final int LONGEST_NAME = 100;

  private final Desk desk;
  private final Sources sources;
  private final SyndicationModule syndication;

  public WireDesk(Desk desk, Sources sources, SyndicationModule syndication) {
    this.desk = desk;
    this.sources = sources;
    this.syndication = syndication;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/sources/:id/wires", EDITOR, this::show)
        .post("/desk/sources/:id/wires", EDITOR, this::act);
  }

  private Response show(Request request) {
    return source(request)
        .map(source -> page(request, source, "", ""))
        .orElseGet(() -> Response.empty(404));
  }

  /**
   * @param token shown this once; empty for none
   * @param problem key of what was wrong; empty if nothing was
   */
  private Response page(Request request, Source source, String token, String problem) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("source", source);
    parameters.put("address", request.site() + "/intake/" + source.slug());
    parameters.put("folder", syndication.folder(source).toString());
    parameters.put("tokens", syndication.wireTokens().of(source.id()));
    parameters.put("deliveries", syndication.wireDeliveries().newest(source.id(), SHOWN));
    parameters.put("token", token);
    parameters.put("problem", problem);
    return desk.page(request, "wire/wires", "sources", desk.texts().say("wire.desk"), parameters);
  }

  private Response act(Request request) {
    Optional<Source> found = source(request);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    Source source = found.get();
    return switch (request.field("action").orElse("")) {
      case "make" -> make(request, source);
      case "revoke" -> {
        request
            .field("token")
            .filter(id -> id.matches("[0-9]{1,18}"))
            .ifPresent(id -> syndication.wireTokens().revoke(source.id(), Long.parseLong(id)));
        yield Response.seeOther(
            "/desk/sources/" + source.id().value() + "/wires?done=wire-revoked");
      }
      default -> Response.empty(400);
    };
  }

  private Response make(Request request, Source source) {
    String name = request.field("name").map(String::strip).orElse("");
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return page(request, source, "", "wire.problem.name").status(422);
    }
    if (syndication.wireTokens().of(source.id()).size() >= WireTokens.MOST) {
      return page(request, source, "", "wire.problem.many").status(422);
    }
    Token token = syndication.wireTokens().make(source.id(), name);
    return page(request, source, token.value(), "");
  }

  private Optional<Source> source(Request request) {
    String id = request.part("id");
    return id.matches("[0-9]{1,18}")
        ? sources.byId(new SourceId(Long.parseLong(id)))
        : Optional.empty();
  }
}
