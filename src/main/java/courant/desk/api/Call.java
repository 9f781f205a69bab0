package courant.desk.api;

import courant.desk.Member;
import courant.platform.web.Request;
import courant.platform.web.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

  /** The revision that must be the present one; empty if any will do. */
  OptionalInt revision() {
    return request
        .header("if-match")
        .map(String::strip)
        .filter(tag -> tag.matches("\"[0-9]{1,9}\""))
        .map(tag -> OptionalInt.of(Integer.parseInt(tag.substring(1, tag.length() - 1))))
        .orElse(OptionalInt.empty());
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
