package courant.desk.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * An operation as its page shows it.
 *
 * @param once whether an {@code Idempotency-Key} may be sent
 * @param query names of what may stand in the query
 * @param sent the fields of the body, each with what it holds; empty if nothing is sent
 * @param answered likewise of the answer
 * @param curl how it is asked for from a shell
 * @param example of the answer; empty if nothing comes back
 */
public record ReferenceRow(
    String method,
    String path,
    String name,
    String summary,
    String scope,
    String role,
    boolean match,
    boolean once,
    List<String> query,
    List<Part> sent,
    List<Part> answered,
    String curl,
    String example) {
  /**
   * A field.
   *
   * @param holds its shape in a few words
   */
  public record Part(String name, String holds, boolean needed, String about) {}

  /**
   * @param server address of {@code /api/v1}
   */
  static ReferenceRow of(Operation operation, String server) {
    return new ReferenceRow(
        operation.method(),
        ApiDoor.ROOT + operation.path().replaceAll(":([a-z]+)", "{$1}"),
        operation.name(),
        operation.summary(),
        operation.scope().word(),
        operation.role().name(),
        operation.match(),
        operation.once(),
        operation.query().stream().map(Operation.Query::name).toList(),
        operation.body().map(ReferenceRow::parts).orElse(List.of()),
        operation.answer().map(ReferenceRow::parts).orElse(List.of()),
        Curl.line(operation, server),
        Examples.answered(operation).map(JsonObject::encodePrettily).orElse(""));
  }

  private static List<Part> parts(Shape shape) {
    return shape instanceof Shape.Fields fields
        ? fields.fields().entrySet().stream().map(ReferenceRow::part).toList()
        : List.of();
  }

  private static Part part(Map.Entry<String, Shape.Field> field) {
    Shape shape = field.getValue().shape();
    JsonObject schema = shape.schema();
    String about =
        schema.getString(
            "description",
            shape instanceof Shape.OrNull(var of) ? of.schema().getString("description", "") : "");
    return new Part(field.getKey(), holds(shape), field.getValue().needed(), about);
  }

  private static String holds(Shape shape) {
    return switch (shape) {
      case Shape.Text(int most, _, _) -> "string, ≤ " + most;
      case Shape.OneOf(var words, _) -> String.join(" | ", words);
      case Shape.Upload _ -> "file, multipart/form-data";
      case Shape.Moment _ -> "date-time";
      case Shape.Whole _ -> "integer";
      case Shape.Flag _ -> "boolean";
      case Shape.Counts _ -> "object of integers";
      case Shape.ListOf(var each, _, _) -> "array of " + holds(each);
      case Shape.OrNull(var of) -> holds(of) + " | null";
      case Shape.Fields fields -> fields.name();
    };
  }
}
