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
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.roaringbitmap.RoaringBitmap;

/** The letters the desk has written and is writing. */
public final class Letters {
  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  public Letters(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins an empty one. */
  public Letter begin() {
    Letter letter =
        new Letter(ids.next(), "", "", List.of(), Optional.empty(), new Letter.State.Draft());
    save(letter);
    return letter;
  }

  /** Writes one as it is; one that was sent is never changed. */
  public void save(Letter letter) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into letter
                      (id, subject, introduction, stories, segment, state, due, sent, changed)
                    values (:id, :subject, :introduction, :stories, :segment, :state, :due, null, :now)
                    on conflict (id) do update set subject = excluded.subject,
                      introduction = excluded.introduction, stories = excluded.stories,
                      segment = excluded.segment, state = excluded.state, due = excluded.due,
                      changed = excluded.changed
                    where letter.state <> 'sent'
                    """)
                .bind("id", letter.id())
                .bind("subject", letter.subject())
                .bind("introduction", letter.introduction())
                .bind(
                    "stories",
                    letter.stories().stream()
                        .map(story -> Long.toString(story.value()))
                        .collect(Collectors.joining(" ")))
                .bind("segment", letter.segment().map(MailList::key).orElse(""))
                .bind("state", letter.state() instanceof Letter.State.Draft ? "draft" : "scheduled")
                .bind(
                    "due",
                    letter.state() instanceof Letter.State.Scheduled(var due)
                        ? due.toEpochMilli()
                        : null)
                .bind("now", clock.millis())
                .execute());
  }

  /** Throws one away that was not sent. */
  public void remove(long id) {
    database.change(
        handle -> handle.execute("delete from letter where id = ? and state <> 'sent'", id));
  }

  public Optional<Letter> byId(long id) {
    return select("where id = :number", id).stream().findFirst();
  }

  /** Those that are not sent, the last changed first. */
  public List<Letter> unsent() {
    return select("where state <> 'sent' order by changed desc limit :number", 100);
  }

  /** Those that were sent, the newest first. */
  public List<Letter> sent(int most) {
    return select("where state = 'sent' order by sent desc limit :number", most);
  }

  /** Those whose hour has come. */
  List<Letter> due() {
    return select("where state = 'scheduled' and due <= :number order by due", clock.millis());
  }

  /** Notes within the caller's transaction that one goes out; false if it did already. */
  boolean send(Handle handle, long id) {
    return handle.execute(
            "update letter set state = 'sent', sent = ? where id = ? and state = 'scheduled'",
            clock.millis(),
            id)
        > 0;
  }

  /** Which of those who get letters get this one: the readers of its list, at any pace. */
  IntPredicate segment(long id) {
    Optional<MailList> list = byId(id).flatMap(Letter::segment);
    if (list.isEmpty()) {
      return _ -> true;
    }
    RoaringBitmap readers = new RoaringBitmap();
    database.read(
        handle -> {
          handle
              .createQuery(
                  "select reader_id from subscription where kind = :kind and target = :target")
              .bind("kind", list.get().kind().word())
              .bind("target", list.get().target())
              .mapTo(Integer.class)
              .forEach(readers::add);
          return true;
        });
    return readers::contains;
  }

  private List<Letter> select(String rest, long number) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from letter " + rest)
                .bind("number", number)
                .map(Letters::letter)
                .list());
  }

  private static Letter letter(ResultSet row, StatementContext context) throws SQLException {
    Letter.State state =
        switch (row.getString("state")) {
          case "scheduled" -> new Letter.State.Scheduled(Instant.ofEpochMilli(row.getLong("due")));
          case "sent" -> new Letter.State.Sent(Instant.ofEpochMilli(row.getLong("sent")));
          default -> new Letter.State.Draft();
        };
    return new Letter(
        row.getLong("id"),
        row.getString("subject"),
        row.getString("introduction"),
        Arrays.stream(row.getString("stories").split(" "))
            .filter(number -> !number.isEmpty())
            .map(number -> new StoryId(Long.parseLong(number)))
            .toList(),
        MailList.ofKey(row.getString("segment")),
        state);
  }
}
