package courant.desk.write;

import courant.desk.Member;
import courant.platform.db.Database;
import courant.platform.web.Role;
import courant.story.StoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What is handed in for review. A story that goes out, or is scheduled, is no longer here. */
public final class Submissions {
  private static final String SELECT =
      """
      select submission.*, story.headline, coalesce(writer.name, '') as writer,
        coalesce(editor.name, '') as editor, coalesce(returner.name, '') as returner
      from submission join story on story.id = submission.story_id
      left join staff writer on writer.id = submission.staff_id
      left join staff editor on editor.id = submission.taken_by
      left join staff returner on returner.id = submission.returned_by
      """;

  private final Database database;
  private final InstantSource clock;

  public Submissions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** That of a story; empty if it is not handed in. */
  public Optional<Submission> of(StoryId story) {
    return database.read(handle -> of(handle, story));
  }

  Optional<Submission> of(Handle handle, StoryId story) {
    return handle
        .createQuery(SELECT + "where submission.story_id = :story")
        .bind("story", story.value())
        .map(Submissions::submission)
        .findOne();
  }

  /** Those that await review, the longest waiting first. */
  public List<Submission> waiting() {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "where submission.returned is null order by submission.at")
                .map(Submissions::submission)
                .list());
  }

  /** A member's own, those that came back first. */
  public List<Submission> by(Member member) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "where submission.staff_id = :staff"
                        + " order by case when submission.returned is null then 1 else 0 end,"
                        + " submission.at desc")
                .bind("staff", member.id())
                .map(Submissions::submission)
                .list());
  }

  /** How many it is this member's turn to look at. */
  public long turnOf(Member member) {
    String which =
        member.may(Role.EDITOR) ? "returned is null" : "returned is not null and staff_id = :staff";
    return database.read(
        handle -> {
          var query = handle.createQuery("select count(*) from submission where " + which);
          if (!member.may(Role.EDITOR)) {
            query.bind("staff", member.id());
          }
          return query.mapTo(Long.class).one();
        });
  }

  /** Whether a member wanted to be mailed the last time they handed something in. */
  boolean wantsMail(Member member) {
    return by(member).stream()
        .max(Comparator.comparing(Submission::at))
        .map(Submission::mailed)
        .orElse(true);
  }

  /** Hands in, or in again; an editor who had taken it keeps it. */
  void submit(Handle handle, StoryId story, Member by, String note, boolean mailed) {
    handle
        .createUpdate(
            """
            insert into submission (story_id, staff_id, at, note, mailed)
            values (:story, :staff, :at, :note, :mailed)
            on conflict (story_id) do update set staff_id = excluded.staff_id, at = excluded.at,
              note = excluded.note, mailed = excluded.mailed, returned = null, returned_by = null,
              answer = ''
            """)
        .bind("story", story.value())
        .bind("staff", by.id())
        .bind("at", clock.millis())
        .bind("note", note)
        .bind("mailed", mailed ? 1 : 0)
        .execute();
  }

  /**
   * Gives it to an editor, or to nobody.
   *
   * @return false if it does not await review
   */
  boolean take(Handle handle, StoryId story, Optional<Member> editor) {
    return handle
            .createUpdate(
                "update submission set taken_by = :editor where story_id = :story and returned is null")
            .bind("editor", editor.map(Member::id).orElse(null))
            .bind("story", story.value())
            .execute()
        == 1;
  }

  /**
   * Gives it back to its writer.
   *
   * @return false if it does not await review
   */
  boolean sendBack(Handle handle, StoryId story, Member editor, String answer) {
    return handle
            .createUpdate(
                """
                update submission set returned = :now, returned_by = :editor, answer = :answer
                where story_id = :story and returned is null
                """)
            .bind("now", clock.millis())
            .bind("editor", editor.id())
            .bind("answer", answer)
            .bind("story", story.value())
            .execute()
        == 1;
  }

  /** Forgets it. */
  boolean remove(Handle handle, StoryId story) {
    return handle.execute("delete from submission where story_id = ?", story.value()) == 1;
  }

  private static Submission submission(ResultSet row, StatementContext context)
      throws SQLException {
    return new Submission(
        new StoryId(row.getLong("story_id")),
        row.getString("headline"),
        row.getLong("staff_id"),
        row.getString("writer"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("note"),
        row.getInt("mailed") == 1,
        stage(row));
  }

  private static Submission.Stage stage(ResultSet row) throws SQLException {
    long returned = row.getLong("returned");
    if (!row.wasNull()) {
      return new Submission.Stage.Returned(
          Instant.ofEpochMilli(returned), row.getString("returner"), row.getString("answer"));
    }
    long editor = row.getLong("taken_by");
    return row.wasNull()
        ? new Submission.Stage.Waiting()
        : new Submission.Stage.Taken(editor, row.getString("editor"));
  }
}
