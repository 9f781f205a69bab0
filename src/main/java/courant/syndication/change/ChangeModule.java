package courant.syndication.change;

import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.story.Corrections;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.WriteStory;
import java.time.InstantSource;

/** Partners' changes: how they are heard, what becomes of them, and what was decided. */
public final class ChangeModule {
  private final PartnerChanges changes;
  private final ChangeRules rules;
  private final ApplyChange apply;
  private final HearChange hear;
  private final TakenTexts taken = new TakenTexts();
  private final Database database;

  /**
   * Makes its parts.
   *
   * @param drop what is done with a waiting story that a partner took back
   */
  public ChangeModule(
      Database database,
      Mastheads mastheads,
      Stories stories,
      Corrections corrections,
      WriteStory writeStory,
      ApplyChange.DropDraft drop,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    changes = new PartnerChanges(database);
    rules = new ChangeRules(database);
    apply =
        new ApplyChange(
            changes,
            taken,
            stories,
            writeStory,
            new Revisions(database, clock),
            corrections,
            mastheads,
            drop,
            clock);
    hear = new HearChange(changes, rules, taken, apply, stories, mastheads, ids, clock);
  }

  public PartnerChanges changes() {
    return changes;
  }

  public ChangeRules rules() {
    return rules;
  }

  public ApplyChange apply() {
    return apply;
  }

  public HearChange hear() {
    return hear;
  }

  /** What the desk did with a partner's story since it was taken. */
  public Standing standing(Story story) {
    return database
        .read(handle -> taken.of(handle, story.id()))
        .map(
            text ->
                new Standing(
                    !text.says(Print.of(story.headline(), story.body())),
                    text.revision(),
                    text.scope(),
                    text.fromPage()))
        .orElse(Standing.UNKNOWN);
  }

  /**
   * How a story stands to what was taken.
   *
   * @param edited whether the desk has changed its words, or may have
   * @param revision the story's when it was taken
   * @param scope by which of the partner's ways it came; 0 if nobody knows
   * @param fromPage whether it is the text of its page
   */
  public record Standing(boolean edited, int revision, long scope, boolean fromPage) {
    static final Standing UNKNOWN = new Standing(true, 0, 0, false);
  }
}
