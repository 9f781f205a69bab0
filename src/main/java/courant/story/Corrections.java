package courant.story;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.db.Remembered;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What readers are told of stories that changed or were taken back. */
public final class Corrections {
  /** Told of each; subject: its number. */
  static final String MADE = "correction.made";

  private static final int MOST_REMEMBERED = 50_000;

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;
  private final Remembered<StoryId, List<Correction>> remembered =
      new Remembered<>(MOST_REMEMBERED, (_, corrections) -> 1 + corrections.size());

  public Corrections(Database database, Facts facts, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    facts.remind(
        fact -> {
          if (StoryChange.of(fact) == StoryChange.ANY) {
            remembered.forgetAll();
          }
        });
  }

  /**
   * Keeps a correction and tells of it, within the transaction that changes the story.
   *
   * @param note as readers are told; without one nobody is told, and nothing is kept
   * @return its number; empty if nothing was kept
   */
  public Optional<Long> make(
      Facts.Telling telling, StoryId story, String note, boolean serious, boolean withdrawal) {
    String said = note.strip();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    long id = ids.next();
    telling
        .handle()
        .createUpdate(
            """
            insert into correction (id, story_id, at, note, serious, withdrawal)
            values (:id, :story, :at, :note, :serious, :withdrawal)
            """)
        .bind("id", id)
        .bind("story", story.value())
        .bind("at", clock.millis())
        .bind("note", said)
        .bind("serious", serious ? 1 : 0)
        .bind("withdrawal", withdrawal ? 1 : 0)
        .execute();
    telling.tell(MADE, id);
    return Optional.of(id);
  }

  /** Takes a correction back; who has not been told of it yet never is. */
  public void retract(Handle handle, long id) {
    handle.createUpdate("delete from correction where id = :id").bind("id", id).execute();
  }

  /** The correction a fact tells of, if it is one and still there. */
  public Optional<Correction> of(Fact fact) {
    return fact.kind().equals(MADE) ? byId(fact.subject()) : Optional.empty();
  }

  public Optional<Correction> byId(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from correction where id = :id")
                .bind("id", id)
                .map(Corrections::correction)
                .findOne());
  }

  /** What may not wait, said of a story at an instant or after it; withdrawals, too. */
  public List<Correction> serious(StoryId story, Instant since) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from correction
                    where story_id = :story and at >= :since and serious = 1
                    """)
                .bind("story", story.value())
                .bind("since", since.toEpochMilli())
                .map(Corrections::correction)
                .list());
  }

  /** The corrections of a story that stand beside it, newest first. */
  public List<Correction> of(StoryId story) {
    return of(List.of(story)).getOrDefault(story, List.of());
  }

  /** Those of some stories that stand beside them, newest first; stories without are left out. */
  public Map<StoryId, List<Correction>> of(Collection<StoryId> stories) {
    Map<StoryId, List<Correction>> all = remembered.of(stories, this::read);
    all.values().removeIf(List::isEmpty);
    return all;
  }

  /** Of each of some stories, though it has none. */
  private Map<StoryId, List<Correction>> read(List<StoryId> stories) {
    Map<StoryId, List<Correction>> all = new HashMap<>();
    stories.forEach(story -> all.put(story, List.of()));
    database
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                    select * from correction where withdrawal = 0 and story_id in (<stories>)
                    order by at desc, id desc
                    """)
                    .bindList("stories", stories.stream().map(StoryId::value).toList())
                    .map(Corrections::correction)
                    .collect(Collectors.groupingBy(Correction::story)))
        .forEach((story, corrections) -> all.put(story, List.copyOf(corrections)));
    return all;
  }

  private static Correction correction(ResultSet row, StatementContext context)
      throws SQLException {
    return new Correction(
        row.getLong("id"),
        new StoryId(row.getLong("story_id")),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("note"),
        row.getInt("serious") == 1,
        row.getInt("withdrawal") == 1);
  }
}
