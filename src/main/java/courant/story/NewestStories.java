package courant.story;

import courant.platform.db.Database;
import courant.platform.db.Remembered;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The newest stories of many lists at once. Each list is one range of one index; they are read one
 * after the other and never joined, which would read all stories of all lists.
 */
public final class NewestStories {
  /** SQLite takes 500 parts of a union. */
  private static final int MOST_TOGETHER = 400;

  /** Of each list; what a page or two of a reader's takes. */
  private static final int REMEMBERED = 50;

  private static final long MOST_REMEMBERED = 500_000;

  private final Database database;
  private final Remembered<Listing, List<Placed>> remembered =
      new Remembered<>(MOST_REMEMBERED, (_, placed) -> 10 + placed.size());

  public NewestStories(Database database, Facts facts) {
    this.database = database;
    facts.remind(this::hear);
  }

  /**
   * A story in a list.
   *
   * @param published in epoch milliseconds
   */
  public record Placed(StoryId story, long published) {}

  private record Row(int list, Placed placed) {}

  private void hear(Fact fact) {
    switch (StoryChange.of(fact)) {
      case NONE -> {}
      case NEW -> remembered.forget(listsOf(new StoryId(fact.subject())));
      case ANY -> remembered.forgetAll();
    }
  }

  private List<Listing> listsOf(StoryId story) {
    return database
        .read(
            handle ->
                StoryRows.read(
                    handle, "where story.id = :id", query -> query.bind("id", story.value())))
        .stream()
        .flatMap(found -> Listing.of(found).stream())
        .toList();
  }

  /**
   * The newest of each list, newest first.
   *
   * @param most of each
   */
  public Map<Listing, List<Placed>> of(Collection<Listing> lists, int most) {
    Map<Listing, List<Placed>> newest = remembered.of(lists, some -> read(some, REMEMBERED));
    List<Listing> deeper =
        most <= REMEMBERED
            ? List.of()
            : lists.stream()
                .filter(list -> newest.getOrDefault(list, List.of()).size() == REMEMBERED)
                .toList();
    newest.putAll(read(deeper, most));
    return newest;
  }

  private Map<Listing, List<Placed>> read(List<Listing> lists, int most) {
    List<Row> rows = new ArrayList<>();
    database.read(
        handle -> {
          for (int from = 0; from < lists.size(); from += MOST_TOGETHER) {
            int to = Math.min(lists.size(), from + MOST_TOGETHER);
            read(handle, union(lists.subList(from, to), from, most), rows);
          }
          return true;
        });
    Map<Listing, List<Placed>> newest = new HashMap<>();
    lists.forEach(list -> newest.put(list, new ArrayList<>()));
    rows.forEach(
        row ->
            newest
                .computeIfAbsent(lists.get(row.list()), _ -> new ArrayList<>())
                .add(row.placed()));
    return newest;
  }

  private static String union(List<Listing> lists, int first, int most) {
    StringBuilder sql = new StringBuilder(lists.size() * 160);
    for (int i = 0; i < lists.size(); i++) {
      sql.append(i == 0 ? "select * from (select " : " union all select * from (select ")
          .append(first + i)
          .append(", ")
          .append(range(lists.get(i)))
          .append(" limit ")
          .append(most)
          .append(") one");
    }
    return sql.toString();
  }

  /** Numbers stand in it as they are: a statement with a hundred blanks takes longer to fill. */
  private static String range(Listing list) {
    return switch (list) {
      case Listing.About(var topic) -> joined("topic", topic.value());
      case Listing.By(var author) -> joined("author", author.value());
      case Listing.InSection(var section) -> own("section_id = " + section.value() + " and ");
      case Listing.From(var source) -> own("source_id = " + source.value() + " and ");
      case Listing.Everything _ -> own("");
      case Listing.Between(var from, var until) ->
          own(
              "published >= %d and published < %d and "
                  .formatted(from.toEpochMilli(), until.toEpochMilli()));
    };
  }

  private static String joined(String what, long number) {
    return "story_id, published from story_%s where %s_id = %d".formatted(what, what, number)
        + " and published is not null order by published desc, story_id desc";
  }

  private static String own(String condition) {
    return "id, published from story where "
        + condition
        + "state = 'published' order by published desc, id desc";
  }

  private static void read(Handle handle, String sql, List<Row> found) {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(
            new Row(rows.getInt(1), new Placed(new StoryId(rows.getLong(2)), rows.getLong(3))));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the newest stories", e);
    }
  }

  /** Which of some stories stand in any of some lists of a topic, author, source or section. */
  public Set<StoryId> among(Collection<StoryId> stories, List<Listing> lists) {
    Set<StoryId> among = new HashSet<>();
    if (stories.isEmpty()) {
      return among;
    }
    String these = numbers(stories.stream().map(StoryId::value));
    Map<String, List<Long>> kinds = new HashMap<>();
    for (Listing list : lists) {
      switch (list) {
        case Listing.About(var topic) ->
            add(
                kinds,
                "0, story_id, 0 from story_topic where story_id%s and topic_id",
                topic.value());
        case Listing.By(var author) ->
            add(
                kinds,
                "0, story_id, 0 from story_author where story_id%s and author_id",
                author.value());
        case Listing.InSection(var section) ->
            add(kinds, "0, id, 0 from story where id%s and section_id", section.value());
        case Listing.From(var source) ->
            add(kinds, "0, id, 0 from story where id%s and source_id", source.value());
        case Listing.Everything _, Listing.Between _ ->
            throw new IllegalArgumentException("not a list of one thing: " + list);
      }
    }
    List<Row> found = new ArrayList<>();
    database.read(
        handle -> {
          kinds.forEach(
              (query, numbers) ->
                  read(
                      handle,
                      "select " + query.formatted(these) + numbers(numbers.stream()),
                      found));
          return true;
        });
    found.forEach(row -> among.add(row.placed().story()));
    return among;
  }

  private static void add(Map<String, List<Long>> kinds, String query, long number) {
    kinds.computeIfAbsent(query, _ -> new ArrayList<>()).add(number);
  }

  private static String numbers(Stream<Long> numbers) {
    return numbers.map(String::valueOf).collect(Collectors.joining(", ", " in (", ")"));
  }
}
