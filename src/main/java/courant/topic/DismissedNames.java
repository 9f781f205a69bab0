package courant.topic;

import courant.platform.db.Database;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that recur in stories and are no topics, by the desk's decision. */
public final class DismissedNames {
  private final Database database;
  private final InstantSource clock;

  public DismissedNames(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Suggests a name no more. */
  public void dismiss(String name) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "insert into topic_dismissed (name, at) values (:name, :at) on conflict do nothing")
                .bind("name", name)
                .bind("at", clock.millis())
                .execute());
  }

  /** Lets a name be suggested again. */
  public void restore(String name) {
    database.change(handle -> handle.execute("delete from topic_dismissed where name = ?", name));
  }

  /** All of them. */
  Set<String> all() {
    return new HashSet<>(newest(Integer.MAX_VALUE));
  }

  /** The last dismissed, the newest first. */
  public List<String> newest(int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select name from topic_dismissed order by at desc, name limit :most")
                .bind("most", most)
                .mapTo(String.class)
                .list());
  }
}
