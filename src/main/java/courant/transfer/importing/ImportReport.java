package courant.transfer.importing;

import courant.transfer.exported.Exported;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an import took, or would take, and what it left, item by item. */
public final class ImportReport {
  private final Path file;
  private final String kind;
  private final List<Exported.Left> left = new ArrayList<>();
  private final List<Exported.Left> faults = new ArrayList<>();
  private String version = "";
  private String title = "";
  private String damage = "";
  int stories;
  int drafts;
  int pages;
  int authors;
  int sections;
  int topics;
  int sources;
  int media;

  /** Those that were fetched into the library. */
  int pictures;

  int replies;
  int redirects;
  int unchanged;
  private boolean sampleGone;

  /**
   * @param kind of export, as it calls itself
   */
  public ImportReport(Path file, String kind) {
    this.file = file;
    this.kind = kind;
  }

  void site(Exported.Site site) {
    version = site.version();
    title = site.title();
  }

  /** Notes whether the sample review was taken out for it. */
  public void sampleGone(boolean gone) {
    sampleGone = gone;
  }

  /** Fills in what an archive says of itself. */
  public ImportReport restored(JsonObject manifest) {
    JsonObject rows = manifest.getJsonObject("rows", new JsonObject());
    version = Integer.toString(manifest.getInteger("version"));
    title = manifest.getString("title", "");
    stories = rows.getInteger("story", 0);
    pages = rows.getInteger("standing_page", 0);
    authors = rows.getInteger("author", 0);
    sections = rows.getInteger("section", 0);
    topics = rows.getInteger("topic", 0);
    sources = rows.getInteger("source", 0);
    replies = rows.getInteger("reply", 0);
    redirects = rows.getInteger("old_address", 0);
    return this;
  }

  /** Notes where the file ends too early. */
  void damaged(Exported.BrokenOff where) {
    faults.add(new Exported.Left(where.item(), where.reason()));
    damage = "%s: %s: %s".formatted(file, where.item(), where.reason());
  }

  /** Counts the replies to an entry; standing pages take none. */
  void replies(Exported.Entry entry) {
    int count = entry.comments().size();
    if (!entry.page()) {
      replies += count;
    } else if (count > 0) {
      left.add(
          new Exported.Left(
              (count == 1 ? "1 reply to " : count + " replies to ") + entry.label(),
              "standing pages take no replies"));
    }
  }

  /** Notes an item that was not taken. */
  void left(Exported.Left item) {
    left.add(item);
  }

  /** Notes an item that was taken, but not whole. */
  public void partly(String item, String what) {
    faults.add(new Exported.Left(item, what));
  }

  /** Where the file breaks off, in a line for a person; empty if it is whole. */
  public String damage() {
    return damage;
  }

  /** Whether everything was taken. */
  public boolean complete() {
    return left.isEmpty();
  }

  /** For a program. */
  public JsonObject json() {
    return new JsonObject()
        .put("file", file.toString())
        .put("kind", kind)
        .put("version", version)
        .put("title", title)
        .put("stories", stories)
        .put("drafts", drafts)
        .put("pages", pages)
        .put("authors", authors)
        .put("sections", sections)
        .put("topics", topics)
        .put("sources", sources)
        .put("media", media)
        .put("pictures", pictures)
        .put("replies", replies)
        .put("redirects", redirects)
        .put("unchanged", unchanged)
        .put("left", items(left))
        .put("faults", items(faults));
  }

  private static JsonArray items(List<Exported.Left> items) {
    JsonArray array = new JsonArray();
    items.forEach(
        item -> array.add(new JsonObject().put("item", item.item()).put("reason", item.reason())));
    return array;
  }

  /** For a person. */
  public String text(boolean dryRun) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s (%s%s)%n"
            .formatted(
                title.isEmpty() ? file.toString() : title,
                kind,
                version.isEmpty() ? "" : " " + version));
    text.append(
        "%s %d stories, %d drafts, %d pages, %d authors, %d sections, %d topics, %d sources, %d replies, %d redirects%n"
            .formatted(
                dryRun ? "would take" : "took",
                stories,
                drafts,
                pages,
                authors,
                sections,
                topics,
                sources,
                replies,
                redirects));
    if (sampleGone) {
      text.append("the sample review has made room%n".formatted());
    }
    if (pictures > 0) {
      text.append("fetched %d pictures into the library%n".formatted(pictures));
    }
    if (unchanged > 0) {
      text.append("%d were here already, unchanged%n".formatted(unchanged));
    }
    list(text, faults, "taken in part:");
    list(text, left, "left:");
    return text.toString();
  }

  private static void list(StringBuilder text, List<Exported.Left> items, String heading) {
    if (!items.isEmpty()) {
      text.append("%d %s%n".formatted(items.size(), heading));
      items.forEach(item -> text.append("  %s: %s%n".formatted(item.item(), item.reason())));
    }
  }
}
