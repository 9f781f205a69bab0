package courant.desk;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What staff did, line by line; nothing in it names a reader. */
public final class Audit {
  private static final int PAGE = 50;

  /**
   * One line.
   *
   * @param who the member's name, also of one who has gone
   * @param action a word such as {@code publish}
   * @param subject what it was done to; empty if that goes without saying
   */
  public record Deed(long id, Instant at, String who, String action, String subject) {}

  /**
   * Which lines are wanted.
   *
   * @param staff by whom
   * @param action what was done
   * @param before older than this line
   */
  public record Wanted(OptionalLong staff, Optional<String> action, OptionalLong before) {}

  /**
   * Some lines, the newest first.
   *
   * @param older the line after which the next page begins; empty on the last one
   */
  public record Page(List<Deed> deeds, OptionalLong older) {}

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;
  private final Map<Long, AtomicLong> written = new ConcurrentHashMap<>();

  Audit(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Writes a line within the caller's transaction. */
  public void record(Handle handle, long staff, String action, String subject) {
    written.computeIfAbsent(staff, _ -> new AtomicLong()).incrementAndGet();
    handle
        .createUpdate(
            "insert into audit (id, at, staff_id, action, subject) values (:id, :at, :staff, :action, :subject)")
        .bind("id", ids.next())
        .bind("at", clock.millis())
        .bind("staff", staff)
        .bind("action", action)
        .bind("subject", subject)
        .execute();
  }

  /** Writes a line. */
  public void record(long staff, String action, String subject) {
    database.change(handle -> record(handle, staff, action, subject));
  }

  /** How many lines this process wrote for someone; it grows with each. */
  long written(long staff) {
    AtomicLong count = written.get(staff);
    return count == null ? 0 : count.get();
  }

  boolean isEmpty() {
    return database.read(
        handle ->
            handle
                .createQuery("select 1 from audit limit 1")
                .mapTo(Integer.class)
                .findOne()
                .isEmpty());
  }

  /** Lines that are wanted, 50 at a time. */
  public Page page(Wanted wanted) {
    List<Deed> found = database.read(handle -> select(handle, wanted));
    boolean more = found.size() > PAGE;
    List<Deed> shown = more ? found.subList(0, PAGE) : found;
    return new Page(
        List.copyOf(shown), more ? OptionalLong.of(shown.getLast().id()) : OptionalLong.empty());
  }

  private static List<Deed> select(Handle handle, Wanted wanted) {
    String by = wanted.staff().isPresent() ? "and audit.staff_id = :staff" : "";
    String of = wanted.action().isPresent() ? "and audit.action = :action" : "";
    String before =
        wanted.before().isPresent()
            ? """
              and (audit.at < (select at from audit where id = :before)
                or (audit.at = (select at from audit where id = :before) and audit.id < :before))
              """
            : "";
    Query query =
        handle
            .createQuery(
                """
                select audit.*, coalesce(staff.name, '—') as who
                from audit left join staff on staff.id = audit.staff_id
                where 1 = 1 %s %s %s
                order by audit.at desc, audit.id desc limit :most
                """
                    .formatted(by, of, before))
            .bind("most", PAGE + 1);
    wanted.staff().ifPresent(staff -> query.bind("staff", staff));
    wanted.action().ifPresent(action -> query.bind("action", action));
    wanted.before().ifPresent(id -> query.bind("before", id));
    return query
        .map(
            (row, _) ->
                new Deed(
                    row.getLong("id"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    row.getString("who"),
                    row.getString("action"),
                    row.getString("subject")))
        .list();
  }

  /** Every kind of action there is a line of. */
  public List<String> actions() {
    return database.read(
        handle ->
            handle
                .createQuery("select distinct action from audit order by action")
                .mapTo(String.class)
                .list());
  }
}
