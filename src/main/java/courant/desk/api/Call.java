package courant.desk.api;

import courant.desk.Member;
import courant.platform.web.Request;
import courant.platform.web.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * An operation being asked for, by somebody who may.
 *
 * @param body as sent, checked against its shape; empty if nothing is
 */
record Call(Request request, Member member, ApiToken token, JsonObject body) {
  /** Rows on one page, at most. */
  static final int MOST_ROWS = 100;

  private static final int USUAL_ROWS = 25;

  /** A number that is a part of the path. */
  long number(String part) {
    return Request.number(request.part(part)).orElseThrow(Problem::notFound);
  }

  Optional<String> query(String name) {
    return request.query(name);
  }

  int rows() {
    return query("limit").map(Integer::parseInt).orElse(USUAL_ROWS);
  }

  /**
   * The revision that must still be there when it is saved; empty if any will do, which is said by
   * {@code *} or by nothing. Tags are compared strongly (RFC 9110 §13.1.1): what a proxy weakened,
   * or nobody can read, is none of ours.
   */
  OptionalInt revision(int present) {
    Optional<String> wanted = request.header("if-match").map(String::strip);
    if (wanted.isEmpty() || wanted.get().equals("*")) {
      return OptionalInt.empty();
    }
    String tag = "\"" + present + "\"";
    if (Arrays.stream(wanted.get().split(",")).map(String::strip).noneMatch(tag::equals)) {
      throw Problem.overtaken(present);
    }
    return OptionalInt.of(present);
  }

  /** A field of the body, or what stands if it was not sent; null is sent as empty. */
  String text(String field, String otherwise) {
    return body.containsKey(field)
        ? Optional.ofNullable(body.getString(field)).orElse("").strip()
        : otherwise;
  }

  List<String> texts(String field, List<String> otherwise) {
    JsonArray sent = body.getJsonArray(field);
    return sent == null
        ? otherwise
        : IntStream.range(0, sent.size()).mapToObj(sent::getString).map(String::strip).toList();
  }

  /** Whether the token may do this. */
  boolean may(Scope scope) {
    return token.scopes().contains(scope);
  }

  /** Sees to it that the member and the token may also do this. */
  void needs(Role role, Scope scope) {
    if (!member.may(role)) {
      throw new Problem.Refusal(
          new Problem(403, "role", "This needs a member with the role " + role + "."));
    }
    if (!token.scopes().contains(scope)) {
      throw new Problem.Refusal(ApiDoor.scopeless(scope));
    }
  }
}
