package courant.transfer.ghost;

import courant.transfer.exported.Export;
import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import courant.transfer.exported.Part;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads a Ghost export (JSON, versions 1 to 6): first the small tables, then post by post. */
public final class GhostExport implements Export {
  private static final Set<String> COUNTED =
      Set.of("members", "subscribers", "members_newsletters");

  private final GhostTables tables;
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

  /**
   * @param file the one file there is
   */
  public GhostExport(Part file) {
    this.tables = new GhostTables(file);
  }

  @Override
  public String kind() {
    return "ghost";
  }

  @Override
  public void read(Consumer<Exported> taken) throws IOException {
    if (!gathered) {
      tables.each(this::gather);
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
    tables.each(
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
      case "meta" -> version = GhostTables.string(row, "version");
      case "users" -> {
        Exported.Label user =
            new Exported.Label(GhostTables.string(row, "slug"), GhostTables.string(row, "name"));
        users.put(GhostTables.string(row, "id"), user);
        writers.add(
            new Exported.Writer(
                user.slug(), user.name(), Foreign.plain(GhostTables.string(row, "bio"))));
      }
      case "tags" -> {
        // Ghost keeps internal tags, whose names begin with #, from readers.
        if (!GhostTables.string(row, "name").startsWith("#")) {
          tags.put(
              GhostTables.string(row, "id"),
              new Exported.Label(GhostTables.string(row, "slug"), GhostTables.string(row, "name")));
        }
      }
      case "posts_tags" -> link(tagsOf, row, "tag_id");
      case "posts_authors" -> link(usersOf, row, "author_id");
      case "posts_meta" -> metaOf.put(GhostTables.string(row, "post_id"), row);
      case "settings" ->
          settings.put(GhostTables.string(row, "key"), GhostTables.string(row, "value"));
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
        links.computeIfAbsent(GhostTables.string(row, "post_id"), _ -> new TreeMap<>());
    long order =
        row.getValue("sort_order") instanceof Number number ? number.longValue() : ordered.size();
    while (ordered.containsKey(order)) {
      order++;
    }
    ordered.put(order, GhostTables.string(row, column));
  }

  private Exported post(JsonObject row, String siteLanguage) {
    String id = GhostTables.string(row, "id");
    List<String> notes = new ArrayList<>();
    Optional<Exported.Fate> fate = fate(row, notes);
    String label = "“" + GhostTables.string(row, "title") + "” (" + id + ")";
    if (fate.isEmpty()) {
      return new Exported.Left(label, "its status is " + GhostTables.string(row, "status"));
    }
    boolean page = GhostTables.string(row, "type").equals("page") || GhostTables.truth(row, "page");
    String slug = GhostTables.string(row, "slug");
    JsonObject meta = metaOf.getOrDefault(id, new JsonObject());
    String image =
        absolute(
            GhostTables.string(row, "feature_image").isEmpty()
                ? GhostTables.string(row, "image")
                : GhostTables.string(row, "feature_image"));
    String canonical = GhostTables.string(row, "canonical_url");
    return new Exported.Entry(
        id,
        page,
        fate.get(),
        GhostTables.string(row, "title"),
        slug,
        standfirst(row, meta),
        told -> absolute(GhostText.html(row, told)),
        Stream.of("html", "lexical", "mobiledoc", "plaintext")
            .mapToInt(name -> GhostTables.string(row, name).length())
            .sum(),
        GhostTables.instant(row, "published_at"),
        GhostTables.instant(row, "updated_at"),
        byline(row, id),
        labels(tagsOf, tags, id).stream().limit(1).toList(),
        labels(tagsOf, tags, id).stream().skip(1).toList(),
        Foreign.host(canonical),
        canonical,
        image.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Exported.Image(
                    image,
                    0,
                    0,
                    GhostTables.string(meta, "feature_image_alt"),
                    Foreign.plain(GhostTables.string(meta, "feature_image_caption")))),
        Stream.of(
                GhostTables.string(row, "locale"),
                GhostTables.string(row, "language"),
                siteLanguage)
            .filter(tag -> !tag.isEmpty())
            .findFirst()
            .orElse(""),
        slug.isEmpty() ? List.of() : List.of("/" + slug + "/"),
        List.of(),
        notes);
  }

  private static String standfirst(JsonObject row, JsonObject meta) {
    String excerpt = GhostTables.string(row, "custom_excerpt");
    return Foreign.plain(
        excerpt.isEmpty() ? GhostTables.string(meta, "meta_description") : excerpt);
  }

  private static Optional<Exported.Fate> fate(JsonObject row, List<String> notes) {
    String visibility = GhostTables.string(row, "visibility");
    if (!visibility.isEmpty() && !visibility.equals("public")) {
      notes.add("was for " + visibility + " only; taken as a draft");
      return Optional.of(Exported.Fate.DRAFT);
    }
    return switch (GhostTables.string(row, "status")) {
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
    Exported.Label one = users.get(GhostTables.string(row, "author_id"));
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
}
