package courant.story;

import courant.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

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

  private static final String NOT_IN_INBOX =
      "not exists (select 1 from inbox where inbox.story_id = story.id)";

  private static final String ROWS =
      """
      select story.id, story.headline, story.state, story.path, section.name as section,
        coalesce(story.due, story.withdrawn, story.published, story.changed) as at,
        (select min(author.name) from story_author join author on author.id = story_author.author_id
         where story_author.story_id = story.id) as byline
      from story left join section on section.id = story.section_id
      """;

  /** The last changed of a state, those next due first among the scheduled. */
  public List<Row> newest(String state, String words, int most) {
    return newest(state, Wanted.saying(words), 0, most);
  }

  /** The same, narrowed, from behind so many on. */
  public List<Row> newest(String state, Wanted wanted, int offset, int most) {
    String order =
        switch (state) {
          case "scheduled" -> "story.due";
          case "published" -> "story.published desc";
          default -> "story.changed desc";
        };
    String at =
        switch (state) {
          case "scheduled" -> "story.due";
          case "published" -> "story.published";
          case "draft" -> "story.changed";
          default -> "story.withdrawn";
        };
    String query =
        ROWS
            + "where "
            + StoryColumns.in(state)
            + " and "
            + NOT_IN_INBOX
            + wanted.conditions(at)
            + " order by "
            + order
            + ", story.id desc limit :most offset :offset";
    return database.read(
        handle -> {
          Query found = handle.createQuery(query).bind("most", most).bind("offset", offset);
          wanted.bind(found);
          return found.map(DeskList::row).list();
        });
  }

  /** The published ones of these, in the order given. */
  public List<Row> published(List<StoryId> stories) {
    if (stories.isEmpty()) {
      return List.of();
    }
    List<Long> numbers = stories.stream().map(StoryId::value).toList();
    return database
        .read(
            handle ->
                handle
                    .createQuery(ROWS + "where story.state = 'published' and story.id in (<ids>)")
                    .bindList("ids", numbers)
                    .map(DeskList::row)
                    .list())
        .stream()
        .sorted(Comparator.comparingInt(row -> numbers.indexOf(row.id())))
        .toList();
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getLong("id"),
        row.getString("headline"),
        row.getString("state"),
        Optional.ofNullable(row.getString("section")).orElse(""),
        Optional.ofNullable(row.getString("byline")).orElse(""),
        Instant.ofEpochMilli(row.getLong("at")),
        Optional.ofNullable(row.getString("path")));
  }

  /**
   * How many there are of each state. Each count is the length of a stretch of an index: to look at
   * the stories themselves takes the longer, the more there are.
   */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    return database.read(
        handle -> {
          for (String state : StoryState.WORDS) {
            String inbox = state.equals("draft") ? " and " + NOT_IN_INBOX : "";
            counts.put(state, count(handle, StoryColumns.in(state) + inbox));
          }
          return counts;
        });
  }

  private static long count(Handle handle, String condition) {
    return handle
        .createQuery("select count(*) from story where " + condition)
        .mapTo(Long.class)
        .one();
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
