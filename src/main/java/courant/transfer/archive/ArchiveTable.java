package courant.transfer.archive;

import courant.platform.db.TableRows;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A table that belongs to the review, as lines of JSON.
 *
 * @param order the same for the same rows, wherever they are
 */
record ArchiveTable(String name, String order) {
  /** Parents before children. */
  static final List<ArchiveTable> ALL =
      List.of(
          new ArchiveTable("masthead", "id"),
          new ArchiveTable("look", "id"),
          new ArchiveTable("section", "id"),
          new ArchiveTable("standing_page", "id"),
          new ArchiveTable("navigation", "position"),
          new ArchiveTable("topic", "id"),
          new ArchiveTable("topic_alias", "topic_id, language, name"),
          new ArchiveTable("topic_profile", "topic_id"),
          new ArchiveTable("topic_dismissed", "name"),
          new ArchiveTable("source", "id"),
          new ArchiveTable("author", "id"),
          new ArchiveTable("photo", "id"),
          new ArchiveTable("story", "id"),
          new ArchiveTable("story_version", "story_id"),
          new ArchiveTable("story_picture", "story_id, digest"),
          new ArchiveTable("story_topic", "story_id, topic_id"),
          new ArchiveTable("story_topic_refused", "story_id, topic_id"),
          new ArchiveTable("story_author", "story_id, author_id"),
          new ArchiveTable("feed", "id"),
          new ArchiveTable("feed_item", "source_id, item_key"),
          new ArchiveTable("left_item", "source_id, item_key"),
          new ArchiveTable("intake", "id"),
          new ArchiveTable("extraction", "source_id"),
          new ArchiveTable("change_rule", "source_id"),
          new ArchiveTable("wire_version", "source_id, item_key"),
          new ArchiveTable("taken_text", "story_id"),
          new ArchiveTable("partner_change", "id"),
          new ArchiveTable("revisit", "story_id"),
          new ArchiveTable("inbox", "story_id"),
          new ArchiveTable("revision", "story_id, number"),
          new ArchiveTable("correction", "id"),
          new ArchiveTable("front_slot", "position"),
          new ArchiveTable("old_address", "path"),
          new ArchiveTable("imported", "site, kind, foreign_id"),
          new ArchiveTable("reply", "id"),
          new ArchiveTable("reply_verdict", "id"),
          new ArchiveTable("reply_rule", "id"),
          new ArchiveTable("reply_closing", "story_id"));

  /** Its file in an archive. */
  String file() {
    return name + ".jsonl";
  }

  boolean isEmpty(Handle handle) {
    return handle.createQuery("select count(*) from " + name).mapTo(Long.class).one() == 0;
  }

  /** Hands over what may travel, a line for each row. */
  void pack(Handle handle, boolean withWhom, Consumer<String> lines) {
    TableRows.read(
        handle,
        name,
        order,
        row -> travelling(row, withWhom).ifPresent(kept -> lines.accept(kept.encode())));
  }

  /** Writes rows as they were packed. */
  void unpack(Handle handle, boolean withWhom, Stream<String> lines) {
    TableRows.write(
        handle,
        name,
        lines.map(JsonObject::new).flatMap(row -> travelling(row, withWhom).stream()));
  }

  /**
   * What of a row may travel: nothing that is sealed, nor whose reply it is without the address.
   */
  private Optional<JsonObject> travelling(JsonObject row, boolean withWhom) {
    if (name.equals("reply") && !withWhom) {
      return Optional.of(row.putNull("replier_id"));
    }
    boolean address = name.equals("reply_rule") && "ADDRESS".equals(row.getString("kind"));
    return address ? Optional.empty() : Optional.of(row);
  }
}
