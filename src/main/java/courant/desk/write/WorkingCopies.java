package courant.desk.write;

import courant.desk.Member;
import courant.platform.db.Database;
import courant.story.StoryId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What is being written and not yet saved, one for each story. */
public final class WorkingCopies {
  /** Whose it is, and since when. */
  record Copy(StoryForm form, long member, Instant at) {}

  private final Database database;
  private final InstantSource clock;

  public WorkingCopies(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  Optional<Copy> of(StoryId story) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from working_copy where story_id = :story")
                .bind("story", story.value())
                .map(
                    (row, _) ->
                        new Copy(
                            StoryForm.of(new JsonObject(row.getString("form"))),
                            row.getLong("staff_id"),
                            Instant.ofEpochMilli(row.getLong("at"))))
                .findOne());
  }

  void keep(StoryId story, Member member, StoryForm form) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into working_copy (story_id, staff_id, at, form) values (:story, :staff, :at, :form)
                    on conflict (story_id) do update set staff_id = excluded.staff_id, at = excluded.at,
                      form = excluded.form
                    """)
                .bind("story", story.value())
                .bind("staff", member.id())
                .bind("at", clock.millis())
                .bind("form", form.json().encode())
                .execute());
  }

  /** Stories whose working copy holds a text, such as a picture's address. */
  public List<StoryId> holding(String text) {
    return database.read(
        handle ->
            handle
                .createQuery("select story_id from working_copy where form like :text")
                .bind("text", "%" + text + "%")
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }

  void drop(Handle handle, StoryId story) {
    handle.execute("delete from working_copy where story_id = ?", story.value());
  }
}
