package courant.desk.api;

import courant.platform.web.Response;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Why something was not done (RFC 9457).
 *
 * @param code a word that programs can rely on
 * @param detail for people
 * @param faults what is wrong where in the body
 */
record Problem(int status, String code, String detail, List<Shape.Fault> faults) {
  Problem(int status, String code, String detail) {
    this(status, code, detail, List.of());
  }

  /** Thrown where an operation cannot go on; what it began is undone with its transaction. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient Problem problem;

    Refusal(Problem problem) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
    }
  }

  static Refusal notFound() {
    return new Refusal(new Problem(404, "not-found", "There is nothing with that number or name."));
  }

  static Refusal conflict(String detail) {
    return new Refusal(new Problem(409, "wrong-state", detail));
  }

  static Refusal overtaken(int revision) {
    return new Refusal(
        new Problem(
            412,
            "overtaken",
            "Somebody saved a newer version: read the story again; its ETag is \""
                + revision
                + "\"."));
  }

  static Refusal wrong(String pointer, String detail) {
    return wrong(List.of(new Shape.Fault(pointer, detail)));
  }

  static Refusal wrong(List<Shape.Fault> faults) {
    return new Refusal(new Problem(422, "invalid", "Some of what was sent is not right.", faults));
  }

  Response response() {
    JsonObject body =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("code", code)
            .put("detail", detail);
    if (!faults.isEmpty()) {
      JsonArray errors = new JsonArray();
      faults.forEach(
          fault ->
              errors.add(
                  new JsonObject().put("pointer", fault.pointer()).put("detail", fault.detail())));
      body.put("errors", errors);
    }
    return Response.of(status, "application/problem+json", body.encode())
        .with("cache-control", "no-store");
  }
}
