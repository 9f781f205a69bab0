package courant.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Reads a Ghost export (JSON, versions 1 to 6): first the small tables, then post by post. */
final class GhostExport implements Export {
  private static final int LONGEST_TEXT = 16 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_TEXT)
                  .maxNestingDepth(200)
                  .build())
          .build();

  private static final Set<String> COUNTED =
      Set.of("members", "subscribers", "members_newsletters");

  private final Part file;
  private final Map<String, Exported.Label> tags = new HashMap<>();
  private final Map<String, Exported.Label> users = new HashMap<>();
  private final Map<String, TreeMap<Long, String>> tagsOf = new HashMap<>();
  private final Map<String, TreeMap<Long, String>> usersOf = new HashMap<>();
  private final Map<String, JsonObject> metaOf = new HashMap<>();
  private final Map<String, Integer> counted = new TreeMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final List<Exported> writers = new ArrayList<>();
  private boolean gathered;
  private String version = "";

  GhostExport(Part file) {
    this.file = file;
  }

  @Override
  public String kind() {
    return "ghost";
  }

  @Override
  public void read(Consumer<Exported> taken) throws IOException {
    if (!gathered) {
      tables(this::gather);
      gathered = true;
    }
    String url = settings.getOrDefault("url", "").replaceFirst("/+$", "");
    String language =
        settings.getOrDefault(
            "lang", settings.getOrDefault("locale", settings.getOrDefault("default_locale", "en")));
    taken.accept(
        new Exported.Site(
            settings.getOrDefault("title", ""),
            settings.getOrDefault("description", ""),
            url,
            language,
            version));
    writers.forEach(taken);
    tables(
        (table, row) -> {
          if (table.equals("posts")) {
            taken.accept(post(row, language));
          }
        });
    counted.forEach(
        (table, count) ->
            taken.accept(
                new Exported.Left(
                    count + " " + table,
                    "readers sign up themselves: consent is not ours to carry over")));
  }

  private void gather(String table, JsonObject row) {
    switch (table) {
      case "meta" -> version = string(row, "version");
      case "users" -> {
        Exported.Label user = new Exported.Label(string(row, "slug"), string(row, "name"));
        users.put(string(row, "id"), user);
        writers.add(
            new Exported.Writer(
                user.slug(), user.name(), WordPressExport.plain(string(row, "bio"))));
      }
      case "tags" -> {
        // Ghost keeps internal tags, whose names begin with #, from readers.
        if (!string(row, "name").startsWith("#")) {
          tags.put(string(row, "id"), new Exported.Label(string(row, "slug"), string(row, "name")));
        }
      }
      case "posts_tags" -> link(tagsOf, row, "tag_id");
      case "posts_authors" -> link(usersOf, row, "author_id");
      case "posts_meta" -> metaOf.put(string(row, "post_id"), row);
      case "settings" -> settings.put(string(row, "key"), string(row, "value"));
      default -> {
        if (COUNTED.contains(table)) {
          counted.merge(table, 1, Integer::sum);
        }
      }
    }
  }

  private static void link(
      Map<String, TreeMap<Long, String>> links, JsonObject row, String column) {
    TreeMap<Long, String> ordered =
        links.computeIfAbsent(string(row, "post_id"), _ -> new TreeMap<>());
    long order =
        row.getValue("sort_order") instanceof Number number ? number.longValue() : ordered.size();
    while (ordered.containsKey(order)) {
      order++;
    }
    ordered.put(order, string(row, column));
  }

  private Exported post(JsonObject row, String siteLanguage) {
    String id = string(row, "id");
    List<String> notes = new ArrayList<>();
    Optional<Exported.Fate> fate = fate(row, notes);
    String label = "“" + string(row, "title") + "” (" + id + ")";
    if (fate.isEmpty()) {
      return new Exported.Left(label, "its status is " + string(row, "status"));
    }
    boolean page = string(row, "type").equals("page") || truth(row, "page");
    String slug = string(row, "slug");
    JsonObject meta = metaOf.getOrDefault(id, new JsonObject());
    String image =
        absolute(
            string(row, "feature_image").isEmpty()
                ? string(row, "image")
                : string(row, "feature_image"));
    String canonical = string(row, "canonical_url");
    return new Exported.Entry(
        id,
        page,
        fate.get(),
        string(row, "title"),
        slug,
        standfirst(row, meta),
        told -> absolute(GhostText.html(row, told)),
        Stream.of("html", "lexical", "mobiledoc", "plaintext")
            .mapToInt(name -> string(row, name).length())
            .sum(),
        instant(row, "published_at"),
        instant(row, "updated_at"),
        byline(row, id),
        labels(tagsOf, tags, id).stream().limit(1).toList(),
        labels(tagsOf, tags, id).stream().skip(1).toList(),
        Syndicated.host(canonical),
        canonical,
        image.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Exported.Image(
                    image,
                    0,
                    0,
                    string(meta, "feature_image_alt"),
                    WordPressExport.plain(string(meta, "feature_image_caption")))),
        Stream.of(string(row, "locale"), string(row, "language"), siteLanguage)
            .filter(tag -> !tag.isEmpty())
            .findFirst()
            .orElse(""),
        slug.isEmpty() ? List.of() : List.of("/" + slug + "/"),
        List.of(),
        notes);
  }

  private static String standfirst(JsonObject row, JsonObject meta) {
    String excerpt = string(row, "custom_excerpt");
    return WordPressExport.plain(excerpt.isEmpty() ? string(meta, "meta_description") : excerpt);
  }

  private static Optional<Exported.Fate> fate(JsonObject row, List<String> notes) {
    String visibility = string(row, "visibility");
    if (!visibility.isEmpty() && !visibility.equals("public")) {
      notes.add("was for " + visibility + " only; taken as a draft");
      return Optional.of(Exported.Fate.DRAFT);
    }
    return switch (string(row, "status")) {
      case "published" -> Optional.of(Exported.Fate.PUBLISHED);
      case "sent" -> {
        notes.add("went out by mail only; taken as a draft");
        yield Optional.of(Exported.Fate.DRAFT);
      }
      case "scheduled" -> Optional.of(Exported.Fate.SCHEDULED);
      case "draft" -> Optional.of(Exported.Fate.DRAFT);
      default -> Optional.empty();
    };
  }

  private List<Exported.Label> byline(JsonObject row, String id) {
    List<Exported.Label> several = labels(usersOf, users, id);
    Exported.Label one = users.get(string(row, "author_id"));
    return !several.isEmpty() ? several : one == null ? List.of() : List.of(one);
  }

  private static List<Exported.Label> labels(
      Map<String, TreeMap<Long, String>> links, Map<String, Exported.Label> known, String post) {
    return links.getOrDefault(post, new TreeMap<>()).values().stream()
        .flatMap(id -> Optional.ofNullable(known.get(id)).stream())
        .toList();
  }

  private String absolute(String html) {
    return html.replace("__GHOST_URL__", settings.getOrDefault("url", "").replaceFirst("/+$", ""));
  }

  private static Optional<Instant> instant(JsonObject row, String name) {
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

  static String string(JsonObject row, String name) {
    Object value = row.getValue(name);
    return value == null ? "" : value.toString();
  }

  private static boolean truth(JsonObject row, String name) {
    return Set.of("true", "1").contains(string(row, name));
  }

  /** Walks to every row of every table under any {@code data}, wherever that stands. */
  private void tables(BiConsumer<String, JsonObject> taker) throws IOException {
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
    } catch (EOFException | ZipException e) {
      throw new UnreadableExport(file + ": is damaged: " + e.getMessage());
    }
    if (!posts) {
      throw Exports.unknown(file.toString());
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
}
