package courant.media;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a file into the library. What was handed in is not kept: only the pictures made from it
 * are, which hold no word of where and by what they were taken.
 */
public final class TakePhoto {
  private static final Logger LOG = LoggerFactory.getLogger(TakePhoto.class);
  private static final int LONGEST_NAME = 200;
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(3);

  private final Photos photos;
  private final PhotoFiles files;
  private final Darkroom darkroom;
  private final Database database;
  private final Path work;
  private final Ids ids;
  private final InstantSource clock;

  /**
   * @param work folder in which files lie while they are developed
   */
  TakePhoto(
      Photos photos,
      PhotoFiles files,
      Darkroom darkroom,
      Database database,
      Path work,
      Ids ids,
      InstantSource clock) {
    this.photos = photos;
    this.files = files;
    this.darkroom = darkroom;
    this.database = database;
    this.work = work;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes a file; where the same one is there already, that is the answer.
   *
   * @param name what it is called, by whoever hands it in
   * @param by who hands it in
   */
  public Taken take(Path file, String name, String by) throws IOException {
    String digest = digest(file);
    Optional<Photo> known = photos.byDigest(digest);
    if (known.isPresent()) {
      return new Taken.Known(kept(known.get()));
    }
    Files.createDirectories(work);
    Path folder = Files.createTempDirectory(work, "develop");
    try {
      return switch (darkroom.develop(file, folder)) {
        case Darkroom.Developed.Nothing(var fault) -> new Taken.Refused(fault);
        case Darkroom.Developed.Prints prints -> keep(photo(digest, name, by, prints), folder);
      };
    } catch (PhotoFiles.Silent e) {
      LOG.warn("a picture could not be kept: {}", e.getMessage());
      return new Taken.NotKept(String.valueOf(e.getMessage()));
    } finally {
      delete(folder);
    }
  }

  /** Takes a picture back that was thrown away. */
  private Photo kept(Photo known) {
    if (known.deleted().isEmpty()) {
      return known;
    }
    return database.write(
        handle -> {
          Photo back = ChangePhoto.deleted(known, Optional.empty());
          photos.write(handle, back);
          return back;
        });
  }

  private Taken keep(Photo photo, Path folder) throws IOException {
    for (String name : photo.files()) {
      files.keep(name, Photo.typeOf(name), folder.resolve(name.substring(name.indexOf('/') + 1)));
    }
    // Somebody else may have handed in the same meanwhile.
    return database.write(
        handle -> {
          Optional<Photo> first =
              handle
                  .createQuery("select * from photo where digest = :digest")
                  .bind("digest", photo.digest())
                  .map(Photos::photo)
                  .findOne();
          if (first.isPresent()) {
            return new Taken.Known(first.get());
          }
          photos.write(handle, photo);
          return new Taken.New(photo);
        });
  }

  private Photo photo(String digest, String name, String by, Darkroom.Developed.Prints prints) {
    String shown = name.replaceAll("[\\p{Cntrl}/\\\\]", " ").strip();
    return new Photo(
        new PhotoId(ids.next()),
        digest,
        shown.substring(0, Math.min(shown.length(), LONGEST_NAME)),
        prints.width(),
        prints.height(),
        prints.other(),
        prints.cuts(),
        "",
        "",
        "",
        Photo.Focus.MIDDLE,
        clock.instant(),
        by,
        Optional.empty());
  }

  /** Clears away what is left of uploads that broke off, or of a server that did. */
  void tidy() {
    Instant old = clock.instant().minus(LONGEST_UPLOAD);
    try (Stream<Path> left = Files.exists(work) ? Files.list(work) : Stream.empty()) {
      for (Path path : (Iterable<Path>) left::iterator) {
        if (Files.getLastModifiedTime(path).toInstant().isBefore(old)) {
          delete(path);
        }
      }
    } catch (IOException e) {
      LOG.warn("old uploads stay: {}", e.getMessage());
    }
  }

  static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of()
          .formatHex(digesting.getMessageDigest().digest())
          .substring(0, Photo.DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }
}
