package courant.media;

import courant.platform.job.Facts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/** What the desk does with pictures that are in the library. */
public final class ChangePhoto {
  /** Told when a picture is to be shown otherwise; its subject is the picture's number. */
  public static final String CHANGED = "media.changed";

  /** How long a deleted picture can be taken back. */
  public static final Duration GRACE = Duration.ofDays(1);

  private final Photos photos;
  private final PhotoFiles files;
  private final Facts facts;
  private final InstantSource clock;

  ChangePhoto(Photos photos, PhotoFiles files, Facts facts, InstantSource clock) {
    this.photos = photos;
    this.files = files;
    this.facts = facts;
    this.clock = clock;
  }

  /** Gives it these words and this focal point. */
  public void describe(PhotoId id, String alt, String caption, String credit, Photo.Focus focus) {
    facts.write(
        telling -> {
          photos
              .byId(telling.handle(), id)
              .ifPresent(
                  now -> {
                    photos.write(telling.handle(), described(now, alt, caption, credit, focus));
                    telling.tell(CHANGED, id.value());
                  });
          return true;
        });
  }

  /**
   * Throws it away, unless it is in use; it can be taken back for a while.
   *
   * @param used asked within the same transaction
   * @return whether it went
   */
  public boolean delete(PhotoId id, Used used) {
    return facts.write(
        telling -> {
          Optional<Photo> now = photos.byId(telling.handle(), id);
          if (now.isEmpty() || used.anywhere(telling.handle(), now.get())) {
            return false;
          }
          photos.write(telling.handle(), deleted(now.get(), Optional.of(clock.instant())));
          return true;
        });
  }

  /** Whether anything shows a picture. */
  @FunctionalInterface
  public interface Used {
    boolean anywhere(Handle handle, Photo photo);
  }

  /** Takes it back. */
  public void restore(PhotoId id) {
    facts.write(
        telling -> {
          photos
              .byId(telling.handle(), id)
              .ifPresent(now -> photos.write(telling.handle(), deleted(now, Optional.empty())));
          return true;
        });
  }

  /** Forgets what was thrown away long enough ago, bytes and all. */
  void tidy(Predicate<Photo> used) {
    for (Photo photo : photos.deletedBefore(clock.instant().minus(GRACE))) {
      if (used.test(photo)) {
        restore(photo.id());
        continue;
      }
      try {
        if (facts.write(telling -> photos.forget(telling.handle(), photo.id()))) {
          files.drop(photo.files());
        }
      } catch (IOException e) {
        // The row is gone; a few bytes nobody can find stay behind.
        LoggerFactory.getLogger(ChangePhoto.class)
            .warn("files of a deleted picture stay: {}", e.getMessage());
      }
    }
  }

  private static Photo described(
      Photo now, String alt, String caption, String credit, Photo.Focus focus) {
    return new Photo(
        now.id(),
        now.digest(),
        now.name(),
        now.width(),
        now.height(),
        now.other(),
        now.cuts(),
        alt,
        caption,
        credit,
        focus,
        now.added(),
        now.addedBy(),
        now.deleted());
  }

  static Photo deleted(Photo now, Optional<Instant> deleted) {
    return new Photo(
        now.id(),
        now.digest(),
        now.name(),
        now.width(),
        now.height(),
        now.other(),
        now.cuts(),
        now.alt(),
        now.caption(),
        now.credit(),
        now.focus(),
        now.added(),
        now.addedBy(),
        deleted);
  }
}
