package courant.media.s3;

import courant.media.PhotoFiles;
import courant.media.TakePhoto;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Pictures in a store that speaks S3, for all nodes together. What this node has shown lies in a
 * folder of its own: most requests never leave the machine, and go on being answered while the
 * store is away.
 */
public final class S3Files implements PhotoFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How long a store that was silent is not asked again for what readers want to see. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final int LARGEST = 64 << 20;
  private static final long MOST_SHOWN = 4L << 30;

  /** Digests that are looked up together. */
  private static final int AT_ONCE = 500;

  /** A slow store must not take all of the ways out of the house. */
  private final Semaphore places = new Semaphore(12);

  private final Bucket bucket;
  private final Outgoing outgoing;
  private final Path shown;
  private final InstantSource clock;
  private final Duration patience;
  private volatile Instant silentUntil = Instant.MIN;

  /**
   * @param setting {@code s3://KEY:SECRET@host/bucket}
   * @param shown folder for what was fetched
   * @throws IllegalArgumentException if the setting is anything else
   */
  public S3Files(String setting, Outgoing outgoing, Path shown, InstantSource clock) {
    this(setting, outgoing, shown, PATIENCE, clock);
  }

  S3Files(String setting, Outgoing outgoing, Path shown, Duration patience, InstantSource clock) {
    this.bucket = Bucket.parse(setting);
    this.patience = patience;
    this.outgoing = outgoing;
    this.shown = shown;
    this.clock = clock;
  }

  @Override
  public void keep(String name, String type, Path file) throws IOException {
    Outcome.Answered answer =
        ask(
            "PUT",
            name,
            Map.of("content-type", type, "cache-control", "public, max-age=31536000, immutable"),
            Files.readAllBytes(file));
    if (!answer.ok()) {
      throw refused("keep a file", answer);
    }
    remember(name, Files.readAllBytes(file));
  }

  @Override
  public Optional<Path> find(String name) throws IOException {
    Path here = here(name);
    if (Files.isRegularFile(here)) {
      return Optional.of(here);
    }
    if (clock.instant().isBefore(silentUntil)) {
      throw new Silent(bucket.shown() + " was silent a moment ago");
    }
    Outcome.Answered answer = ask("GET", name, Map.of(), new byte[0]);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (!answer.ok()) {
      throw refused("give a file", answer);
    }
    return Optional.of(remember(name, answer.body()));
  }

  @Override
  public void drop(List<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(here(name));
      Outcome.Answered answer = ask("DELETE", name, Map.of(), new byte[0]);
      if (!answer.ok() && answer.status() != 404) {
        throw refused("drop a file", answer);
      }
    }
  }

  @Override
  public String check() throws IOException {
    byte[] mark = ("courant " + clock.instant()).getBytes(StandardCharsets.UTF_8);
    String name = "00check/courant.txt";
    Outcome.Answered put = ask("PUT", name, Map.of("content-type", "text/plain"), mark);
    if (!put.ok()) {
      throw refused("keep a file", put);
    }
    Outcome.Answered got = ask("GET", name, Map.of(), new byte[0]);
    if (!got.ok() || !Arrays.equals(got.body(), mark)) {
      throw refused("give back what it was given", got);
    }
    ask("DELETE", name, Map.of(), new byte[0]);
    return bucket.shown();
  }

  @Override
  public boolean elsewhere() {
    return true;
  }

  @Override
  public void tidy(UnaryOperator<Set<String>> known) {
    try {
      forget(known);
      tidy(MOST_SHOWN);
    } catch (IOException e) {
      LoggerFactory.getLogger(S3Files.class).warn("fetched pictures stay: {}", e.getMessage());
    }
  }

  /**
   * Who deletes a picture for good drops it from the store, not from what other nodes have here.
   */
  private void forget(UnaryOperator<Set<String>> known) throws IOException {
    for (List<Path> some : left().stream().gather(Gatherers.windowFixed(AT_ONCE)).toList()) {
      Set<String> there =
          known.apply(
              some.stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
      for (Path path : some) {
        if (!there.contains(path.getFileName().toString())) {
          delete(path);
        }
      }
    }
  }

  /** The pictures' folders to which nothing was added lately. */
  private List<Path> left() throws IOException {
    if (!Files.isDirectory(shown)) {
      return List.of();
    }
    FileTime old = FileTime.from(clock.instant().minus(TakePhoto.LONGEST_UPLOAD));
    int depth = shown.getNameCount() + 2;
    try (Stream<Path> tree =
        Files.find(
            shown,
            2,
            (path, is) ->
                path.getNameCount() == depth
                    && is.isDirectory()
                    && is.lastModifiedTime().compareTo(old) < 0)) {
      return tree.toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** Lets go of what nobody has looked at for longest, until so many bytes are left. */
  void tidy(long most) throws IOException {
    if (!Files.isDirectory(shown)) {
      return;
    }
    List<Kept> kept;
    try (var tree = Files.walk(shown)) {
      kept =
          tree.filter(Files::isRegularFile)
              .map(Kept::of)
              .flatMap(Optional::stream)
              .sorted()
              .toList();
    }
    long bytes = kept.stream().mapToLong(Kept::bytes).sum();
    for (Kept file : kept) {
      if (bytes <= most) {
        return;
      }
      Files.deleteIfExists(file.path());
      bytes -= file.bytes();
    }
  }

  /** A file that was fetched; least lately looked at first. */
  private record Kept(Path path, FileTime at, long bytes) implements Comparable<Kept> {
    static Optional<Kept> of(Path path) {
      try {
        return Optional.of(
            new Kept(
                path, (FileTime) Files.getAttribute(path, "lastAccessTime"), Files.size(path)));
      } catch (IOException _) {
        return Optional.empty();
      }
    }

    @Override
    public int compareTo(Kept other) {
      return at.compareTo(other.at);
    }
  }

  private Outcome.Answered ask(String method, String name, Map<String, String> given, byte[] body)
      throws Silent {
    String path = bucket.path(name);
    Map<String, String> fields =
        bucket
            .signature()
            .fields(method, bucket.host(), path, Map.of(), given, body, clock.instant());
    URI address = URI.create(bucket.address() + Signature4.encoded(path, true));
    return switch (send(new Ask(method, address, fields, body, LARGEST, patience))) {
      case Outcome.Answered answered when answered.status() < 500 -> answered;
      case Outcome.Answered answered -> throw silent("it answers " + answered.status());
      case Outcome.Failed(_, var reason) -> throw silent(reason);
      case Outcome.Refused(var reason) ->
          throw silent(
              reason + "; if it is meant, name it: COURANT_ALLOW_PRIVATE=" + bucket.host());
    };
  }

  private Outcome send(Ask ask) throws Silent {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Silent(bucket.shown() + " is too slow for all that is asked of it");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Silent("interrupted");
    }
    try {
      return outgoing.send(ask);
    } finally {
      places.release();
    }
  }

  private Silent silent(String why) {
    silentUntil = clock.instant().plus(SILENCE);
    return new Silent(bucket.shown() + ": " + why);
  }

  private Silent refused(String what, Outcome.Answered answer) {
    String said = new String(answer.body(), StandardCharsets.UTF_8);
    String code = said.replaceAll("(?s).*<Code>([A-Za-z]{1,60})</Code>.*", "$1");
    return new Silent(
        "%s does not %s: %d%s"
            .formatted(bucket.shown(), what, answer.status(), code.equals(said) ? "" : " " + code));
  }

  private Path remember(String name, byte[] bytes) throws IOException {
    Path here = here(name);
    Files.createDirectories(here.getParent());
    Path unfinished = Files.createTempFile(here.getParent(), "", ".part");
    try {
      Files.write(unfinished, bytes);
      Files.move(unfinished, here, StandardCopyOption.ATOMIC_MOVE);
      return here;
    } catch (NoSuchFileException e) {
      throw new IOException("the folder of fetched pictures went away", e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private Path here(String name) {
    Path here = shown.resolve(name.substring(0, 2)).resolve(name).normalize();
    if (!here.startsWith(shown.normalize())) {
      throw new IllegalArgumentException("not in the store: " + name);
    }
    return here;
  }
}
