package courant.desk.api;

import courant.desk.Member;
import courant.desk.Members;
import courant.platform.crypto.Token;
import courant.platform.web.Gate;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where programs come in: by a token alone, so that no browser that is signed in can be made to
 * act. Sees to it that what was asked may be asked, is well-formed and is done once.
 */
final class ApiDoor implements Gate {
  /** Where the operations are. */
  static final String ROOT = "/api/v1";

  private final ApiTokens tokens;
  private final Members members;
  private final Answers answers;
  private final RateLimit limit;

  ApiDoor(ApiTokens tokens, Members members, Answers answers, RateLimit limit) {
    this.tokens = tokens;
    this.members = members;
    this.answers = answers;
    this.limit = limit;
  }

  private record Caller(ApiToken token, Member member) {}

  @Override
  public Optional<Response> refuse(Request request, Role role) {
    Optional<Caller> caller = caller(request);
    if (caller.isEmpty()) {
      return Optional.of(
          new Problem(
                  401,
                  "token",
                  "Send Authorization: Bearer with a token made at the desk under “API”; this one"
                      + " is missing, unknown or expired.")
              .response()
              .with("www-authenticate", "Bearer realm=\"desk\""));
    }
    return caller.get().member().may(role)
        ? Optional.empty()
        : Optional.of(
            new Problem(403, "role", "This needs a member with the role " + role + ".").response());
  }

  private Optional<Caller> caller(Request request) {
    return request
        .header("authorization")
        .filter(sent -> sent.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(sent -> new Token(sent.substring(7).strip()))
        .flatMap(tokens::bySecret)
        .flatMap(token -> members.byId(token.member()).map(member -> new Caller(token, member)));
  }

  Optional<Member> member(Request request) {
    return caller(request).map(Caller::member);
  }

  /** Does an operation, whose gate was passed. */
  Response answer(Operation operation, Request request) {
    Optional<Caller> found = caller(request);
    if (found.isEmpty()) {
      return Response.empty(401);
    }
    Caller caller = found.get();
    RateLimit.Left left = limit.take(caller.token().id());
    Response response =
        left.pause().isZero()
            ? permitted(operation, request, caller)
            : new Problem(429, "too-many", "Too many requests; wait a little.")
                .response()
                .with("retry-after", Long.toString(left.pause().toSeconds() + 1));
    return response
        .with("ratelimit-policy", "\"token\";q=" + RateLimit.MOST + ";w=60")
        .with("ratelimit", "\"token\";r=" + left.requests() + ";t=60");
  }

  private Response permitted(Operation operation, Request request, Caller caller) {
    try {
      if (!caller.token().scopes().contains(operation.scope())) {
        return scopeless(operation.scope()).response();
      }
      tokens.used(caller.token());
      Call call = new Call(request, caller.member(), caller.token(), body(operation, request));
      check(operation, request);
      Optional<String> key =
          operation.once() ? request.header("idempotency-key") : Optional.empty();
      return key.map(once -> once(operation, call, once)).orElseGet(() -> done(operation, call));
    } catch (Problem.Refusal refusal) {
      return refusal.problem.response();
    }
  }

  static Problem scopeless(Scope scope) {
    return new Problem(403, "scope", "The token lacks the scope " + scope.word() + ".");
  }

  private static Response done(Operation operation, Call call) {
    try {
      return operation.work().answer(call);
    } catch (Problem.Refusal refusal) {
      return refusal.problem.response();
    }
  }

  private Response once(Operation operation, Call call, String key) {
    if (key.isBlank() || key.length() > 200) {
      return new Problem(400, "malformed", "An Idempotency-Key has 1 to 200 characters.")
          .response();
    }
    return switch (answers.begin(call.token(), key, digest(call.request()))) {
      case Answers.Known.New _ -> {
        Response response = done(operation, call);
        answers.end(call.token(), key, operation.shownOnce() ? bare(response) : response);
        yield response;
      }
      case Answers.Known.Done _ when operation.shownOnce() ->
          new Problem(
                  409, "done", "This was done; its answer held a secret that is shown only once.")
              .response();
      case Answers.Known.Done(var response) -> response;
      case Answers.Known.Underway _ ->
          new Problem(
                  409,
                  "underway",
                  "A request with this key is being done, or was when the server stopped; look"
                      + " whether it was before you send it with another key.")
              .response();
      case Answers.Known.Other _ ->
          new Problem(422, "key-reused", "This Idempotency-Key was sent with another request.")
              .response();
    };
  }

  private static Response bare(Response response) {
    return response.status() >= 400 ? response : Response.empty(response.status());
  }

  private static byte[] digest(Request request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (request.method() + " " + request.address() + "\n").getBytes(StandardCharsets.UTF_8));
      return digest.digest(request.body());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static JsonObject body(Operation operation, Request request) {
    if (operation.body().isEmpty() || operation.mostBytes() > 0) {
      return new JsonObject();
    }
    byte[] sent = request.body();
    JsonObject body = sent.length == 0 ? new JsonObject() : Body.read(sent);
    List<Shape.Fault> faults = new ArrayList<>();
    operation.body().get().check(body, "", faults);
    refuse(faults);
    return body;
  }

  private static void check(Operation operation, Request request) {
    if (operation.match() && request.header("if-match").isEmpty()) {
      throw new Problem.Refusal(
          new Problem(428, "if-match", "Send If-Match with the ETag you began from, or *."));
    }
    List<Shape.Fault> faults = new ArrayList<>();
    for (Operation.Query query : operation.query()) {
      request
          .query(query.name())
          .ifPresent(
              value ->
                  query.shape().check(typed(query.shape(), value), "?" + query.name(), faults));
    }
    refuse(faults);
  }

  private static Object typed(Shape shape, String value) {
    return shape instanceof Shape.Whole && value.matches("-?[0-9]{1,18}")
        ? Long.valueOf(value)
        : value;
  }

  private static void refuse(List<Shape.Fault> faults) {
    if (!faults.isEmpty()) {
      throw new Problem.Refusal(
          new Problem(422, "invalid", "Some of what was sent is not right.", List.copyOf(faults)));
    }
  }
}
