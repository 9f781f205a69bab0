package courant.transfer.archive;

import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.media.ChangePhoto;
import courant.platform.job.Facts;
import courant.reply.ReplyFact;
import courant.source.Sources;
import courant.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The sample review, as long as nobody has made it their own: it was there to be looked at, and
 * makes room for the first real stories.
 */
public final class UntouchedSample {
  /** Told with the sample's last row. */
  public static final String LOADED = "sample.loaded";

  /** What people do in a review tells one of these, if it tells anything. */
  private static final List<String> TOUCHES =
      List.of(
          Mastheads.CHANGED,
          FrontSlots.CHANGED,
          CourantArchive.RESTORED,
          Topics.CHANGED,
          Sources.TERMS,
          ChangePhoto.CHANGED,
          ReplyFact.APPROVED,
          ReplyFact.CHANGED,
          ReplyFact.RULES);

  /** What the sample has rows in, or the house by itself for what the sample has. */
  private static final Set<String> SAMPLES =
      Set.of(
          "masthead",
          "section",
          "topic",
          "topic_alias",
          "topic_profile",
          "source",
          "author",
          "story",
          "story_version",
          "story_picture",
          "story_topic",
          "story_author");

  private UntouchedSample() {}

  /** Takes the sample out if nobody has written anything since it was loaded; whether it did. */
  public static boolean makeRoom(Facts facts) {
    return facts.write(
        telling -> {
          boolean untouched =
              loaded(telling.handle())
                  .filter(loaded -> !touchedSince(telling.handle(), loaded))
                  .isPresent();
          if (untouched) {
            ArchiveTable.ALL.reversed().forEach(table -> empty(telling.handle(), table));
            telling.tell(Mastheads.CHANGED, 1);
            telling.tell(CourantArchive.RESTORED, 1);
          }
          return untouched;
        });
  }

  private record Loaded(long place, Instant at) {}

  private static Optional<Loaded> loaded(Handle handle) {
    return handle
        .createQuery("select place, at from fact where kind = :kind")
        .bind("kind", LOADED)
        .map((row, _) -> new Loaded(row.getLong("place"), Instant.ofEpochMilli(row.getLong("at"))))
        .findOne();
  }

  /**
   * Drafts tell no fact; they only have the time of their last change. Neither do partners' feeds,
   * new pictures or replies that wait, but the sample has none.
   */
  private static boolean touchedSince(Handle handle, Loaded loaded) {
    return isToldOf(handle, loaded)
        || ArchiveTable.ALL.stream()
            .anyMatch(table -> !SAMPLES.contains(table.name()) && !table.isEmpty(handle));
  }

  private static boolean isToldOf(Handle handle, Loaded loaded) {
    return handle
            .createQuery(
                """
                select (select count(*) from fact
                    where place > :place and (kind like 'story.%' or kind in (<kinds>)))
                  + (select count(*) from story where changed > :at)
                """)
            .bind("place", loaded.place())
            .bind("at", loaded.at().toEpochMilli())
            .bindList("kinds", TOUCHES)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static void empty(Handle handle, ArchiveTable table) {
    handle.execute("delete from " + table.name());
  }
}
