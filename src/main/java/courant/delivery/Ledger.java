package courant.delivery;

import courant.platform.db.Database;
import courant.platform.db.GatheredWrites;
import courant.reader.ReaderId;
import courant.story.StoryId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Who got what by which channel, once. Only what became of a message is written down, and then
 * before the next one goes out on its connection: so a stop at any moment repeats at most the
 * messages that were in flight.
 */
public final class Ledger {
  private static final Duration FIRST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_TRIES = 7;

  /** In which other connections have something to write, too; shorter than making a message. */
  private static final Duration MOMENT = Duration.ofMillis(2);

  /** What became of one message. */
  public sealed interface Entry {
    record Sent() implements Entry {}

    record Later(Duration after, String why) implements Entry {}

    record Gone(String why) implements Entry {
      /** There is nothing left to say. */
      public static final Gone EMPTY = new Gone("withdrawn");
    }
  }

  /** A line of the ledger. */
  public record Line(
      ReaderId reader, String state, Instant at, int tries, Optional<Instant> due, String why) {}

  /** An entry to be written. */
  private record Entered(long issue, ReaderId reader, List<StoryId> own, Entry entry) {
    String stories() {
      return own.stream()
          .map(story -> Long.toString(story.value()))
          .collect(Collectors.joining(" "));
    }
  }

  private final Database database;
  private final GatheredWrites<Entered> gathered;
  private final String channel;
  private final InstantSource clock;

  /**
   * @param channel as the ledger calls it
   */
  public Ledger(Database database, String channel, InstantSource clock) {
    this.database = database;
    this.channel = channel;
    this.clock = clock;
    this.gathered = new GatheredWrites<>(database, MOMENT, this::write);
  }

  /** Writes down what became of a message that shows what its issue says; then it is durable. */
  public void record(long issue, ReaderId reader, Entry entry) {
    Entered entered = new Entered(issue, reader, List.of(), entry);
    database.change(handle -> write(handle, List.of(entered)));
  }

  /**
   * Has written down what became of a message, together with what became of others at the time.
   *
   * @param own the stories in it, if they are this reader's own
   * @return done once it is durable
   */
  public CompletableFuture<?> enter(long issue, ReaderId reader, List<StoryId> own, Entry entry) {
    return gathered.add(new Entered(issue, reader, own, entry));
  }

  private void write(Handle handle, List<Entered> entries) {
    PreparedBatch sent =
        handle.prepareBatch(
            """
            insert into delivery (issue_id, channel, reader_id, stories, at, state, tries, due, why)
            values (?, ?, ?, ?, ?, 'sent', 1, null, '')
            on conflict (issue_id, channel, reader_id) do update set state = 'sent',
              stories = excluded.stories, at = excluded.at, tries = delivery.tries + 1, due = null,
              why = ''
            """);
    for (Entered one : entries) {
      switch (one.entry) {
        case Entry.Sent() ->
            sent.add(one.issue, channel, one.reader.value(), one.stories(), clock.millis());
        case Entry.Gone(var why) -> gone(handle, one, why);
        case Entry.Later(var after, var why) -> later(handle, one, after, why);
      }
    }
    if (sent.size() > 0) {
      sent.execute();
    }
  }

  private void later(Handle handle, Entered one, Duration after, String why) {
    int tries = tries(handle, one) + 1;
    if (tries < MOST_TRIES) {
      failed(handle, one, "later", due(tries, after).toEpochMilli(), why);
    } else {
      gone(handle, one, why);
    }
  }

  private void gone(Handle handle, Entered one, String why) {
    if (failed(handle, one, "gone", null, why)) {
      giveBack(handle, one.issue, one.reader);
    }
  }

  /**
   * False if it was sent all the same: by the node that took over what ours could not send, for its
   * network was cut.
   */
  private boolean failed(Handle handle, Entered one, String state, @Nullable Long due, String why) {
    return handle
            .createUpdate(
                """
            insert into delivery (issue_id, channel, reader_id, state, at, tries, due, why, stories)
            values (:issue, :channel, :reader, :state, :at, 1, :due, :why, :stories)
            on conflict (issue_id, channel, reader_id) do update set state = excluded.state,
              stories = excluded.stories, at = excluded.at, tries = delivery.tries + 1,
              due = excluded.due, why = excluded.why where delivery.state <> 'sent'
            """)
            .bind("issue", one.issue)
            .bind("channel", channel)
            .bind("reader", one.reader.value())
            .bind("state", state)
            .bind("at", clock.millis())
            .bind("due", due)
            .bind("why", why)
            .bind("stories", one.stories())
            .execute()
        > 0;
  }

  /** What a message was to tell and did not waits for the next one. */
  private static void giveBack(Handle handle, long issue, ReaderId reader) {
    handle.execute(
        "update owed_correction set told_by = null where told_by = ? and reader_id = ?",
        issue,
        reader.value());
  }

  /** Waits longer each time: 5, 10, 20 minutes and so on, five hours in all before giving up. */
  private Instant due(int tries, Duration after) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, MOST_TRIES));
    return clock.instant().plus(wait.compareTo(after) > 0 ? wait : after);
  }

  /** Writes down that all messages of a claim stay in the outbox. */
  public void keep(Claim claim) {
    database.change(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  insert into delivery (issue_id, channel, reader_id, state, at, tries, due, why)
                  values (:issue, :channel, :reader, 'kept', :at, 1, null, '')
                  on conflict (issue_id, channel, reader_id) do update set state = 'kept', due = null
                  """);
          for (ReaderId reader : claim.readers()) {
            batch
                .bind("issue", claim.issue().id())
                .bind("channel", channel)
                .bind("reader", reader.value())
                .bind("at", clock.millis())
                .add();
          }
          if (!claim.readers().isEmpty()) {
            batch.execute();
          }
        });
  }

  private int tries(Handle handle, Entered one) {
    return handle
        .createQuery(
            """
            select tries from delivery
            where issue_id = :issue and channel = :channel and reader_id = :reader
            """)
        .bind("issue", one.issue)
        .bind("channel", channel)
        .bind("reader", one.reader.value())
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  /** How far an issue has come. */
  public Progress progress(long issue) {
    return database.read(
        handle -> {
          Map<String, Integer> counts = new HashMap<>();
          handle
              .createQuery(
                  """
                  select state, count(*) from delivery
                  where issue_id = :issue and channel = :channel group by state
                  """)
              .bind("issue", issue)
              .bind("channel", channel)
              .map((row, _) -> Map.entry(row.getString(1), row.getInt(2)))
              .forEach(one -> counts.put(one.getKey(), one.getValue()));
          return handle
              .createQuery("select recipients, blank, begun, ended from issue where id = :issue")
              .bind("issue", issue)
              .map(
                  (row, _) ->
                      new Progress(
                          counts.getOrDefault("sent", 0),
                          counts.getOrDefault("kept", 0),
                          counts.getOrDefault("later", 0),
                          counts.getOrDefault("gone", 0),
                          row.getInt("blank"),
                          row.getInt("recipients"),
                          instant(row.getLong("begun")),
                          instant(row.getLong("ended"))))
              .one();
        });
  }

  private static Optional<Instant> instant(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Lines of an issue's ledger: what failed first, then what waits, then the rest. */
  public List<Line> lines(long issue, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from delivery where issue_id = :issue and channel = :channel
                    order by case state when 'gone' then 0 when 'later' then 1 else 2 end, at desc
                    limit :most
                    """)
                .bind("issue", issue)
                .bind("channel", channel)
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Line(
                            new ReaderId(row.getInt("reader_id")),
                            row.getString("state"),
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getInt("tries"),
                            instant(row.getLong("due")),
                            row.getString("why")))
                .list());
  }
}
