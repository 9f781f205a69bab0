package courant.torture;

import courant.platform.db.Database;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is there when all is over, looked up in the database itself. */
final class Aftermath implements AutoCloseable {
  private final Database database;

  Aftermath(String address, Path data) {
    database = Database.open(address, data.resolve("courant.db"));
  }

  /** How often each text stands in a column of some rows. */
  Map<String, Integer> times(String column, String rows) {
    Map<String, Integer> times = new HashMap<>();
    texts("select " + column + " from " + rows).forEach(text -> times.merge(text, 1, Integer::sum));
    return times;
  }

  static int lost(Set<String> acknowledged, Map<String, Integer> times) {
    return (int) acknowledged.stream().filter(text -> !times.containsKey(text)).count();
  }

  static int twice(Map<String, Integer> times) {
    return (int) times.values().stream().filter(number -> number > 1).count();
  }

  /** Faults of the database, and published stories without the fact, topic or author they had. */
  int unsound() {
    return database.faults().size()
        + texts(
                """
                select headline from story
                where state = 'published' and headline like 'Torture %' and (
                  not exists (select 1 from fact
                              where kind = 'story.published' and subject = story.id)
                  or not exists (select 1 from story_topic where story_id = story.id)
                  or not exists (select 1 from story_author where story_id = story.id))
                """)
            .size();
  }

  private List<String> texts(String query) {
    return database.read(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  @Override
  public void close() {
    database.close();
  }
}
