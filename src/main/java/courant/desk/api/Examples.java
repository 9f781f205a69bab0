package courant.desk.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An example of what is sent and of what comes back, made of the shapes that check and describe
 * both. The words in it are those of {@code desk/api/examples.json}, by the name of the field or,
 * where that name means several things, by the shape's name before it.
 */
final class Examples {
  /** Fields that may be left out are shown up to so many, so that what is sent stays readable. */
  private static final int ENOUGH = 7;

  private static final String USUAL_MOMENT = "2026-11-23T12:00:00Z";
  private static final JsonObject WORDS = words();

  private Examples() {}

  private static JsonObject words() {
    try (InputStream in = Examples.class.getResourceAsStream("/desk/api/examples.json")) {
      if (in == null) {
        throw new IllegalStateException("no examples");
      }
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is sent as JSON; empty if nothing is, or a file. */
  static Optional<JsonObject> sent(Operation operation) {
    return operation
        .body()
        .filter(_ -> operation.mostBytes() == 0)
        .map(shape -> object((Shape.Fields) shape, ENOUGH));
  }

  /** What comes back. */
  static Optional<JsonObject> answered(Operation operation) {
    return operation.answer().map(shape -> of((Shape.Fields) shape));
  }

  /** All of an object. */
  static JsonObject of(Shape.Fields shape) {
    return object(shape, Integer.MAX_VALUE);
  }

  private static JsonObject object(Shape.Fields shape, int enough) {
    JsonObject object = new JsonObject();
    shape
        .fields()
        .forEach(
            (name, field) -> {
              if (field.needed() || object.size() < enough) {
                object.put(name, value(shape.name(), name, field.shape()));
              }
            });
    return object;
  }

  /** A named part of an operation's path. */
  static String part(Operation operation, String name) {
    String word = WORDS.getString(operation.group() + "." + name, WORDS.getString(name));
    if (word == null) {
      throw new IllegalStateException("no example for " + name + " in " + operation.path());
    }
    return word;
  }

  private static @Nullable Object value(String owner, String name, Shape shape) {
    for (String key : List.of(owner + "." + name, name)) {
      if (WORDS.containsKey(key) && fits(shape, WORDS.getValue(key))) {
        return WORDS.getValue(key);
      }
    }
    return switch (shape) {
      case Shape.Fields fields -> of(fields);
      case Shape.ListOf(var each, _, _) -> new JsonArray().add(value(owner, name, each));
      case Shape.OrNull(var of) -> value(owner, name, of);
      case Shape.OneOf(var words, _) -> words.getFirst();
      case Shape.Moment _ -> USUAL_MOMENT;
      case Shape.Whole(var least, _, _) -> Math.max(1, least);
      case Shape.Flag _ -> true;
      case Shape.Text _, Shape.Counts _, Shape.Upload _ ->
          throw new IllegalStateException("no example for " + owner + "." + name);
    };
  }

  private static boolean fits(Shape shape, @Nullable Object value) {
    List<Shape.Fault> faults = new ArrayList<>();
    shape.check(value, "", faults);
    return faults.isEmpty();
  }
}
