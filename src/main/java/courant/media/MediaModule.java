package courant.media;

import static courant.platform.web.Role.ANYONE;

import courant.media.s3.S3Files;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Routes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

/** The library of pictures. */
public final class MediaModule implements AutoCloseable {
  /** What a picture may weigh when it is handed in, in bytes. */
  public static final long LARGEST = 50L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final Photos photos;
  private final PhotoFiles files;
  private final TakePhoto takePhoto;
  private final ChangePhoto changePhoto;
  private final ServePhoto servePhoto;

  /**
   * @param work folder of this machine for what is handed in; beside it, one for what is developed
   */
  public MediaModule(
      Database database, Facts facts, PhotoFiles files, Path work, Ids ids, InstantSource clock) {
    this.files = files;
    photos = new Photos(database);
    Darkroom darkroom = new Darkroom(work.resolveSibling("darkroom"), PATIENCE, clock);
    takePhoto = new TakePhoto(photos, files, darkroom, facts, work, ids, clock);
    changePhoto = new ChangePhoto(photos, files, facts, clock);
    servePhoto = new ServePhoto(files);
  }

  /**
   * The store that the operator set.
   *
   * @throws IllegalArgumentException if the setting is none
   */
  public static PhotoFiles files(Settings settings, Outgoing outgoing, InstantSource clock) {
    String setting = settings.get(Setting.MEDIA);
    return setting.isEmpty()
        ? new LocalFiles(settings.data().resolve("media"))
        : new S3Files(setting, outgoing, settings.data().resolve("media-shown"), clock);
  }

  public void routes(Routes routes) {
    routes.get("/media/:digest/:name", ANYONE, servePhoto::answer);
  }

  /**
   * @param used whether something shows a picture
   */
  public void jobs(Timer timer, Predicate<Photo> used) {
    timer.every(
        Duration.ofMinutes(10), "forgetting deleted pictures", () -> changePhoto.tidy(used));
    timer.every(
        Duration.ofHours(1), "tidying up fetched pictures", () -> files.tidy(photos::known));
    timer.every(Duration.ofMinutes(10), "clearing broken uploads", takePhoto::tidy);
  }

  @Override
  public void close() {
    takePhoto.close();
  }

  public Photos photos() {
    return photos;
  }

  public PhotoFiles files() {
    return files;
  }

  public TakePhoto takePhoto() {
    return takePhoto;
  }

  public ChangePhoto changePhoto() {
    return changePhoto;
  }
}
