package courant.story;

import courant.platform.db.Database;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stories in all states, as a newsroom lists them: one light row each. What waits in the inbox is
 * listed there alone.
 */
public final class DeskList {
  /**
   * @param at when it goes or went out; when it was last changed if neither
   */
  public record Row(
      long id,
      String headline,
      String state,
      String section,
      String byline,
      Instant at,
      Optional<String> path) {}

  private final Database database;

  public DeskList(Database database) {
    this.database = database;
  }

  /**
   * The last changed of a state, those next due first among the scheduled.
   *
   * @param words that the headline holds; empty for all
   */
  public List<Row> newest(String state, String words, int most) {
    String order =
        state.equals("scheduled")
            ? "story.due"
            : state.equals("published") ? "story.published desc" : "story.changed desc";
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select story.id, story.headline, story.state, story.path, section.name as section,
                      coalesce(story.due, story.withdrawn, story.published, story.changed) as at,
                      (select min(author.name) from story_author join author on author.id = story_author.author_id
                       where story_author.story_id = story.id) as byline
                    from story left join section on section.id = story.section_id
                    where %s
                      and not exists (select 1 from inbox where inbox.story_id = story.id)
                      and lower(story.headline) like :words escape '!'
                    order by\s"""
                            .formatted(StoryColumns.in(state))
                        + order
                        + " limit :most")
                .bind(
                    "words",
                    "%"
                        + words.toLowerCase(java.util.Locale.ROOT).replaceAll("([!%_])", "!$1")
                        + "%")
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Row(
                            row.getLong("id"),
                            row.getString("headline"),
                            row.getString("state"),
                            Optional.ofNullable(row.getString("section")).orElse(""),
                            Optional.ofNullable(row.getString("byline")).orElse(""),
                            Instant.ofEpochMilli(row.getLong("at")),
                            Optional.ofNullable(row.getString("path"))))
                .list());
  }

  /** How many there are of each state. */
  public Map<String, Long> counts() {
    Map<String, Long> counts =
        new HashMap<>(
            Map.of("draft", 0L, "scheduled", 0L, "published", 0L, "withdrawn", 0L, "expired", 0L));
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  select case when expired = 1 then 'expired' else state end, count(*) from story
                  where not exists (select 1 from inbox where inbox.story_id = story.id)
                  group by 1
                  """)
              .map((row, _) -> counts.put(row.getString(1), row.getLong(2)))
              .list();
          return true;
        });
    return counts;
  }

  /** Numbers of the scheduled stories whose time has come. */
  public List<StoryId> due(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select id from story where state = 'scheduled' and due <= :now order by due")
                .bind("now", now.toEpochMilli())
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }
}
