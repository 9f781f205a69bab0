package courant.edition;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.story.StoryId;
import java.util.List;

/** The stories the desk put at the head of the front page, in order. */
public final class FrontSlots {
  /** As many as a front page shows above the fold. */
  public static final int MOST = 9;

  /** Told when the slots changed. */
  public static final String CHANGED = "front.changed";

  private final Database database;
  private final Facts facts;

  public FrontSlots(Database database, Facts facts) {
    this.database = database;
    this.facts = facts;
  }

  public List<StoryId> all() {
    return database.read(
        handle ->
            handle
                .createQuery("select story_id from front_slot order by position")
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }

  /** Sets all slots at once; an empty list leaves the front page to the newest. */
  public void set(List<StoryId> stories) {
    facts.write(
        telling -> {
          telling.handle().execute("delete from front_slot");
          for (int position = 0; position < stories.size(); position++) {
            telling
                .handle()
                .createUpdate(
                    "insert into front_slot (position, story_id) values (:position, :story)")
                .bind("position", position)
                .bind("story", stories.get(position).value())
                .execute();
          }
          telling.tell(CHANGED, 1);
          return true;
        });
  }
}
