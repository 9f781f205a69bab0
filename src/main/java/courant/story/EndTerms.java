package courant.story;

import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Takes stories down, in every channel, whose source's terms have ended; asked every second. */
public final class EndTerms implements Runnable {
  private static final int MOST = 200;

  private final Database database;
  private final Facts facts;
  private final Stories stories;
  private final WriteStory writeStory;
  private final Mastheads mastheads;
  private final InstantSource clock;

  public EndTerms(
      Database database,
      Facts facts,
      Stories stories,
      WriteStory writeStory,
      Mastheads mastheads,
      InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.stories = stories;
    this.writeStory = writeStory;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    for (StoryId id : ended(now)) {
      facts.write(
          telling -> {
            // Looked at again inside the transaction: the terms may have changed meanwhile.
            stories
                .byId(telling.handle(), id)
                .filter(story -> story.state() instanceof StoryState.Published)
                .filter(story -> story.ends().filter(end -> !end.isAfter(now)).isPresent())
                .ifPresent(
                    story ->
                        writeStory.save(
                            telling,
                            story.in(new StoryState.Expired(story.path(), story.published(), now)),
                            mastheads.masthead().zone()));
            return true;
          });
    }
  }

  private List<StoryId> ended(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select story.id from source
                    join story on story.source_id = source.id and story.state = 'published'
                      and coalesce(story.source_published, story.published) <= :now - source.expiry_ms
                    where source.expiry_ms is not null limit :most
                    """)
                .bind("now", now.toEpochMilli())
                .bind("most", MOST)
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }
}
