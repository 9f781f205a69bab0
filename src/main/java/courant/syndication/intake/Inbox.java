package courant.syndication.intake;

import courant.platform.db.Database;
import courant.source.SourceId;
import courant.story.StoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Partners' stories that wait for the desk, and for a while those that it dropped. */
public final class Inbox {
  /** So long a dropped story can be taken back. */
  public static final Duration KEPT = Duration.ofDays(30);

  /** So long a story waits; then it is dropped by itself. */
  public static final Duration WAITS = Duration.ofDays(14);

  private static final String ONE_SOURCE = " and source_id = :source";

  private final Database database;

  public Inbox(Database database) {
    this.database = database;
  }

  /** A place in the inbox. */
  public record Waiting(StoryId story, SourceId source, Instant arrived) {}

  /**
   * The newest first.
   *
   * @param dropped those that the desk dropped, or else those that wait
   * @param source of one source, or of all
   */
  public List<Waiting> newest(boolean dropped, Optional<SourceId> source, int offset, int most) {
    return database.read(
        handle -> {
          var query =
              handle
                  .createQuery(
                      "select * from inbox where dropped is "
                          + (dropped ? "not null" : "null")
                          + (source.isPresent() ? ONE_SOURCE : "")
                          + " order by arrived desc, story_id desc limit :most offset :offset")
                  .bind("most", most)
                  .bind("offset", offset);
          source.ifPresent(one -> query.bind("source", one.value()));
          return query
              .map(
                  (row, _) ->
                      new Waiting(
                          new StoryId(row.getLong("story_id")),
                          new SourceId(row.getLong("source_id")),
                          Instant.ofEpochMilli(row.getLong("arrived"))))
              .list();
        });
  }

  /** How many wait, or were dropped. */
  public long count(boolean dropped, Optional<SourceId> source) {
    return database.read(
        handle -> {
          var query =
              handle.createQuery(
                  "select count(*) from inbox where dropped is "
                      + (dropped ? "not null" : "null")
                      + (source.isPresent() ? ONE_SOURCE : ""));
          source.ifPresent(one -> query.bind("source", one.value()));
          return query.mapTo(Long.class).one();
        });
  }

  /** How many of each partner's wait, or were dropped. */
  public Map<SourceId, Long> bySource(boolean dropped) {
    Map<SourceId, Long> counts = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    "select source_id, count(*) from inbox where dropped is "
                        + (dropped ? "not null" : "null")
                        + " group by source_id")
                .map((row, _) -> counts.put(new SourceId(row.getLong(1)), row.getLong(2)))
                .list());
    return counts;
  }

  /** Whether a story waits. */
  public boolean holds(Handle handle, StoryId story) {
    return handle
        .createQuery("select 1 from inbox where story_id = :story and dropped is null")
        .bind("story", story.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Lets a story wait, as of now. */
  public void put(Handle handle, StoryId story, SourceId source, Instant now) {
    handle
        .createUpdate(
            """
            insert into inbox (story_id, source_id, arrived, dropped)
            values (:story, :source, :now, null) on conflict do nothing
            """)
        .bind("story", story.value())
        .bind("source", source.value())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Takes a story out: it is a draft like any other, or on its way to the readers. */
  public boolean take(Handle handle, StoryId story) {
    return handle
            .createUpdate("delete from inbox where story_id = :story")
            .bind("story", story.value())
            .execute()
        == 1;
  }

  /** Drops a waiting story, or takes a dropped one back. */
  public boolean drop(Handle handle, StoryId story, Optional<Instant> when) {
    return handle
            .createUpdate("update inbox set dropped = :when where story_id = :story")
            .bind("when", when.map(Instant::toEpochMilli))
            .bind("story", story.value())
            .execute()
        == 1;
  }

  /** Drops what has waited for so long that it is no news any more. */
  void dropStale(Handle handle, Instant now) {
    handle
        .createUpdate("update inbox set dropped = :now where dropped is null and arrived < :then")
        .bind("now", now.toEpochMilli())
        .bind("then", now.minus(WAITS).toEpochMilli())
        .execute();
  }

  /** Those dropped so long ago that nobody will want them back. */
  List<StoryId> droppedBefore(Instant then, int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select story_id from inbox where dropped < :then limit :most")
                .bind("then", then.toEpochMilli())
                .bind("most", most)
                .map((row, _) -> new StoryId(row.getLong("story_id")))
                .list());
  }
}
