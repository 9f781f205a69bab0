package courant.delivery.push;

import courant.platform.db.Database;
import courant.platform.db.GatheredWrites;
import courant.platform.db.Ids;
import courant.reader.ReaderId;
import courant.story.StoryId;
import courant.topic.TopicId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What is to be pushed, and what became of it for every browser. A line is written as soon as its
 * push service has answered, so that a stop repeats at most what was in flight.
 */
final class PushLedger {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int MOST_TRIES = 6;

  /** In which other browsers' services answer, too. */
  private static final Duration MOMENT = Duration.ofMillis(2);

  /** What became of a story for a browser. */
  private record Line(
      StoryId story,
      long endpoint,
      String state,
      Instant at,
      Optional<Duration> after,
      String why) {}

  private final Database database;
  private final GatheredWrites<Line> lines;
  private final Ids ids;
  private final InstantSource clock;

  PushLedger(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.lines = new GatheredWrites<>(database, MOMENT, this::write);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Plans a story's push; the same again changes nothing.
   *
   * @return false if it was planned before
   */
  boolean plan(StoryId story, boolean breaking, Optional<TopicId> topic) {
    return database.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into push_send (id, story_id, breaking, topic_id, made, reached, lease, done)
                        values (:id, :story, :breaking, :topic, :now, 0, 0, 0)
                        on conflict (story_id, breaking, topic_id) do nothing
                        """)
                    .bind("id", ids.next())
                    .bind("story", story.value())
                    .bind("breaking", breaking ? 1 : 0)
                    .bind("topic", topic.map(TopicId::value).orElse(0L))
                    .bind("now", clock.millis())
                    .execute())
        > 0;
  }

  /** Takes the most urgent send that nobody is at, for a while. */
  Optional<PushSend> claim() {
    long lease = lease();
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    update push_send set lease = :lease where id = (select id from push_send
                      where done = 0 and lease < :now order by breaking desc, made limit 1)
                      and lease < :now
                    returning id, story_id, breaking, topic_id, reached
                    """)
                .bind("lease", lease)
                .bind("now", clock.millis())
                .map(
                    (row, _) ->
                        new PushSend(
                            row.getLong("id"),
                            new StoryId(row.getLong("story_id")),
                            row.getInt("breaking") == 1,
                            Optional.of(row.getLong("topic_id"))
                                .filter(topic -> topic != 0)
                                .map(TopicId::new),
                            row.getInt("reached"),
                            lease))
                .findOne());
  }

  private long lease() {
    return clock.instant().plus(LEASE).toEpochMilli();
  }

  /**
   * All readers up to a number are done.
   *
   * @return the claim, which lasts longer now; empty if it is not ours any more, for it ended and
   *     another node goes on
   */
  Optional<PushSend> reached(PushSend send, int reader) {
    long lease = lease();
    int ours =
        database.write(
            handle ->
                handle.execute(
                    "update push_send set reached = ?, lease = ? where id = ? and lease = ?",
                    reader,
                    lease,
                    send.id(),
                    send.lease()));
    return ours == 0
        ? Optional.empty()
        : Optional.of(
            new PushSend(send.id(), send.story(), send.breaking(), send.topic(), reader, lease));
  }

  /** All readers are done, if the claim is still ours. */
  void finish(PushSend send) {
    database.change(
        handle ->
            handle.execute(
                "update push_send set done = 1 where id = ? and lease = ?",
                send.id(),
                send.lease()));
  }

  /** Which of some browsers have been sent a story, or will be. */
  Set<Long> served(StoryId story, List<Long> endpoints) {
    return endpoints.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database.read(
                handle ->
                    handle
                        .createQuery(
                            """
                            select endpoint_id from push_sent
                            where story_id = :story and endpoint_id in (<endpoints>)
                            """)
                        .bind("story", story.value())
                        .bindList("endpoints", endpoints)
                        .mapTo(Long.class)
                        .list()));
  }

  /**
   * @param made since when the story may read otherwise than in the message
   */
  void sent(StoryId story, long endpoint, Instant made) {
    write(new Line(story, endpoint, "sent", made, Optional.empty(), ""));
  }

  void refused(StoryId story, long endpoint, String why) {
    write(new Line(story, endpoint, "refused", clock.instant(), Optional.empty(), why));
  }

  /** Waits twice as long each time, or as long as the service asked if that is longer. */
  void later(StoryId story, long endpoint, Duration after, String why) {
    write(new Line(story, endpoint, "later", clock.instant(), Optional.of(after), why));
  }

  /** Together with what others have to write down; durable when this returns. */
  private void write(Line line) {
    lines.add(line).join();
  }

  private void write(Handle handle, List<Line> some) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into push_sent (story_id, endpoint_id, state, at, tries, due, why)
            select :story, id, :state, :at, 1, :due, :why from push_endpoint where id = :endpoint
            on conflict (story_id, endpoint_id) do update set state = excluded.state,
              at = excluded.at, tries = push_sent.tries + 1, due = excluded.due, why = excluded.why
            """);
    some.forEach(line -> add(batch, line, line.after.map(asked -> due(handle, line, asked))));
    batch.execute();
  }

  private void add(PreparedBatch batch, Line line, Optional<Optional<Instant>> due) {
    boolean given = due.filter(Optional::isEmpty).isPresent();
    batch
        .bind("story", line.story.value())
        .bind("endpoint", line.endpoint)
        .bind("state", given ? "refused" : line.state)
        .bind("at", line.at.toEpochMilli())
        .bind("due", due.flatMap(Function.identity()).map(Instant::toEpochMilli).orElse(null))
        .bind("why", line.why)
        .add();
  }

  /** When to try again; empty if it was tried often enough. */
  private Optional<Instant> due(Handle handle, Line line, Duration asked) {
    int tries = tries(handle, line.story, line.endpoint) + 1;
    Duration wait = Duration.ofMinutes(1L << tries);
    return tries >= MOST_TRIES
        ? Optional.empty()
        : Optional.of(clock.instant().plus(asked.compareTo(wait) > 0 ? asked : wait));
  }

  private static int tries(Handle handle, StoryId story, long endpoint) {
    return handle
        .createQuery(
            "select tries from push_sent where story_id = :story and endpoint_id = :endpoint")
        .bind("story", story.value())
        .bind("endpoint", endpoint)
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  /**
   * Takes what is to be tried again now, by browser, and keeps it from others for a while. What is
   * due to the same browser a moment later goes along: it was sent together.
   */
  Map<Long, List<StoryId>> again(int most) {
    return grouped(
        database.write(
            handle ->
                handle
                    .createQuery(
                        """
                        update push_sent set due = :lease
                        where state = 'later' and due <= :soon and endpoint_id in
                          (select distinct endpoint_id from push_sent
                            where state = 'later' and due <= :now limit :most)
                        returning endpoint_id, story_id
                        """)
                    .bind("lease", lease())
                    .bind("now", clock.millis())
                    .bind("soon", clock.instant().plus(SOON).toEpochMilli())
                    .bind("most", most)
                    .map((row, _) -> Map.entry(row.getLong(1), new StoryId(row.getLong(2))))
                    .list()));
  }

  private static <K> Map<K, List<StoryId>> grouped(List<Map.Entry<K, StoryId>> taken) {
    Map<K, List<StoryId>> grouped = new HashMap<>();
    taken.forEach(
        one -> grouped.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
    return grouped;
  }

  /** Tries stories again at an instant, and not before; that is no try. */
  void putOff(long endpoint, List<StoryId> stories, Instant until) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    update push_sent set due = :until
                    where endpoint_id = :endpoint and state = 'later' and story_id in (<stories>)
                    """)
                .bind("until", until.toEpochMilli())
                .bind("endpoint", endpoint)
                .bindList("stories", stories.stream().map(StoryId::value).toList())
                .execute());
  }

  /** Whether the desk has sent a story as breaking news since an instant. */
  boolean breaking(StoryId story, Instant since) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select 1 from push_send
                      where story_id = :story and breaking = 1 and made >= :since)
                    """)
                .bind("story", story.value())
                .bind("since", since.toEpochMilli())
                .mapTo(Boolean.class)
                .one());
  }

  /** Keeps a story for each of some readers until an instant. */
  void hold(StoryId story, Map<ReaderId, Instant> readers) {
    if (readers.isEmpty()) {
      return;
    }
    database.change(
        handle ->
            readers.forEach(
                (reader, until) ->
                    handle.execute(
                        """
                        insert into push_held (reader_id, story_id, due)
                        select id, ?, ? from reader where id = ? on conflict (reader_id, story_id) do nothing
                        """,
                        story.value(),
                        until.toEpochMilli(),
                        reader.value())));
  }

  /** Takes what has been held long enough, by reader, and keeps it from others for a while. */
  Map<Integer, List<StoryId>> held(int most) {
    return grouped(
        database.write(
            handle ->
                handle
                    .createQuery(
                        """
                        update push_held set due = :lease where due <= :now and reader_id in
                          (select distinct reader_id from push_held where due <= :now limit :most)
                        returning reader_id, story_id
                        """)
                    .bind("lease", lease())
                    .bind("now", clock.millis())
                    .bind("most", most)
                    .map((row, _) -> Map.entry(row.getInt(1), new StoryId(row.getLong(2))))
                    .list()));
  }

  void release(int reader, List<StoryId> stories) {
    database.change(
        handle ->
            stories.forEach(
                story ->
                    handle.execute(
                        "delete from push_held where reader_id = ? and story_id = ?",
                        reader,
                        story.value())));
  }

  /** Drops what was pushed before an instant. */
  void tidy(Instant before) {
    database.change(
        handle -> {
          handle.execute(
              "delete from push_send where made < ? and done = 1", before.toEpochMilli());
          handle.execute("delete from push_sent where at < ?", before.toEpochMilli());
        });
  }
}
