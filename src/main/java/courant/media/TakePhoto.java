package courant.media;

import courant.media.Development.Developed;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a file into the library. What was handed in is not kept: only the pictures made from it
 * are, which hold no word of where and by what they were taken.
 */
public final class TakePhoto implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TakePhoto.class);
  private static final int LONGEST_NAME = 200;

  /** Older files that no picture has are left over. */
  public static final Duration LONGEST_UPLOAD = Duration.ofHours(3);

  private static final Duration LAST_WAIT = Duration.ofSeconds(10);

  private final Photos photos;
  private final PhotoFiles files;
  private final Darkroom darkroom;
  private final Facts facts;
  private final Path work;
  private final Ids ids;
  private final InstantSource clock;
  private final ExecutorService afterwards = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param work folder in which files lie that are handed in
   */
  TakePhoto(
      Photos photos,
      PhotoFiles files,
      Darkroom darkroom,
      Facts facts,
      Path work,
      Ids ids,
      InstantSource clock) {
    this.photos = photos;
    this.files = files;
    this.darkroom = darkroom;
    this.facts = facts;
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
    return take(file, name, by, TakePhoto::atOnce);
  }

  /**
   * The same, answered as soon as the picture can be used: its other sizes follow by themselves.
   */
  public Taken takeSoon(Path file, String name, String by) throws IOException {
    Taken taken = take(file, name, by, afterwards::execute);
    darkroom.expect();
    return taken;
  }

  /** Somebody is about to hand in a file: what can be made ready for it is. */
  public void expect() {
    darkroom.expect();
  }

  private static void atOnce(Runnable rest) {
    rest.run();
  }

  private Taken take(Path file, String name, String by, Executor rest) throws IOException {
    String digest = digest(file);
    Optional<Photo> known = photos.byDigest(digest);
    if (known.isPresent() && known.get().whole()) {
      return new Taken.Known(kept(known.get()));
    }
    Development development = darkroom.develop(file);
    boolean goesOn = false;
    try {
      Taken taken =
          switch (development.first()) {
            case Developed.Nothing(var fault) -> new Taken.Refused(fault);
            case Developed.Prints prints ->
                keep(photo(digest, name, by, prints), development.folder());
          };
      Optional<Photo> begun = taken.picture();
      begun.ifPresent(photo -> rest.execute(() -> finish(photo, development)));
      goesOn = begun.isPresent();
      return begun.flatMap(photo -> photos.byId(photo.id())).map(taken::showing).orElse(taken);
    } catch (PhotoFiles.Silent e) {
      LOG.warn("a picture could not be kept: {}", e.getMessage());
      return new Taken.NotKept(String.valueOf(e.getMessage()));
    } finally {
      if (!goesOn) {
        development.close();
      }
    }
  }

  /** Keeps the sizes that were still being made. Where that fails, those there are will do. */
  private void finish(Photo photo, Development development) {
    try (development) {
      Photo whole = photo.in(development.all());
      if (whole.cuts().equals(photo.cuts())) {
        return;
      }
      keepFiles(
          whole.files().stream().filter(name -> !photo.files().contains(name)).toList(),
          development.folder());
      facts.write(
          telling -> {
            photos.grow(telling.handle(), whole);
            telling.tell(ChangePhoto.CHANGED, whole.id().value());
            return true;
          });
    } catch (IOException | RuntimeException e) {
      LOG.warn("a picture is kept in few sizes; handed in again, it will be in all", e);
    }
  }

  /** Takes a picture back that was thrown away. */
  private Photo kept(Photo known) {
    if (known.deleted().isEmpty()) {
      return known;
    }
    return facts.write(
        telling -> {
          Photo back = ChangePhoto.deleted(known, Optional.empty());
          photos.write(telling.handle(), back);
          return back;
        });
  }

  private Taken keep(Photo photo, Path folder) throws IOException {
    keepFiles(photo.files(), folder);
    // Somebody else may have handed in the same meanwhile.
    return facts.write(
        telling -> {
          Optional<Photo> first =
              telling
                  .handle()
                  .createQuery("select * from photo where digest = :digest")
                  .bind("digest", photo.digest())
                  .map(Photos::photo)
                  .findOne();
          if (first.isPresent()) {
            Photo back = ChangePhoto.deleted(first.get(), Optional.empty());
            photos.write(telling.handle(), back);
            return new Taken.Known(back);
          }
          photos.write(telling.handle(), photo);
          return new Taken.New(photo);
        });
  }

  /** At the same time: each waits for a disk or a store. */
  private void keepFiles(List<String> names, Path folder) throws IOException {
    try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> kept = new ArrayList<>();
      for (String name : names) {
        Path file = folder.resolve(name.substring(name.indexOf('/') + 1));
        kept.add(
            hands.submit(
                () -> {
                  files.keep(name, Photo.typeOf(name), file);
                  return null;
                }));
      }
      for (Future<Void> each : kept) {
        each.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException silent -> throw silent;
        case RuntimeException wrong -> throw wrong;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Photo photo(String digest, String name, String by, Developed.Prints prints) {
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
    try {
      darkroom.tidy();
    } catch (IOException e) {
      LOG.warn("a process that waits for pictures stays: {}", e.getMessage());
    }
    tidy(work, old);
    tidy(darkroom.work(), old);
  }

  private static void tidy(Path folder, Instant old) {
    try (Stream<Path> left = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
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

  static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Waits a little for what is being made, and ends the process that waits. */
  @Override
  public void close() {
    afterwards.shutdown();
    try {
      if (!afterwards.awaitTermination(LAST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        afterwards.shutdownNow();
      }
      darkroom.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("a process that waits for pictures stays: {}", e.getMessage());
    }
  }
}
