package courant.desk.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes the operations as OpenAPI 3.1. */
final class OpenApi {
  private static final Pattern PART = Pattern.compile(":([a-z]+)");
  private static final Shape.Fields FAULT =
      Shape.shown(
          "Fault",
          "pointer",
          Shape.text(500, "JSON pointer (RFC 6901) into the body, or ? and a query parameter"),
          "detail",
          Shape.text(500, "What is wrong there"));
  private static final Shape.Fields PROBLEM =
      Shape.shown(
          "Problem",
          "type",
          Shape.text(200, "about:blank"),
          "title",
          Shape.text(100, "The status in words"),
          "status",
          new Shape.Whole(400, 599, "HTTP status"),
          "code",
          Shape.text(50, "A word to rely on"),
          "detail",
          Shape.text(1_000, "What is wrong, for people"),
          "errors",
          Shape.perhaps(new Shape.ListOf(FAULT, 1_000, "")));

  private OpenApi() {}

  /**
   * @param server address of {@code /api/v1}
   */
  static JsonObject document(List<Operation> operations, String title, String server) {
    JsonObject paths = new JsonObject();
    Map<String, Shape.Fields> named = new TreeMap<>();
    gather(PROBLEM, named);
    for (Operation operation : operations) {
      String path = PART.matcher(operation.path()).replaceAll("{$1}");
      JsonObject item = paths.getJsonObject(path, new JsonObject());
      paths.put(path, item.put(operation.method().toLowerCase(Locale.ROOT), described(operation)));
      operation.body().ifPresent(shape -> gather(shape, named));
      operation.answer().ifPresent(shape -> gather(shape, named));
    }
    JsonObject schemas = new JsonObject();
    named.forEach((name, shape) -> schemas.put(name, shape.component()));
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "info",
            new JsonObject()
                .put("title", title)
                .put("version", "1.0.0")
                .put(
                    "description",
                    "Everything the desk does. Tokens are made at the desk; each names its scopes, and never"
                        + " reaches further than its member’s role. A POST may carry an Idempotency-Key, by which"
                        + " it is done once however often it is sent within a day. Lists are read page by page:"
                        + " send the cursor of “next” until it is null."))
        .put("servers", new JsonArray().add(new JsonObject().put("url", server)))
        .put("security", new JsonArray().add(new JsonObject().put("token", new JsonArray())))
        .put("paths", paths)
        .put(
            "components",
            new JsonObject()
                .put("schemas", schemas)
                .put(
                    "securitySchemes",
                    new JsonObject()
                        .put(
                            "token",
                            new JsonObject().put("type", "http").put("scheme", "bearer"))));
  }

  private static JsonObject described(Operation operation) {
    JsonObject described =
        new JsonObject()
            .put("operationId", operation.name())
            .put("summary", operation.summary())
            .put("tags", new JsonArray().add(operation.group()))
            .put(
                "description",
                "Scope `%s`, role %s.".formatted(operation.scope().word(), operation.role()))
            .put("parameters", parameters(operation))
            .put("responses", responses(operation));
    operation
        .body()
        .ifPresent(
            shape ->
                described.put(
                    "requestBody",
                    new JsonObject()
                        .put("required", true)
                        .put(
                            "content",
                            content(
                                operation.mostBytes() > 0
                                    ? "multipart/form-data"
                                    : "application/json",
                                shape,
                                Examples.sent(operation)))));
    return described;
  }

  private static JsonArray parameters(Operation operation) {
    JsonArray parameters = new JsonArray();
    Matcher parts = PART.matcher(operation.path());
    while (parts.find()) {
      parameters.add(
          parameter(parts.group(1), "path", Shape.text(100, ""))
              .put("required", true)
              .put("example", Examples.part(operation, parts.group(1))));
    }
    for (Operation.Query query : operation.query()) {
      parameters.add(parameter(query.name(), "query", query.shape()));
    }
    if (operation.match()) {
      parameters.add(
          parameter("If-Match", "header", Shape.text(40, "The ETag you began from, or *"))
              .put("required", true));
    }
    if (operation.once()) {
      parameters.add(
          parameter("Idempotency-Key", "header", Shape.text(200, "Lets it be done once only")));
    }
    return parameters;
  }

  private static JsonObject parameter(String name, String in, Shape shape) {
    return new JsonObject().put("name", name).put("in", in).put("schema", shape.schema());
  }

  private static JsonObject responses(Operation operation) {
    JsonObject good =
        new JsonObject().put("description", operation.status() == 204 ? "Done" : "Done; see");
    operation
        .answer()
        .ifPresent(
            shape ->
                good.put(
                    "content", content("application/json", shape, Examples.answered(operation))));
    return new JsonObject()
        .put(Integer.toString(operation.status()), good)
        .put(
            "default",
            new JsonObject()
                .put("description", "Not done (RFC 9457)")
                .put(
                    "content",
                    content(
                        "application/problem+json", PROBLEM, Optional.of(Examples.of(PROBLEM)))));
  }

  private static JsonObject content(String type, Shape shape, Optional<JsonObject> example) {
    JsonObject content = new JsonObject().put("schema", shape.schema());
    example.ifPresent(json -> content.put("example", json));
    return new JsonObject().put(type, content);
  }

  private static void gather(Shape shape, Map<String, Shape.Fields> named) {
    switch (shape) {
      case Shape.Fields fields -> {
        if (named.putIfAbsent(fields.name(), fields) == null) {
          fields.fields().values().forEach(field -> gather(field.shape(), named));
        }
      }
      case Shape.ListOf(var each, _, _) -> gather(each, named);
      case Shape.OrNull(var of) -> gather(of, named);
      case Shape.Text _,
          Shape.OneOf _,
          Shape.Upload _,
          Shape.Moment _,
          Shape.Whole _,
          Shape.Flag _,
          Shape.Counts _ -> {}
    }
  }
}
