package courant.syndication.intake;

import courant.source.SourceId;
import courant.story.StoryId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Items that came before, under all the names they came by. */
public final class KnownItems {
  private static final int MOST_TOGETHER = 400;

  /**
   * What became of one.
   *
   * @param story empty if it was left out, or its story is gone
   * @param print of what it said then; empty if that was not kept
   */
  public record Known(Optional<StoryId> story, String print) {}

  /**
   * A name by which the item of a story is known.
   *
   * @param hash SHA-256 in hex
   * @param print of what the item said last; empty if that was not kept
   */
  public record Name(SourceId source, String hash, String print) {}

  /** Those of a source that are known, by name. */
  public Map<String, Known> among(Handle handle, SourceId source, Collection<String> names) {
    Map<String, Known> known = new HashMap<>();
    List<String> all = names.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += MOST_TOGETHER) {
      List<byte[]> some =
          all.subList(from, Math.min(all.size(), from + MOST_TOGETHER)).stream()
              .map(HexFormat.of()::parseHex)
              .toList();
      handle
          .createQuery(
              """
              select item_key, story_id, print from feed_item
              where source_id = :source and item_key in (<names>)
              union all
              select item_key, null, null from left_item
              where source_id = :source and item_key in (<names>)
              """)
          .bind("source", source.value())
          .bindList("names", some)
          .map(
              (row, _) -> {
                long story = row.getLong("story_id");
                Optional<StoryId> whose =
                    row.wasNull() ? Optional.empty() : Optional.of(new StoryId(story));
                return known.put(
                    HexFormat.of().formatHex(row.getBytes("item_key")),
                    new Known(whose, hex(row.getBytes("print"))));
              })
          .list();
    }
    return known;
  }

  private static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "" : HexFormat.of().formatHex(bytes);
  }

  /** What is known of an item, by the surest of its names that is known. */
  public static Optional<Known> find(Map<String, Known> known, Item item) {
    return item.names().stream()
        .flatMap(name -> Optional.ofNullable(known.get(name)).stream())
        .findFirst();
  }

  /** Keeps an item's names, so that it is left out from now on. */
  public void leaveOut(Handle handle, SourceId source, Item item) {
    for (String name : item.names()) {
      handle
          .createUpdate(
              "insert into left_item (source_id, item_key) values (:source, :name) on conflict do nothing")
          .bind("source", source.value())
          .bind("name", HexFormat.of().parseHex(name))
          .execute();
    }
  }

  /** By which names the item is known that a story was made of. */
  public List<Name> of(Handle handle, StoryId story) {
    return handle
        .createQuery("select source_id, item_key, print from feed_item where story_id = :story")
        .bind("story", story.value())
        .map(
            (row, _) ->
                new Name(
                    new SourceId(row.getLong("source_id")),
                    HexFormat.of().formatHex(row.getBytes("item_key")),
                    hex(row.getBytes("print"))))
        .list();
  }

  /** Lets what a story was made of be left out when the story is gone. */
  public void leaveOut(Handle handle, StoryId story) {
    handle
        .createUpdate(
            """
            insert into left_item (source_id, item_key)
            select source_id, item_key from feed_item where story_id = :story on conflict do nothing
            """)
        .bind("story", story.value())
        .execute();
  }

  /** Takes that back, for a story that is here again. */
  public void bringBack(Handle handle, StoryId story, List<Name> names) {
    for (Name name : names) {
      handle
          .createUpdate(
              """
              insert into feed_item (source_id, item_key, story_id, print)
              select source_id, item_key, :story, :print from left_item
              where source_id = :source and item_key = :name on conflict do nothing
              """)
          .bind("source", name.source().value())
          .bind("name", HexFormat.of().parseHex(name.hash()))
          .bind("story", story.value())
          .bind("print", name.print().isEmpty() ? null : HexFormat.of().parseHex(name.print()))
          .execute();
      handle
          .createUpdate("delete from left_item where source_id = :source and item_key = :name")
          .bind("source", name.source().value())
          .bind("name", HexFormat.of().parseHex(name.hash()))
          .execute();
    }
  }

  /** Keeps an item's names, and what it says now. */
  public void remember(Handle handle, SourceId source, Item item, StoryId story) {
    for (String name : item.names()) {
      handle
          .createUpdate(
              """
              insert into feed_item (source_id, item_key, story_id, print)
              values (:source, :name, :story, :print)
              on conflict (source_id, item_key) do update set print = excluded.print
              """)
          .bind("source", source.value())
          .bind("name", HexFormat.of().parseHex(name))
          .bind("story", story.value())
          .bind("print", HexFormat.of().parseHex(item.print()))
          .execute();
    }
  }
}
