package courant.story;

import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

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
                .createQuery("select id, expiry_ms from source where expiry_ms is not null")
                .map((row, _) -> new Term(row.getLong(1), row.getLong(2)))
                .list()
                .stream()
                .flatMap(term -> ended(handle, term, now).stream())
                .toList());
  }

  /** How long a source's stories may stay, in milliseconds. */
  private record Term(long source, long expiry) {}

  /** One range of one index for each source: it is asked every second. */
  private static List<StoryId> ended(Handle handle, Term term, Instant now) {
    return handle
        .createQuery(
            """
            select id from story
            where source_id = :source and state = 'published'
              and coalesce(source_published, published) <= :then
            limit :most
            """)
        .bind("source", term.source())
        .bind("then", now.toEpochMilli() - term.expiry())
        .bind("most", MOST)
        .map((row, _) -> new StoryId(row.getLong(1)))
        .list();
  }
}
