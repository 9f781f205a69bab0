package courant.syndication.change;

import courant.platform.db.Database;
import courant.source.SourceId;
import courant.story.StoryId;
import courant.syndication.change.PartnerChange.Sign;
import courant.syndication.change.PartnerChange.State;
import courant.syndication.change.PartnerChange.What;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Partners' changes: those that wait, and those that were decided. */
public final class PartnerChanges {
  /** Those that nothing may be known of. */
  private static final List<String> COLUMNS = List.of("decided", "correction", "replaced");

  private final Database database;

  PartnerChanges(Database database) {
    this.database = database;
  }

  /**
   * The newest first.
   *
   * @param pending those that wait, or else those that were decided
   */
  public List<PartnerChange> newest(boolean pending, int offset, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from partner_change where state %s 'pending' order by %s desc, id desc limit :most offset :offset"
                        .formatted(pending ? "=" : "<>", pending ? "found" : "decided"))
                .bind("most", most)
                .bind("offset", offset)
                .map(PartnerChanges::change)
                .list());
  }

  /** How many wait, or were decided. */
  public long count(boolean pending) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select count(*) from partner_change where state %s 'pending'"
                        .formatted(pending ? "=" : "<>"))
                .mapTo(Long.class)
                .one());
  }

  public Optional<PartnerChange> byId(long id) {
    return database.read(handle -> byId(handle, id));
  }

  /** Within the caller's transaction or moment. */
  Optional<PartnerChange> byId(Handle handle, long id) {
    return handle
        .createQuery("select * from partner_change where id = :id")
        .bind("id", id)
        .map(PartnerChanges::change)
        .findOne();
  }

  /** Whether the newest of a story's changes of a kind says just this: it was seen before. */
  boolean isKnown(Handle handle, StoryId story, boolean withdrawal, byte[] print) {
    return handle
        .createQuery(
            """
            select print from partner_change where story_id = :story and withdrawal = :withdrawal
            order by found desc, id desc limit 1
            """)
        .bind("story", story.value())
        .bind("withdrawal", withdrawal ? 1 : 0)
        .mapTo(byte[].class)
        .findOne()
        .filter(known -> Arrays.equals(known, print))
        .isPresent();
  }

  /** Forgets what waits: it is overtaken. */
  void settle(Handle handle, StoryId story, boolean withdrawal) {
    handle
        .createUpdate(
            """
            delete from partner_change
            where story_id = :story and withdrawal = :withdrawal and state = 'pending'
            """)
        .bind("story", story.value())
        .bind("withdrawal", withdrawal ? 1 : 0)
        .execute();
  }

  /** Adds one that waits, in the place of an older one of its kind. */
  void add(Handle handle, PartnerChange change, byte[] print) {
    settle(handle, change.story(), change.isWithdrawal());
    handle
        .createUpdate(
            """
            insert into partner_change (id, story_id, source_id, sign, withdrawal, headline, body, print,
              said, found, state, decided_by, note)
            values (:id, :story, :source, :sign, :withdrawal, :headline, :body, :print, :said, :found,
              'pending', '', '')
            """)
        .bind("id", change.id())
        .bind("story", change.story().value())
        .bind("source", change.source().value())
        .bind("sign", change.sign().word())
        .bind("withdrawal", change.isWithdrawal() ? 1 : 0)
        .bind("headline", change.what() instanceof What.Rewritten it ? it.headline() : "")
        .bind("body", change.what() instanceof What.Rewritten it ? it.body() : "")
        .bind("print", print)
        .bind("said", change.said())
        .bind("found", change.found().toEpochMilli())
        .execute();
  }

  /** Writes down what was decided, or that nothing is any more. */
  void decide(Handle handle, long id, State state) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    COLUMNS.forEach(column -> columns.put(column, null));
    columns.putAll(Map.of("state", "pending", "by", "", "note", ""));
    switch (state) {
      case State.Pending _ -> {}
      case State.Ignored(var when, var byWhom) ->
          columns.putAll(Map.of("state", "ignored", "decided", when.toEpochMilli(), "by", byWhom));
      case State.Applied(var when, var byWhom, var note, var correction, var replaced) -> {
        columns.putAll(
            Map.of("state", "applied", "decided", when.toEpochMilli(), "by", byWhom, "note", note));
        correction.ifPresent(told -> columns.put("correction", told));
        replaced.ifPresent(before -> columns.put("replaced", before));
      }
    }
    handle
        .createUpdate(
            """
            update partner_change set state = :state, decided = :decided, decided_by = :by, note = :note,
              correction_id = :correction, replaced = :replaced
            where id = :id
            """)
        .bindMap(columns)
        .bind("id", id)
        .execute();
  }

  private static PartnerChange change(ResultSet row, StatementContext context) throws SQLException {
    return new PartnerChange(
        row.getLong("id"),
        new StoryId(row.getLong("story_id")),
        new SourceId(row.getLong("source_id")),
        Sign.valueOf(row.getString("sign").toUpperCase(Locale.ROOT)),
        row.getInt("withdrawal") == 1
            ? new What.Withdrawn()
            : new What.Rewritten(row.getString("headline"), row.getString("body")),
        row.getString("said"),
        Instant.ofEpochMilli(row.getLong("found")),
        state(row));
  }

  private static State state(ResultSet row) throws SQLException {
    Instant when = Instant.ofEpochMilli(row.getLong("decided"));
    String byWhom = row.getString("decided_by");
    return switch (row.getString("state")) {
      case "pending" -> new State.Pending();
      case "ignored" -> new State.Ignored(when, byWhom);
      default -> {
        long correction = row.getLong("correction_id");
        Optional<Long> told = row.wasNull() ? Optional.empty() : Optional.of(correction);
        int replaced = row.getInt("replaced");
        OptionalInt before = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(replaced);
        yield new State.Applied(when, byWhom, row.getString("note"), told, before);
      }
    };
  }
}
