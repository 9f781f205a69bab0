package courant.desk.api;

import courant.desk.Desk;
import courant.desk.Member;
import courant.platform.crypto.Token;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/api}: a member's tokens; the owner sees, and may revoke, everyone's. */
final class EditTokens {
  private static final int LONGEST_NAME = 100;

  /** Days a token may last; nothing is offered that never ends. */
  private static final List<Integer> DAYS = List.of(7, 30, 90, 365);

  private final Desk desk;
  private final ApiTokens tokens;
  private final InstantSource clock;

  EditTokens(Desk desk, ApiTokens tokens, InstantSource clock) {
    this.desk = desk;
    this.tokens = tokens;
    this.clock = clock;
  }

  Response show(Request request) {
    return page(request, "", "");
  }

  Response act(Request request) {
    return switch (request.field("action").orElse("")) {
      case "make" -> make(request);
      case "revoke" -> revoke(request);
      default -> Response.empty(400);
    };
  }

  private Response make(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    List<Scope> scopes =
        request.fields("scope").stream().flatMap(word -> Scope.of(word).stream()).toList();
    if (name.isEmpty() || scopes.isEmpty()) {
      return page(request, "", "api.problem." + (name.isEmpty() ? "name" : "scopes")).status(422);
    }
    int days =
        request
            .field("days")
            .filter(typed -> DAYS.stream().anyMatch(day -> typed.equals(day.toString())))
            .map(Integer::parseInt)
            .orElse(90);
    Instant expires = clock.instant().plus(Duration.ofDays(days));
    Token secret =
        tokens.make(
            desk.member(request).id(),
            name.substring(0, Math.min(name.length(), LONGEST_NAME)),
            scopes,
            Optional.of(expires));
    return page(request, secret.value(), "");
  }

  private Response revoke(Request request) {
    String id = request.field("id").orElse("");
    Optional<ApiToken> token =
        seen(desk.member(request)).stream()
            .filter(one -> Long.toString(one.id()).equals(id))
            .findFirst();
    token.ifPresent(found -> tokens.revoke(found.id()));
    return token.isPresent() ? Response.seeOther("/desk/api?done=revoked") : Response.empty(404);
  }

  private List<ApiToken> seen(Member member) {
    return tokens.of(member.may(Role.OWNER) ? Optional.empty() : Optional.of(member.id()));
  }

  private Response page(Request request, String secret, String problem) {
    return desk.page(
        request,
        "api/tokens",
        "api",
        desk.texts().say("api.desk"),
        Map.of(
            "tokens", seen(desk.member(request)),
            "scopes", Scope.all(),
            "days", DAYS,
            "secret", secret,
            "problem", problem,
            "site", request.site().toString(),
            "now", clock.instant()));
  }
}
