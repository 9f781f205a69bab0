package courant.desk.plan;

import courant.platform.db.Database;
import courant.story.StoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What is scheduled, and which days drafts are meant for. */
public final class Plan {
  private static final int MOST = 1_000;

  private static final String SELECT =
      """
      select story.id, story.headline, story.due, section.name as section, story_plan.day as day,
        (select min(author.name) from story_author join author on author.id = story_author.author_id
         where story_author.story_id = story.id) as byline
      from story left join section on section.id = story.section_id
      left join story_plan on story_plan.story_id = story.id
      """;

  private static final String DRAFT =
      """
      where story.state = 'draft'
        and not exists (select 1 from inbox where inbox.story_id = story.id)
      """;

  private final Database database;

  public Plan(Database database) {
    this.database = database;
  }

  /** What goes out by itself in a stretch of time, the next first. */
  List<Item> scheduled(Instant from, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        where story.state = 'scheduled' and story.due >= :from and story.due < :until
                        order by story.due, story.id limit :most
                        """)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .bind("most", MOST)
                .map(Plan::item)
                .list());
  }

  /** Drafts that are meant for a stretch of days. */
  List<Item> meant(LocalDate from, LocalDate until) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + DRAFT
                        + """
                        and story_plan.day >= :from and story_plan.day < :until
                        order by story_plan.day, story.changed desc limit :most
                        """)
                .bind("from", from.toString())
                .bind("until", until.toString())
                .bind("most", MOST)
                .map(Plan::item)
                .list());
  }

  /** Drafts that are meant for no day, the last changed first. */
  List<Item> sometime(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + DRAFT
                        + "and story_plan.day is null order by story.changed desc limit :most")
                .bind("most", most)
                .map(Plan::item)
                .list());
  }

  /** Which day a draft is meant for. */
  Optional<LocalDate> day(StoryId story) {
    return database.read(
        handle ->
            handle
                .createQuery("select day from story_plan where story_id = :story")
                .bind("story", story.value())
                .map((row, _) -> LocalDate.parse(row.getString(1)))
                .findOne());
  }

  /** Means a draft for a day, or for none. */
  void mean(StoryId story, Optional<LocalDate> day) {
    database.change(handle -> mean(handle, story, day));
  }

  private static int mean(Handle handle, StoryId story, Optional<LocalDate> day) {
    return day.isEmpty()
        ? handle.execute("delete from story_plan where story_id = ?", story.value())
        : handle.execute(
            """
            insert into story_plan (story_id, day) values (?, ?)
            on conflict (story_id) do update set day = excluded.day
            """,
            story.value(),
            day.get().toString());
  }

  private static Item item(ResultSet row, StatementContext context) throws SQLException {
    return new Item(
        new StoryId(row.getLong("id")),
        row.getString("headline"),
        Optional.ofNullable(row.getString("section")).orElse(""),
        Optional.ofNullable(row.getString("byline")).orElse(""),
        when(row));
  }

  private static Item.When when(ResultSet row) throws SQLException {
    long due = row.getLong("due");
    if (!row.wasNull()) {
      return new Item.When.At(Instant.ofEpochMilli(due));
    }
    String day = row.getString("day");
    return day == null ? new Item.When.Sometime() : new Item.When.On(LocalDate.parse(day));
  }
}
