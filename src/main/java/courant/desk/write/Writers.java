package courant.desk.write;

import courant.desk.Member;
import courant.platform.db.Database;
import courant.story.StoryId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who is writing a story at this moment. One at a time; who comes second reads, or takes over. A
 * browser that has not been heard of for a minute and a half is taken to be gone.
 */
public final class Writers {
  static final Duration GONE = Duration.ofSeconds(90);

  /** Who writes, and since when. */
  public record Writer(long member, String name, Instant since) {}

  private final Database database;
  private final InstantSource clock;

  public Writers(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Who is writing now; empty if nobody was heard of lately. */
  Optional<Writer> of(StoryId story) {
    return database.read(handle -> of(handle, story));
  }

  private Optional<Writer> of(Handle handle, StoryId story) {
    return handle
        .createQuery(
            """
            select writer.staff_id, writer.since, staff.name from writer
            join staff on staff.id = writer.staff_id
            where writer.story_id = :story and writer.seen > :gone
            """)
        .bind("story", story.value())
        .bind("gone", clock.instant().minus(GONE).toEpochMilli())
        .map(
            (row, _) ->
                new Writer(
                    row.getLong("staff_id"),
                    row.getString("name"),
                    Instant.ofEpochMilli(row.getLong("since"))))
        .findOne();
  }

  /** Says that a member is here and writing; becomes the writer if nobody else is. */
  Writer here(StoryId story, Member member) {
    return database.write(handle -> here(handle, story, member));
  }

  /** As {@link #here(StoryId, Member)}, within the caller's transaction. */
  Writer here(Handle handle, StoryId story, Member member) {
    Optional<Writer> now = of(handle, story);
    if (now.isPresent() && now.get().member() != member.id()) {
      return now.get();
    }
    Instant since = now.map(Writer::since).orElseGet(clock::instant);
    write(handle, story, member, since);
    return new Writer(member.id(), member.name(), since);
  }

  /** Makes a member the writer, whoever was it. */
  void take(StoryId story, Member member) {
    database.change(handle -> write(handle, story, member, clock.instant()));
  }

  /** Says that a member is done; another's place stays as it is. */
  void leave(StoryId story, Member member) {
    database.change(
        handle ->
            handle.execute(
                "delete from writer where story_id = ? and staff_id = ?",
                story.value(),
                member.id()));
  }

  private int write(Handle handle, StoryId story, Member member, Instant since) {
    return handle
        .createUpdate(
            """
            insert into writer (story_id, staff_id, since, seen) values (:story, :staff, :since, :seen)
            on conflict (story_id) do update set staff_id = excluded.staff_id, since = excluded.since,
              seen = excluded.seen
            """)
        .bind("story", story.value())
        .bind("staff", member.id())
        .bind("since", since.toEpochMilli())
        .bind("seen", clock.millis())
        .execute();
  }
}
