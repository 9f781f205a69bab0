package courant.delivery.mail;

import courant.edition.Edition;
import courant.media.Photo;
import courant.media.PhotoFiles;
import courant.platform.smtp.FormLetter;
import courant.story.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The picture of a message's first story: by its address, or on the way with the message, so that
 * it is seen where pictures from the web are not loaded.
 */
final class LeadPicture {
  /** By which the HTML names it. */
  static final String ID = "lead@courant";

  /** The column of a message is 560 pixels wide. */
  private static final int WIDTH = 720;

  private final boolean attached;
  private final PhotoFiles files;

  /**
   * @param setting {@code linked} or {@code attached}
   * @throws IllegalArgumentException if it is neither
   */
  LeadPicture(String setting, PhotoFiles files) {
    if (!setting.equals("linked") && !setting.equals("attached")) {
      throw new IllegalArgumentException(
          "--mail-pictures is linked or attached, not '" + setting + "'");
    }
    this.attached = setting.equals("attached");
    this.files = files;
  }

  /** What travels with a message of these stories; empty if it is shown from its address. */
  Optional<FormLetter.Picture> travelling(List<Edition.Entry> entries) {
    return attached
        ? entries.stream()
            .findFirst()
            .flatMap(entry -> entry.story().lead())
            .flatMap(Picture::photo)
            .flatMap(this::read)
        : Optional.empty();
  }

  private Optional<FormLetter.Picture> read(Photo photo) {
    String name = photo.src(WIDTH).substring(Photo.ROOT.length());
    try {
      Optional<Path> file = files.find(name);
      return file.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new FormLetter.Picture(ID, photo.otherType(), Files.readAllBytes(file.get())));
    } catch (IOException e) {
      LoggerFactory.getLogger(LeadPicture.class)
          .warn("a message goes without its picture attached: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
