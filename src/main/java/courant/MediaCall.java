package courant;

import courant.media.MediaModule;
import courant.media.Photo;
import courant.media.PhotoFiles;
import courant.media.Photos;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What the doctor looks at in the store of pictures. */
final class MediaCall {
  private static final int LOOKED_AT = 500;

  private final Settings settings;
  private final InstantSource clock;

  MediaCall(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Whether the store keeps and gives; and, of one on this machine, whether it has what it ought.
   */
  List<Finding> findings(Holdings held) {
    boolean here = settings.get(Setting.MEDIA).isEmpty();
    if (here && !Files.exists(settings.data().resolve("media"))) {
      return missing(held, Finding.ok("media", "no pictures yet; kept in the data folder"));
    }
    try (Outgoing outgoing =
        new Outgoing(new PublicAddresses(settings.get(Setting.ALLOW_PRIVATE)))) {
      PhotoFiles files = MediaModule.files(settings, outgoing, clock);
      return missing(held, Finding.ok("media", files.check() + " keeps and gives"));
    } catch (IllegalArgumentException e) {
      return List.of(Finding.wrong("media", e, "set COURANT_MEDIA anew"));
    } catch (IOException e) {
      return List.of(
          Finding.wrong(
              "media",
              e,
              here
                  ? "let the user who runs Courant write that folder"
                  : "look at host, bucket, key and region in COURANT_MEDIA, and at the clock: signatures end after 15 minutes"));
    }
  }

  /** The newest pictures without their files; a store elsewhere is not asked for each. */
  private List<Finding> missing(Holdings held, Finding store) {
    List<Finding> findings = new ArrayList<>(List.of(store));
    if (!settings.get(Setting.MEDIA).isEmpty()) {
      return findings;
    }
    List<Photo> photos = new Photos(held.database()).newest("", Photos.Filter.ALL, 0, LOOKED_AT);
    long missing =
        photos.stream()
            .filter(
                photo ->
                    !Files.exists(
                        settings
                            .data()
                            .resolve("media")
                            .resolve(photo.digest().substring(0, 2))
                            .resolve(photo.src().substring(Photo.ROOT.length()))))
            .count();
    if (missing > 0) {
      findings.add(
          Finding.wrong(
              "media",
              "%d of the newest %d pictures have no file".formatted(missing, photos.size()),
              "put the folder media back from a backup, or set COURANT_MEDIA to where they are"));
    }
    return findings;
  }
}
