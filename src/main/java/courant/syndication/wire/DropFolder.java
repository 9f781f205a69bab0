package courant.syndication.wire;

import courant.source.Source;
import courant.source.Sources;
import courant.syndication.wire.WireDeliveries.Way;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what partners, or what fetches from them, put into a folder of their own: each file once it
 * has stopped growing. What was read is moved to {@code done}, what could not be to {@code broken}.
 */
final class DropFolder implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
  private static final int MOST_A_LOOK = 200;
  private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".filepart", ".writing");

  private static final String WORKING = "working";
  private static final String DONE = "done";
  private static final String BROKEN = "broken";
  private static final String NO_FOLDER =
      "is no folder, but a link or a file: nothing is taken here until it is gone";

  private final Path root;
  private final Sources sources;
  private final TakeWires takeWires;
  private final InstantSource clock;
  private final Set<Path> told = new HashSet<>();
  private Map<Path, String> before = new HashMap<>();
  private boolean begun;

  DropFolder(Path root, Sources sources, TakeWires takeWires, InstantSource clock) {
    this.root = root;
    this.sources = sources;
    this.takeWires = takeWires;
    this.clock = clock;
  }

  /** A source's own. */
  Path of(Source source) {
    return root.resolve(source.slug().value());
  }

  /** Looks once; a file is taken if it is as it was at the last look. */
  @Override
  public synchronized void run() {
    if (!begun) {
      begun = true;
      inside(root, Files::isDirectory).forEach(DropFolder::putBack);
    }
    Map<Path, String> now = new HashMap<>();
    for (Path folder : inside(root, Files::isDirectory)) {
      Optional<Source> source = sources.bySlug(folder.getFileName().toString());
      if (source.isPresent() && isOurs(source.get(), folder)) {
        for (Path file : inside(folder, Files::isRegularFile)) {
          String state = state(file);
          if (state.equals(before.get(file))) {
            take(source.get(), file);
          } else {
            now.put(file, state);
          }
        }
      }
    }
    before = now;
  }

  /** What was being taken when the server stopped is taken again; nothing comes twice. */
  private static void putBack(Path folder) {
    for (Path file : inside(folder.resolve(WORKING), Files::isRegularFile)) {
      try {
        Files.move(file, folder.resolve(file.getFileName()));
      } catch (IOException e) {
        LOG.warn("{} could not be put back: {}", file, e.getMessage());
      }
    }
  }

  /**
   * Whether files would go where we put them. Whoever writes into the folder can make others in it
   * links, by which stories would be another's, or be written anywhere; told once.
   */
  private boolean isOurs(Source source, Path folder) {
    boolean ours = true;
    for (String name : List.of(WORKING, DONE, BROKEN)) {
      Path inner = folder.resolve(name);
      if (isDirectory(inner) || !Files.exists(inner, LinkOption.NOFOLLOW_LINKS)) {
        told.remove(inner);
      } else {
        ours = false;
        if (told.add(inner)) {
          takeWires.refuse(source, Way.FOLDER, name, NO_FOLDER);
        }
      }
    }
    return ours;
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  @FunctionalInterface
  private interface Kind {
    boolean is(Path path, LinkOption... options);
  }

  /** What is of a kind itself: links lead elsewhere. */
  private static List<Path> inside(Path folder, Kind kind) {
    if (!isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> kind.is(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> isFinished(path.getFileName().toString()))
          .sorted()
          .limit(MOST_A_LOOK)
          .toList();
    } catch (IOException e) {
      LOG.warn("{} cannot be looked into: {}", folder, e.getMessage());
      return List.of();
    }
  }

  private static boolean isFinished(String name) {
    return !name.startsWith(".")
        && UNFINISHED.stream().noneMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes of =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return of.size() + " " + of.lastModifiedTime().toMillis();
    } catch (IOException _) {
      return "gone";
    }
  }

  /** Moves a file first, so that no other node takes it, too. */
  private void take(Source source, Path file) {
    String name = file.getFileName().toString();
    try {
      Path working = move(file, file.resolveSibling(WORKING), name);
      boolean read = false;
      if (Files.size(working) <= WireReader.MAX_BYTES) {
        read = takeWires.take(source, Way.FOLDER, name, "", Files.readAllBytes(working)).read();
      } else {
        takeWires.refuse(
            source, Way.FOLDER, name, "larger than " + (WireReader.MAX_BYTES >> 20) + " MB");
      }
      move(working, file.resolveSibling(read ? DONE : BROKEN), clock.millis() + "-" + name);
    } catch (IOException e) {
      LOG.warn("{} could not be taken: {}", file, e.getMessage());
    }
  }

  private static Path move(Path file, Path folder, String name) throws IOException {
    if (!isDirectory(Files.createDirectories(folder))) {
      throw new NotDirectoryException(folder.toString());
    }
    Path into = folder.resolve(name);
    try {
      return Files.move(file, into, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      return Files.move(file, into, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
