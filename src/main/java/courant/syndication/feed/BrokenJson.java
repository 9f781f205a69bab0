package courant.syndication.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read as far as it goes: what stands before an error is kept.
 *
 * @param root the outermost object; empty if there is none
 * @param unfinished the objects inside which the text breaks off, by identity
 * @param whole whether it was read to its end
 */
public record BrokenJson(Map<String, Object> root, Set<Object> unfinished, boolean whole) {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_VALUES = 1_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(FeedReader.MAX_BYTES)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  /** Reads as far as it goes; never throws for what the far side wrote. */
  public static BrokenJson read(String text) {
    Reading reading = new Reading();
    boolean whole;
    try (JsonParser parser = FACTORY.createParser(text)) {
      whole = reading.run(parser);
    } catch (IOException e) {
      whole = false;
    }
    Set<Object> unfinished = Collections.newSetFromMap(new IdentityHashMap<>());
    unfinished.addAll(reading.open);
    return new BrokenJson(reading.root, unfinished, whole);
  }

  private static final class Reading {
    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Deque<Object> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private String name = "";

    /** Returns whether the outermost object was closed. */
    boolean run(JsonParser parser) throws IOException {
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> open(open.isEmpty() ? root : new LinkedHashMap<String, Object>());
          case START_ARRAY -> open(new ArrayList<Object>());
          case END_OBJECT, END_ARRAY -> {
            open.pop();
            name = names.pop();
          }
          case FIELD_NAME -> name = parser.currentName();
          default -> put(parser.getText());
        }
        if (open.isEmpty()) {
          return true;
        }
        if (++values > MAX_VALUES) {
          return false;
        }
      }
      return false;
    }

    private void open(Object container) {
      if (container != root) {
        put(container);
      }
      open.push(container);
      names.push(name);
    }

    @SuppressWarnings("unchecked") // Only run() makes the containers.
    private void put(@Nullable Object value) {
      switch (open.peek()) {
        case List<?> list -> ((List<Object>) list).add(value);
        case Map<?, ?> map -> ((Map<String, Object>) map).put(name, value);
        case null, default -> {}
      }
    }
  }

  /** The strings and numbers of a field, as text; empty if it has none. */
  public static String text(Map<String, Object> object, String... names) {
    for (String name : names) {
      if (object.get(name) instanceof String text && !text.isBlank() && !text.equals("null")) {
        return text;
      }
    }
    return "";
  }

  /** The objects in an array, or the one that stands alone. */
  @SuppressWarnings("unchecked") // Only Reading makes the maps.
  public static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
    List<Map<String, Object>> objects = new ArrayList<>();
    switch (object.get(name)) {
      case Map<?, ?> one -> objects.add((Map<String, Object>) one);
      case List<?> many -> {
        for (Object each : many) {
          if (each instanceof Map<?, ?> map) {
            objects.add((Map<String, Object>) map);
          }
        }
      }
      case null, default -> {}
    }
    return objects;
  }

  /** The strings in an array. */
  static List<String> strings(Map<String, Object> object, String name) {
    return object.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
