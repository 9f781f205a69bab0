package courant.masthead;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How the review looks, and looked before: the last stays until it is undone. */
public final class Looks {
  private static final int KEPT = 50;

  private final Database database;
  private final Facts facts;
  private final Ids ids;
  private final InstantSource clock;
  private volatile Look look;

  public Looks(Database database, Facts facts, Ids ids, InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.ids = ids;
    this.clock = clock;
    this.look = database.read(Looks::read);
    facts.remind(
        fact -> {
          if (fact.kind().equals(Mastheads.CHANGED)) {
            look = database.read(Looks::read);
          }
        });
  }

  public Look look() {
    return look;
  }

  private static Look read(Handle handle) {
    return handle
        .createQuery("select code from look order by at desc, id desc limit 1")
        .mapTo(String.class)
        .findOne()
        .flatMap(Look::of)
        .orElse(Look.FIRST);
  }

  /** Sets the look of every page, at once. */
  public void save(Look chosen) {
    facts.write(
        telling -> {
          telling
              .handle()
              .execute(
                  "insert into look (id, at, code) values (?, ?, ?)",
                  ids.next(),
                  clock.millis(),
                  chosen.code());
          telling
              .handle()
              .execute(
                  "delete from look where id not in (select id from look order by at desc, id desc limit ?)",
                  KEPT);
          telling.tell(Mastheads.CHANGED, 1);
          return true;
        });
  }

  /** Whether there is one to go back to. */
  public boolean undoable() {
    return database.read(
        handle -> handle.createQuery("select count(*) from look").mapTo(Integer.class).one() > 0);
  }

  /**
   * Goes back to the look before.
   *
   * @return empty if there was none
   */
  public Optional<Look> undo() {
    boolean undone =
        facts.write(
            telling -> {
              int gone =
                  telling
                      .handle()
                      .execute(
                          "delete from look where id in (select id from look order by at desc, id desc limit 1)");
              telling.tell(Mastheads.CHANGED, 1);
              return gone > 0;
            });
    return undone ? Optional.of(look) : Optional.empty();
  }
}
