package courant.desk.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON value looks like. The words that describe it in OpenAPI are the words by which it is
 * checked, so that neither can say what the other does not.
 */
sealed interface Shape {
  /** What is wrong with a value, and where (RFC 6901). */
  record Fault(String pointer, String detail) {}

  /** As JSON Schema 2020-12; named shapes are referred to. */
  JsonObject schema();

  void check(@Nullable Object value, String pointer, List<Fault> faults);

  /**
   * A string.
   *
   * @param most characters
   * @param pattern of the whole string; empty for any
   * @param about what it says
   */
  record Text(int most, String pattern, String about) implements Shape {
    @Override
    public JsonObject schema() {
      JsonObject schema = new JsonObject().put("type", "string").put("maxLength", most);
      if (!pattern.isEmpty()) {
        schema.put("pattern", "^(?:" + pattern + ")$");
      }
      return about.isEmpty() ? schema : schema.put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      if (!(value instanceof String text)) {
        faults.add(new Fault(pointer, "must be a string"));
      } else if (text.length() > most) {
        faults.add(new Fault(pointer, "must have at most " + most + " characters"));
      } else if (!pattern.isEmpty() && !Pattern.matches(pattern, text)) {
        faults.add(new Fault(pointer, "must match " + pattern));
      }
    }
  }

  /** One of some words. */
  record OneOf(List<String> words, String about) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject()
          .put("type", "string")
          .put("enum", new JsonArray(words))
          .put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      if (!(value instanceof String word) || !words.contains(word)) {
        faults.add(new Fault(pointer, "must be one of " + String.join(", ", words)));
      }
    }
  }

  /**
   * A file, which is sent as a part of a form and not as JSON.
   *
   * @param most bytes of the whole form
   */
  record Upload(long most, String about) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject()
          .put("type", "string")
          .put("contentMediaType", "application/octet-stream")
          .put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      faults.add(new Fault(pointer, "must be sent as multipart/form-data"));
    }
  }

  /** An instant (RFC 3339). */
  record Moment(String about) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject()
          .put("type", "string")
          .put("format", "date-time")
          .put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      try {
        OffsetDateTime.parse(value instanceof String text ? text : "");
      } catch (DateTimeException _) {
        faults.add(
            new Fault(pointer, "must be a time with its offset, such as 2026-11-23T12:00:00Z"));
      }
    }
  }

  /** A whole number. */
  record Whole(long least, long most, String about) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject()
          .put("type", "integer")
          .put("minimum", least)
          .put("maximum", most)
          .put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      boolean whole = value instanceof Integer || value instanceof Long;
      long number = whole && value instanceof Number known ? known.longValue() : 0;
      if (!whole || number < least || number > most) {
        faults.add(new Fault(pointer, "must be a whole number from " + least + " to " + most));
      }
    }
  }

  /** True or false. */
  record Flag(String about) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject().put("type", "boolean").put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      if (!(value instanceof Boolean)) {
        faults.add(new Fault(pointer, "must be true or false"));
      }
    }
  }

  /** An array. */
  record ListOf(Shape each, int most, String about) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject()
          .put("type", "array")
          .put("items", each.schema())
          .put("maxItems", most)
          .put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      if (!(value instanceof JsonArray array)) {
        faults.add(new Fault(pointer, "must be an array"));
      } else if (array.size() > most) {
        faults.add(new Fault(pointer, "must have at most " + most + " entries"));
      } else {
        for (int i = 0; i < array.size(); i++) {
          each.check(array.getValue(i), pointer + "/" + i, faults);
        }
      }
    }
  }

  /** The shape, or null. */
  record OrNull(Shape of) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject()
          .put("anyOf", new JsonArray().add(of.schema()).add(new JsonObject().put("type", "null")));
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      if (value != null) {
        of.check(value, pointer, faults);
      }
    }
  }

  /** An object whose fields are names of anything, each with a number. */
  record Counts(String about) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject()
          .put("type", "object")
          .put("additionalProperties", new JsonObject().put("type", "integer").put("minimum", 0))
          .put("description", about);
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      if (!(value instanceof JsonObject)) {
        faults.add(new Fault(pointer, "must be an object"));
      }
    }
  }

  /**
   * One field of an object.
   *
   * @param needed whether it must be there
   */
  record Field(Shape shape, boolean needed) {}

  /**
   * An object.
   *
   * @param name under which it is described once
   * @param sent whether clients send it; then fields nobody knows are a fault, most likely a typing
   *     error
   */
  record Fields(String name, boolean sent, Map<String, Field> fields) implements Shape {
    @Override
    public JsonObject schema() {
      return new JsonObject().put("$ref", "#/components/schemas/" + name);
    }

    /** The description that {@link #schema} refers to. */
    JsonObject component() {
      JsonObject properties = new JsonObject();
      fields.forEach((field, of) -> properties.put(field, of.shape().schema()));
      JsonArray needed = new JsonArray();
      fields.forEach(
          (field, of) -> {
            if (of.needed()) {
              needed.add(field);
            }
          });
      JsonObject schema = new JsonObject().put("type", "object").put("properties", properties);
      if (!needed.isEmpty()) {
        schema.put("required", needed);
      }
      return sent ? schema.put("additionalProperties", false) : schema;
    }

    @Override
    public void check(@Nullable Object value, String pointer, List<Fault> faults) {
      if (!(value instanceof JsonObject object)) {
        faults.add(new Fault(pointer, "must be an object"));
        return;
      }
      for (String given : object.fieldNames()) {
        Field known = fields.get(given);
        if (known == null) {
          faults.add(new Fault(pointer + "/" + escaped(given), "is no field of " + name));
        } else {
          known.shape().check(object.getValue(given), pointer + "/" + given, faults);
        }
      }
      fields.forEach(
          (field, of) -> {
            if (of.needed() && !object.containsKey(field)) {
              faults.add(new Fault(pointer + "/" + field, "is missing"));
            }
          });
    }

    private static String escaped(String name) {
      return name.replace("~", "~0").replace("/", "~1");
    }
  }

  /** A field that may be missing, for an object whose others may not. */
  static Field perhaps(Shape shape) {
    return new Field(shape, false);
  }

  /** An object that we send: every field is there. Names and shapes in turn. */
  static Fields shown(String name, Object... namesAndShapes) {
    return fields(name, false, true, namesAndShapes);
  }

  /** An object that clients send, each field of which may be left out. Names and shapes in turn. */
  static Fields given(String name, Object... namesAndShapes) {
    return fields(name, true, false, namesAndShapes);
  }

  /** An object that clients send whole. Names and shapes in turn. */
  static Fields needed(String name, Object... namesAndShapes) {
    return fields(name, true, true, namesAndShapes);
  }

  private static Fields fields(String name, boolean sent, boolean needed, Object... parts) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      fields.put(
          (String) parts[i],
          parts[i + 1] instanceof Field field ? field : new Field((Shape) parts[i + 1], needed));
    }
    return new Fields(name, sent, fields);
  }

  /** Plain text of any kind. */
  static Text text(int most, String about) {
    return new Text(most, "", about);
  }

  /** A number of ours: a string, for numbers so large lose digits in JavaScript. */
  static Text id(String about) {
    return new Text(19, "[0-9]{1,18}", about);
  }

  /** A page of a list. */
  static Fields page(String name, Shape each) {
    return shown(
        name,
        "items",
        new ListOf(each, Call.MOST_ROWS, ""),
        "next",
        new OrNull(text(100, "Cursor of the next page; null on the last")));
  }
}
