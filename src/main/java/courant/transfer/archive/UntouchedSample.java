package courant.transfer.archive;

import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.platform.job.Facts;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The sample review, as long as nobody has made it their own: it was there to be looked at, and
 * makes room for the first real stories.
 */
public final class UntouchedSample {
  /** Told with the sample's last row. */
  public static final String LOADED = "sample.loaded";

  private UntouchedSample() {}

  /** Takes the sample out if nothing was written since it was loaded; whether it did. */
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

  /** Drafts tell no fact; they only have the time of their last change. */
  private static boolean touchedSince(Handle handle, Loaded loaded) {
    return handle
            .createQuery(
                """
                select (select count(*) from fact
                    where place > :place and (kind like 'story.%' or kind in (<kinds>)))
                  + (select count(*) from story where changed > :at)
                """)
            .bind("place", loaded.place())
            .bind("at", loaded.at().toEpochMilli())
            .bindList("kinds", Mastheads.CHANGED, FrontSlots.CHANGED, CourantArchive.RESTORED)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static void empty(Handle handle, ArchiveTable table) {
    handle.execute("delete from " + table.name());
  }
}
