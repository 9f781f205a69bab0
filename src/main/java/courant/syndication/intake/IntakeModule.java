package courant.syndication.intake;

import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.story.Authors;
import courant.story.WriteStory;
import courant.syndication.article.ArticleModule;
import courant.syndication.change.HearChange;
import courant.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;

/** What becomes of partners' items: the rules, who makes stories of them, and those that wait. */
public final class IntakeModule {
  private static final int MOST_TIDIED = 500;

  private final KnownItems known = new KnownItems();
  private final Intakes intakes;
  private final Inbox inbox;
  private final TakeItem takeItem;
  private final TakeEntries takeEntries;
  private final Database database;
  private final WriteStory writeStory;
  private final InstantSource clock;

  /**
   * Makes its parts.
   *
   * @param hear is told what partners say otherwise than before
   * @param articles pages where feeds have summaries only
   */
  public IntakeModule(
      Database database,
      Facts facts,
      Mastheads mastheads,
      Authors authors,
      Topics topics,
      WriteStory writeStory,
      Inbox inbox,
      HearChange hear,
      ArticleModule articles,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.writeStory = writeStory;
    this.inbox = inbox;
    this.clock = clock;
    intakes = new Intakes(database, ids);
    takeItem =
        new TakeItem(
            mastheads,
            authors,
            topics,
            writeStory,
            known,
            inbox,
            hear,
            articles.revisits(),
            ids,
            clock);
    takeEntries = new TakeEntries(database, facts, known, takeItem, articles.pages(), hear);
  }

  public void jobs(Timer timer) {
    timer.every(Duration.ofHours(1), "tidying the inbox", this::tidy);
  }

  /**
   * Drops what has waited too long, and forgets the text of what was dropped long ago; that it was
   * dropped stays known.
   */
  public void tidy() {
    database.change(handle -> inbox.dropStale(handle, clock.instant()));
    inbox
        .droppedBefore(clock.instant().minus(Inbox.KEPT), MOST_TIDIED)
        .forEach(
            story ->
                database.change(
                    handle -> {
                      known.leaveOut(handle, story);
                      writeStory.removeDraft(handle, story);
                    }));
  }

  /** Items that came before. */
  public KnownItems known() {
    return known;
  }

  public Intakes intakes() {
    return intakes;
  }

  public Inbox inbox() {
    return inbox;
  }

  public TakeItem takeItem() {
    return takeItem;
  }

  public TakeEntries takeEntries() {
    return takeEntries;
  }
}
