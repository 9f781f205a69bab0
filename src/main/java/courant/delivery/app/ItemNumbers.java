package courant.delivery.app;

import courant.platform.db.Database;
import courant.story.Story;
import courant.story.StoryId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The small numbers by which apps of the Fever API know stories, given when an app first meets a
 * story. A story's own number is too large for many of them, and is given when it is begun: one
 * that went out later than its successor would never be asked for.
 */
final class ItemNumbers {
  private final Database database;

  ItemNumbers(Database database) {
    this.database = database;
  }

  /** The numbers of these stories; those without get theirs now, the older first. */
  Map<StoryId, Integer> of(Collection<Story> stories) {
    List<Long> ids = stories.stream().map(story -> story.id().value()).toList();
    Map<StoryId, Integer> known = database.read(handle -> known(handle, ids));
    List<Story> strange =
        stories.stream()
            .filter(story -> !known.containsKey(story.id()))
            .sorted(Comparator.comparing(Story::published))
            .toList();
    return strange.isEmpty() ? known : database.write(handle -> give(handle, strange, ids));
  }

  private static Map<StoryId, Integer> give(Handle handle, List<Story> stories, List<Long> ids) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into app_item (story_id) select id from story where id = :story"
                + " on conflict (story_id) do nothing");
    stories.forEach(story -> batch.bind("story", story.id().value()).add());
    batch.execute();
    return known(handle, ids);
  }

  private static Map<StoryId, Integer> known(Handle handle, List<Long> ids) {
    Map<StoryId, Integer> known = new HashMap<>();
    if (!ids.isEmpty()) {
      handle
          .createQuery("select story_id, number from app_item where story_id in (<ids>)")
          .bindList("ids", ids)
          .map((row, _) -> known.put(new StoryId(row.getLong(1)), row.getInt(2)))
          .list();
    }
    return known;
  }

  /** The stories with these numbers, in no order. */
  List<StoryId> stories(Collection<Integer> numbers) {
    return numbers.isEmpty()
        ? List.of()
        : database.read(
            handle ->
                handle
                    .createQuery("select story_id from app_item where number in (<numbers>)")
                    .bindList("numbers", List.copyOf(numbers))
                    .map((row, _) -> new StoryId(row.getLong(1)))
                    .list());
  }
}
