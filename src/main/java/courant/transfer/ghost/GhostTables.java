package courant.transfer.ghost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import courant.transfer.exported.Part;
import courant.transfer.exported.UnreadableExport;
import io.vertx.core.json.JsonObject;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.ZipException;

/** The tables of a Ghost export, row by row, and what stands in a row. */
record GhostTables(Part file) {
  private static final int LONGEST_TEXT = 16 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_TEXT)
                  .maxNestingDepth(200)
                  .build())
          .build();

  /** Walks to every row of every table under any {@code data}, wherever that stands. */
  void each(BiConsumer<String, JsonObject> taker) throws IOException {
    boolean posts = false;
    try (InputStream in = file.open();
        JsonParser parser = FACTORY.createParser(in)) {
      String table = "";
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT && (table.equals("meta") || depth > 0)) {
          taker.accept(table, row(parser));
        } else if (token == JsonToken.START_ARRAY && !table.isEmpty() && !table.equals("db")) {
          depth++;
        } else if (token == JsonToken.END_ARRAY && depth > 0) {
          depth--;
        } else if (token == JsonToken.FIELD_NAME && depth == 0) {
          table = parser.currentName();
          posts |= table.equals("posts");
        }
      }
    } catch (JsonProcessingException e) {
      throw broken(e);
    } catch (CharConversionException | EOFException | ZipException e) {
      throw new UnreadableExport(file + ": is damaged: " + e.getMessage());
    }
    if (!posts) {
      throw UnreadableExport.unknown(file.toString());
    }
  }

  private UnreadableExport broken(JsonProcessingException e) {
    return new UnreadableExport(
        "%s: is broken JSON at line %d, column %d: %s; nothing was taken"
            .formatted(
                file,
                e.getLocation().getLineNr(),
                e.getLocation().getColumnNr(),
                e.getOriginalMessage().lines().findFirst().orElse("")));
  }

  private static JsonObject row(JsonParser parser) throws IOException {
    JsonObject row = new JsonObject();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT, START_ARRAY -> parser.skipChildren();
        case VALUE_NUMBER_INT -> row.put(name, parser.getNumberValue());
        case VALUE_NULL -> row.putNull(name);
        default -> row.put(name, parser.getText());
      }
    }
    return row;
  }

  /** A value as text; empty if there is none. */
  static String string(JsonObject row, String name) {
    Object value = row.getValue(name);
    return value == null ? "" : value.toString();
  }

  /** Whether a value is true, which old versions write as 1. */
  static boolean truth(JsonObject row, String name) {
    return Set.of("true", "1").contains(string(row, name));
  }

  /** An instant, in milliseconds or in words; empty if it is none. */
  static Optional<Instant> instant(JsonObject row, String name) {
    return switch (row.getValue(name)) {
      case Number millis -> Optional.of(Instant.ofEpochMilli(millis.longValue()));
      case String text when !text.isBlank() -> parse(text);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Instant> parse(String text) {
    try {
      String iso = text.strip().replace(' ', 'T');
      return Optional.of(
          OffsetDateTime.parse(iso.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})$") ? iso : iso + "Z")
              .toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
