package courant.desk.write;

import courant.desk.Member;
import courant.platform.db.Database;
import courant.story.Story;
import courant.story.StoryId;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What is being written and not yet saved: everyone's own, for each story. */
public final class WorkingCopies {
  /**
   * @param member whose it is
   * @param name the member's; empty if there is no such member any more
   * @param revision the revision it began from
   * @param tab the page it was typed in, by a number of its own; empty if nobody knows
   */
  public record Copy(
      long member, String name, Instant at, int revision, StoryForm form, String tab) {}

  private static final String SELECT =
      """
      select working_text.*, coalesce(staff.name, '') as name from working_text
      left join staff on staff.id = working_text.staff_id
      """;

  private final Database database;
  private final InstantSource clock;

  public WorkingCopies(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A member's own. */
  Optional<Copy> of(StoryId story, long member) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "where story_id = :story and staff_id = :staff")
                .bind("story", story.value())
                .bind("staff", member)
                .map(WorkingCopies::copy)
                .findOne());
  }

  /** Everyone else's, newest first. */
  List<Copy> besides(StoryId story, long member) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT + "where story_id = :story and staff_id <> :staff order by at desc")
                .bind("story", story.value())
                .bind("staff", member)
                .map(WorkingCopies::copy)
                .list());
  }

  /**
   * Puts other words for a story into a member's own text, to be put together with what is saved.
   *
   * @param revision of the story, from which those words began
   * @return whether it was done; a member who has a text of their own there keeps it
   */
  public boolean begin(Story story, Member member, int revision, String headline, String body) {
    if (of(story.id(), member.id()).isPresent()) {
      return false;
    }
    keep(
        story.id(),
        member,
        revision,
        StoryForm.of(story).saying(headline, story.standfirst(), body));
    return true;
  }

  /**
   * Stories of which someone's text, not yet saved, holds something, such as a picture's address.
   */
  public List<StoryId> holding(String text) {
    return database.read(
        handle ->
            handle
                .createQuery("select distinct story_id from working_text where form like :text")
                .bind("text", "%" + text + "%")
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }

  /**
   * Keeps what a member typed.
   *
   * @param revision the one that the text began from
   */
  void keep(StoryId story, Member member, int revision, StoryForm form) {
    database.change(handle -> keep(handle, story, member, revision, form, ""));
  }

  /** Whether a member has gone on in another page than this one since it was made. */
  boolean wentOn(Handle handle, StoryId story, Member member, String tab, long made) {
    return handle
        .createQuery(
            """
            select 1 from working_text where story_id = :story and staff_id = :staff
              and at > :made and tab <> '' and tab <> :tab
            """)
        .bind("story", story.value())
        .bind("staff", member.id())
        .bind("made", made)
        .bind("tab", tab)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * As {@link #keep(StoryId, Member, int, StoryForm)}, within the caller's transaction.
   *
   * @param tab the page it was typed in
   */
  int keep(Handle handle, StoryId story, Member member, int revision, StoryForm form, String tab) {
    return handle
        .createUpdate(
            """
            insert into working_text (story_id, staff_id, at, revision, form, tab)
            values (:story, :staff, :at, :revision, :form, :tab)
            on conflict (story_id, staff_id) do update set at = excluded.at,
              revision = excluded.revision, form = excluded.form, tab = excluded.tab
            """)
        .bind("story", story.value())
        .bind("staff", member.id())
        .bind("at", clock.millis())
        .bind("revision", revision)
        .bind("form", form.json().encode())
        .bind("tab", tab)
        .execute();
  }

  /** A story got another revision and kept its words: texts begun from the one go on from there. */
  int follow(Handle handle, StoryId story, int from, int to) {
    return handle.execute(
        "update working_text set revision = ? where story_id = ? and revision = ?",
        to,
        story.value(),
        from);
  }

  /** Forgets a member's, within the caller's transaction. */
  int drop(Handle handle, StoryId story, long member) {
    return handle.execute(
        "delete from working_text where story_id = ? and staff_id = ?", story.value(), member);
  }

  private static Copy copy(ResultSet row, StatementContext context) throws SQLException {
    return new Copy(
        row.getLong("staff_id"),
        row.getString("name"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getInt("revision"),
        StoryForm.of(new JsonObject(row.getString("form"))),
        Optional.ofNullable(row.getString("tab")).orElse(""));
  }
}
