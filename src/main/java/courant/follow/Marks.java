package courant.follow;

import courant.platform.db.Database;
import courant.platform.db.PreparedQuery;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.platform.job.Facts;
import courant.reader.Holding;
import courant.reader.ReaderId;
import courant.story.Correction;
import courant.story.Corrections;
import courant.story.Story;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What readers have read and what they saved. What was read is unread again once it is corrected,
 * until it is read or everything is.
 */
public final class Marks implements Holding, FactReader {
  private final Database database;
  private final Corrections corrections;
  private final InstantSource clock;

  public Marks(Database database, Corrections corrections, InstantSource clock) {
    this.database = database;
    this.corrections = corrections;
    this.clock = clock;
  }

  /** How a story stands with a reader. */
  public record Mark(boolean read, boolean saved) {}

  /** The marks of some stories, each of them. */
  public Map<StoryId, Mark> of(ReaderId reader, List<Story> stories) {
    return of(reader, stories, corrections.of(stories.stream().map(Story::id).toList()));
  }

  /**
   * The same for who knows already how these stories were corrected.
   *
   * @param corrected by story, the newest first
   */
  public Map<StoryId, Mark> of(
      ReaderId reader, List<Story> stories, Map<StoryId, List<Correction>> corrected) {
    Map<StoryId, Mark> marks = new HashMap<>();
    if (stories.isEmpty()) {
      return marks;
    }
    List<Row> rows = rows(reader, stories);
    Instant until = rows.stream().map(Row::until).reduce(Instant.EPOCH, Marks::later);
    stories.forEach(
        story -> {
          Instant news =
              corrected.getOrDefault(story.id(), List.of()).stream()
                  .map(Correction::at)
                  .findFirst()
                  .orElse(story.published());
          marks.put(story.id(), new Mark(!news.isAfter(until), false));
        });
    rows.forEach(
        row ->
            marks.computeIfPresent(
                row.story(), (_, mark) -> new Mark(row.seen().orElse(mark.read()), row.saved())));
    return marks;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * A row of what was marked.
   *
   * @param story 0 for all up to an instant
   * @param until that instant
   * @param seen empty if only saved
   */
  private record Row(StoryId story, Instant until, Optional<Boolean> seen, boolean saved) {}

  private List<Row> rows(ReaderId reader, List<Story> stories) {
    Object[] values = new Object[stories.size() + 2];
    values[0] = reader.value();
    values[1] = reader.value();
    for (int i = 0; i < stories.size(); i++) {
      values[i + 2] = stories.get(i).id().value();
    }
    PreparedQuery<Row> query =
        new PreparedQuery<>(
            """
            select 0, at, null, null from read_until where reader_id = ?
            union all
            select story_id, 0, seen, saved from mark where reader_id = ? and story_id in (%s)
            """
                .formatted(PreparedQuery.marks(stories.size())),
            Marks::row);
    return database.read(handle -> query.list(handle, values));
  }

  private static Row row(ResultSet row) throws SQLException {
    int seen = row.getInt(3);
    Optional<Boolean> told = row.wasNull() ? Optional.empty() : Optional.of(seen == 1);
    boolean saved = row.getObject(4) != null;
    return new Row(new StoryId(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)), told, saved);
  }

  /** Nobody has read a text that is new. */
  @Override
  public void read(List<Fact> facts) {
    facts.stream()
        .flatMap(fact -> corrections.of(fact).stream())
        .filter(correction -> !correction.withdrawal())
        .forEach(
            correction ->
                database.change(
                    handle ->
                        handle.execute(
                            "update mark set seen = null where story_id = ? and seen = 1",
                            correction.story().value())));
  }

  /** Marks one story read or unread. */
  public void read(ReaderId reader, StoryId story, boolean read) {
    read(reader, List.of(story), read);
  }

  /** Marks stories read or unread, all at once. */
  public void read(ReaderId reader, List<StoryId> stories, boolean read) {
    set(reader, stories, "seen", Optional.of(read ? 1L : 0L));
  }

  /** Puts a story among the saved, or takes it away. */
  public void save(ReaderId reader, StoryId story, boolean saved) {
    save(reader, List.of(story), saved);
  }

  /** Puts stories among the saved or takes them away, all at once. */
  public void save(ReaderId reader, List<StoryId> stories, boolean saved) {
    set(reader, stories, "saved", saved ? Optional.of(clock.millis()) : Optional.empty());
  }

  private void set(ReaderId reader, List<StoryId> stories, String column, Optional<Long> value) {
    if (stories.isEmpty()) {
      return;
    }
    database.change(
        handle -> {
          PreparedBatch marks =
              handle.prepareBatch(
                  """
                  insert into mark (reader_id, story_id, %1$s)
                  select :reader, id, cast(:value as bigint) from story where id = :story
                  on conflict (reader_id, story_id) do update set %1$s = excluded.%1$s%2$s
                  """
                      .formatted(column, column.equals("seen") ? ", swept = null" : ""));
          for (StoryId story : stories) {
            marks
                .bind("reader", reader.value())
                .bind("story", story.value())
                .bind("value", value.orElse(null))
                .add();
          }
          marks.execute();
        });
  }

  /**
   * Marks everything read that was published until an instant, not later than now. What was marked
   * so from a page made later stays.
   *
   * @return the instant taken
   */
  public Instant readUntil(ReaderId reader, Instant until) {
    Instant at = Instant.ofEpochMilli(Math.min(Math.max(0, until.toEpochMilli()), clock.millis()));
    database.change(
        handle -> {
          sweep(handle, reader, at);
          handle
              .createUpdate(
                  """
                  update mark set seen = 1, swept = :at
                  where reader_id = :reader and seen = 0 and exists
                    (select 1 from story where story.id = mark.story_id and story.published <= :at)
                  """)
              .bind("reader", reader.value())
              .bind("at", at.toEpochMilli())
              .execute();
        });
    return at;
  }

  private static void sweep(Handle handle, ReaderId reader, Instant at) {
    handle
        .createUpdate(
            """
            insert into read_until (reader_id, at, earlier) values (:reader, :at, 0)
            on conflict (reader_id) do update set
              earlier = case when excluded.at > read_until.at then read_until.at
                else read_until.earlier end,
              at = case when excluded.at > read_until.at then excluded.at else read_until.at end
            """)
        .bind("reader", reader.value())
        .bind("at", at.toEpochMilli())
        .execute();
  }

  /** Whether all was last marked read until this instant, and that was not undone. */
  public boolean canUndo(ReaderId reader, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select 1 from read_until
                    where reader_id = :reader and at = :at and earlier is not null
                    """)
                .bind("reader", reader.value())
                .bind("at", until.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /**
   * Takes {@link #readUntil} back, once and only if nothing was marked so later. What was marked
   * unread by hand is unread again; what was read by hand stays read.
   */
  public void undoReadUntil(ReaderId reader, Instant until) {
    database.change(
        handle -> {
          int undone =
              handle
                  .createUpdate(
                      """
                      update read_until set at = earlier, earlier = null
                      where reader_id = :reader and at = :at and earlier is not null
                      """)
                  .bind("reader", reader.value())
                  .bind("at", until.toEpochMilli())
                  .execute();
          if (undone > 0) {
            handle
                .createUpdate(
                    """
                    update mark set seen = 0, swept = null
                    where reader_id = :reader and swept = :at
                    """)
                .bind("reader", reader.value())
                .bind("at", until.toEpochMilli())
                .execute();
          }
        });
  }

  /** What a reader saved, the last saved first. */
  public List<StoryId> saved(ReaderId reader, int offset, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select story_id from mark where reader_id = :reader and saved is not null
                    order by saved desc, story_id desc limit :most offset :offset
                    """)
                .bind("reader", reader.value())
                .bind("most", most)
                .bind("offset", offset)
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }

  @Override
  public String name() {
    return "saved";
  }

  @Override
  public Object export(Handle handle, ReaderId reader) {
    JsonArray paths = new JsonArray();
    handle
        .createQuery(
            """
            select path from mark join story on story.id = mark.story_id
            where reader_id = :reader and saved is not null and path is not null order by saved
            """)
        .bind("reader", reader.value())
        .mapTo(String.class)
        .forEach(paths::add);
    return paths;
  }

  @Override
  public void move(Facts.Telling telling, ReaderId from, ReaderId into) {
    telling
        .handle()
        .createUpdate(
            """
            insert into mark (reader_id, story_id, seen, saved)
            select :into, story_id, seen, saved from mark where reader_id = :from
            on conflict (reader_id, story_id) do nothing
            """)
        .bind("into", into.value())
        .bind("from", from.value())
        .execute();
  }
}
