package courant.media;

import com.github.weisj.jsvg.SVGDocument;
import com.luciad.imageio.webp.WebPWriteParam;
import courant.media.darkroom.Fault;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Unit;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Has files developed into pictures, each by a process that lives for that file alone: it knows
 * nothing of ours, and ends within its memory and time whatever the file makes of it. While
 * somebody is about to hand in a file, one process is kept ready for it.
 */
final class Darkroom implements AutoCloseable {
  private static final String PROGRAM = "courant.media.darkroom.Develop";

  /** How long a process that no file comes for is kept. */
  private static final Duration READY = Duration.ofMinutes(2);

  /** No more than it needs, which also starts it sooner. */
  private static final String CLASS_PATH =
      Stream.of(Fault.class, Thumbnails.class, WebPWriteParam.class, Unit.class, SVGDocument.class)
          .map(Darkroom::origin)
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));

  private record Spare(Development development, Instant since) {}

  private final Path work;
  private final Duration patience;
  private final InstantSource clock;
  private final Semaphore places =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  private @Nullable Spare spare;
  private boolean closed;

  /**
   * @param work folder in which each process has its own
   * @param patience how long a process may be at its file
   */
  Darkroom(Path work, Duration patience, InstantSource clock) {
    this.work = work;
    this.patience = patience;
    this.clock = clock;
  }

  /** Folder in which each process has its own. */
  Path work() {
    return work;
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins to develop a file, as soon as there is a place; whoever called closes it. */
  Development develop(Path file) throws IOException {
    places.acquireUninterruptibly();
    Development development;
    try {
      development = ready();
    } catch (IOException | RuntimeException e) {
      places.release();
      throw e;
    }
    development.begin(file, places::release);
    return development;
  }

  private synchronized Development ready() throws IOException {
    Spare waiting = spare;
    spare = null;
    if (waiting != null && waiting.development().alive()) {
      return waiting.development();
    }
    if (waiting != null) {
      waiting.development().close();
    }
    return start();
  }

  /** Somebody may hand in a file soon: a process is started for it, in the background. */
  void expect() {
    Thread.startVirtualThread(
        () -> {
          try {
            prepare();
          } catch (IOException | UncheckedIOException e) {
            LoggerFactory.getLogger(Darkroom.class)
                .warn("no process could be made ready: {}", e.getMessage());
          }
        });
  }

  /** Starts a process that waits for a file, if none does. */
  synchronized void prepare() throws IOException {
    if (!closed && (spare == null || !spare.development().alive())) {
      tidy(Instant.MAX);
      spare = new Spare(start(), clock.instant());
    }
  }

  /** Ends the process that waits, if no file has come for it. */
  void tidy() throws IOException {
    tidy(clock.instant().minus(READY));
  }

  private synchronized void tidy(Instant startedBefore) throws IOException {
    if (spare != null && spare.since().isBefore(startedBefore)) {
      spare.development().close();
      spare = null;
    }
  }

  private Development start() throws IOException {
    Files.createDirectories(work);
    Path folder = Files.createTempDirectory(work, "develop");
    ProcessBuilder builder =
        new ProcessBuilder(command(folder)).redirectError(folder.resolve("errors").toFile());
    builder.environment().clear();
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return new Development(builder.start(), folder, patience);
  }

  /**
   * The shell bounds what the decoders' native code may take; where it cannot, as on macOS, the
   * bound on pixels has to do.
   */
  private static List<String> command(Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "ulimit -v 2200000 2>/dev/null; ulimit -c 0 2>/dev/null; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of(
            "-Xmx400m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompressedClassSpaceSize=48m",
            "-XX:ReservedCodeCacheSize=24m",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            CLASS_PATH,
            PROGRAM,
            folder.toAbsolutePath().toString()));
    return command;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    tidy(Instant.MAX);
  }
}
