package courant.syndication.article;

import courant.platform.db.Database;
import courant.story.StoryId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** When the pages of partners' stories are looked at again: three times, less and less often. */
public final class Revisits {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofHours(2), Duration.ofDays(1), Duration.ofDays(7));

  private final Database database;
  private final InstantSource clock;

  Revisits(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Begins with a story that was just taken. */
  public void begin(Handle handle, StoryId story) {
    handle
        .createUpdate(
            "insert into revisit (story_id, due, times) values (:story, :due, 0) on conflict do nothing")
        .bind("story", story.value())
        .bind("due", clock.instant().plus(PAUSES.getFirst()).toEpochMilli())
        .execute();
  }

  /** Those whose time has come, each put off to its next; after the last there is none. */
  public List<StoryId> claimDue(int most) {
    if (database.read(handle -> due(handle, 1)).isEmpty()) {
      return List.of();
    }
    return database.write(
        handle -> {
          List<Due> due = due(handle, most);
          due.forEach(one -> putOff(handle, one));
          return due.stream().map(Due::story).toList();
        });
  }

  private record Due(StoryId story, int times) {}

  private List<Due> due(Handle handle, int most) {
    return handle
        .createQuery(
            "select story_id, times from revisit where due <= :now order by due limit :most")
        .bind("now", clock.millis())
        .bind("most", most)
        .map((row, _) -> new Due(new StoryId(row.getLong("story_id")), row.getInt("times")))
        .list();
  }

  private void putOff(Handle handle, Due one) {
    int times = one.times() + 1;
    if (times == PAUSES.size()) {
      handle
          .createUpdate("delete from revisit where story_id = :story")
          .bind("story", one.story().value())
          .execute();
      return;
    }
    handle
        .createUpdate("update revisit set due = :due, times = :times where story_id = :story")
        .bind("story", one.story().value())
        .bind("due", clock.instant().plus(PAUSES.get(times)).toEpochMilli())
        .bind("times", times)
        .execute();
  }
}
