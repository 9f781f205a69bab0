package courant.story;

import courant.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What stories said before. */
public final class Revisions {
  /**
   * A story's text at one time.
   *
   * @param number counted from 1
   * @param note the public note of a correction; empty for any other change
   */
  public record Revision(
      int number,
      Instant at,
      String byWhom,
      String headline,
      String standfirst,
      String body,
      String note) {}

  private final Database database;
  private final InstantSource clock;

  public Revisions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Keeps a story's text as it is now written, within the transaction that wrote it. */
  public void keep(Handle handle, Story story, String byWhom, String note) {
    handle
        .createUpdate(
            """
            insert into revision (story_id, number, at, by_whom, headline, standfirst, body, note)
            select id, revision, :at, :by, headline, standfirst, body, :note from story where id = :id
            on conflict (story_id, number) do nothing
            """)
        .bind("id", story.id().value())
        .bind("at", clock.millis())
        .bind("by", byWhom)
        .bind("note", note)
        .execute();
  }

  /** How often a story was written; grows with each. */
  public int current(Handle handle, StoryId story) {
    return handle
        .createQuery("select revision from story where id = :id")
        .bind("id", story.value())
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  /** Whether somebody here, or a partner, ever gave a story other words than it came with. */
  public static boolean isEdited(Handle handle, StoryId story) {
    return handle
        .createQuery("select 1 from revision where story_id = :id and by_whom <> '' limit 1")
        .bind("id", story.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** One that was kept, within the caller's transaction or moment. */
  public Optional<Revision> at(Handle handle, StoryId story, int number) {
    return handle
        .createQuery("select * from revision where story_id = :id and number = :number")
        .bind("id", story.value())
        .bind("number", number)
        .map(Revisions::revision)
        .findOne();
  }

  /** All that were kept, newest first. */
  public List<Revision> of(StoryId story) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from revision where story_id = :id order by number desc")
                .bind("id", story.value())
                .map(Revisions::revision)
                .list());
  }

  private static Revision revision(ResultSet row, StatementContext context) throws SQLException {
    return new Revision(
        row.getInt("number"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("by_whom"),
        row.getString("headline"),
        row.getString("standfirst"),
        row.getString("body"),
        row.getString("note"));
  }
}
