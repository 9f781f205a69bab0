package courant.delivery;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.story.StoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Everything that was ever mailed, or is about to be. */
public final class Issues {
  private final Database database;
  private final Ids ids;
  private final InstantSource clock;
  private final AtomicInteger moves = new AtomicInteger();
  private volatile Runnable wakeSender = () -> {};

  public Issues(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** From now on wakes who sends whatever is added or resumed. */
  public void wake(Runnable sender) {
    wakeSender = sender;
  }

  /**
   * What is to be mailed.
   *
   * @param subject as in {@link Issue}
   * @param recipients about how many will get it
   */
  public record Plan(
      MailList list,
      Pace pace,
      Schedule.Stretch stretch,
      long subject,
      List<StoryId> stories,
      boolean empty,
      int recipients) {}

  /** Notes an issue within the caller's transaction; the same one again changes nothing. */
  public void add(Handle handle, Plan plan) {
    handle
        .createUpdate(
            """
            insert into issue (id, kind, target, pace, since, until, subject, stories, state, made,
              reached, recipients, blank)
            values (:id, :kind, :target, :pace, :since, :until, :subject, :stories, :state, :now,
              0, :recipients, 0)
            on conflict (kind, target, pace, since, until, subject) do nothing
            """)
        .bind("id", ids.next())
        .bind("kind", plan.list().kind().word())
        .bind("target", plan.list().target())
        .bind("pace", plan.pace().word())
        .bind("since", plan.stretch().since().toEpochMilli())
        .bind("until", plan.stretch().until().toEpochMilli())
        .bind("subject", plan.subject())
        .bind(
            "stories",
            plan.stories().stream()
                .map(story -> Long.toString(story.value()))
                .collect(Collectors.joining(" ")))
        .bind("state", (plan.empty() ? Issue.State.EMPTY : Issue.State.OPEN).word())
        .bind("now", clock.millis())
        .bind("recipients", plan.recipients())
        .execute();
    database.afterCommit(wakeSender);
  }

  public Optional<Issue> byId(long id) {
    return database.read(handle -> byId(handle, id));
  }

  static Optional<Issue> byId(Handle handle, long id) {
    return handle
        .createQuery("select * from issue where id = :id")
        .bind("id", id)
        .map(Issues::issue)
        .findOne();
  }

  /** All that were made since an instant. */
  static List<Issue> since(Handle handle, Instant then) {
    return handle
        .createQuery("select * from issue where made >= :then")
        .bind("then", then.toEpochMilli())
        .map(Issues::issue)
        .list();
  }

  /** The issues made last. */
  public List<Issue> newest(int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from issue order by made desc, id desc limit :most")
                .bind("most", most)
                .map(Issues::issue)
                .list());
  }

  /** The issue that a letter of the desk became. */
  public Optional<Issue> ofLetter(long letter) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from issue where kind = 'letters' and subject = :letter")
                .bind("letter", letter)
                .map(Issues::issue)
                .findOne());
  }

  /** Stops the sending of an issue after the messages in flight. */
  public void pause(long id) {
    move(id, Issue.State.OPEN, Issue.State.PAUSED);
  }

  /** Goes on with one that was stopped. */
  public void resume(long id) {
    move(id, Issue.State.PAUSED, Issue.State.OPEN);
    wakeSender.run();
  }

  private void move(long id, Issue.State from, Issue.State to) {
    database.change(
        handle ->
            handle.execute(
                "update issue set state = ? where id = ? and state = ?",
                to.word(),
                id,
                from.word()));
    moves.incrementAndGet();
  }

  /** Grows whenever something is paused or resumed here; elsewhere it may have been, too. */
  public int moves() {
    return moves.get();
  }

  /** Drops what was mailed before an instant, and the ledger of it. */
  public void tidy(Instant before) {
    database.change(
        handle ->
            handle.execute(
                "delete from issue where id in (select id from issue where made < ? limit 20)",
                before.toEpochMilli()));
  }

  static Issue issue(ResultSet row, StatementContext context) throws SQLException {
    return new Issue(
        row.getLong("id"),
        new MailList(
            MailList.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            row.getLong("target")),
        Subscriptions.pace(row),
        new Schedule.Stretch(
            Instant.ofEpochMilli(row.getLong("since")), Instant.ofEpochMilli(row.getLong("until"))),
        row.getLong("subject"),
        Arrays.stream(row.getString("stories").split(" "))
            .filter(number -> !number.isEmpty())
            .map(number -> new StoryId(Long.parseLong(number)))
            .toList(),
        Issue.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(row.getLong("made")));
  }
}
