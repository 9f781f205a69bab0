package courant.syndication.change;

import courant.platform.db.Database;
import courant.source.SourceId;
import org.jdbi.v3.core.Handle;

/** What becomes of each source's changes. */
public final class ChangeRules {
  private final Database database;

  ChangeRules(Database database) {
    this.database = database;
  }

  public ChangeRule of(SourceId source) {
    return database.read(handle -> of(handle, source));
  }

  /** Within the caller's transaction or moment. */
  ChangeRule of(Handle handle, SourceId source) {
    return handle
        .createQuery("select * from change_rule where source_id = :source")
        .bind("source", source.value())
        .map(
            (row, _) ->
                new ChangeRule(
                    ChangeRule.Rewrites.of(row.getString("rewrites")).orElseThrow(),
                    ChangeRule.Withdrawals.of(row.getString("withdrawals")).orElseThrow(),
                    row.getInt("revisits") == 1))
        .findOne()
        .orElse(ChangeRule.CAREFUL);
  }

  public void write(Handle handle, SourceId source, ChangeRule rule) {
    handle
        .createUpdate(
            """
            insert into change_rule (source_id, rewrites, withdrawals, revisits)
            values (:source, :rewrites, :withdrawals, :revisits)
            on conflict (source_id) do update set rewrites = excluded.rewrites,
              withdrawals = excluded.withdrawals, revisits = excluded.revisits
            """)
        .bind("source", source.value())
        .bind("rewrites", rule.rewrites().word())
        .bind("withdrawals", rule.withdrawals().word())
        .bind("revisits", rule.revisits() ? 1 : 0)
        .execute();
  }
}
