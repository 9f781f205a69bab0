package courant.masthead;

import courant.platform.job.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The operator's own folder of style, {@code data/theme}: its {@code theme.css} stands after all
 * other styles on every public page, and may name the files beside it. Nothing in it runs.
 */
public final class ThemeFolder {
  /** The style sheet without which the folder does nothing. */
  public static final String STYLE = "theme.css";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,80}(\\.[A-Za-z0-9_-]{1,20})*");
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "woff2", "font/woff2",
          "svg", "image/svg+xml",
          "png", "image/png",
          "jpg", "image/jpeg",
          "webp", "image/webp",
          "avif", "image/avif",
          "ico", "image/x-icon");

  private static final long LARGEST = 5L << 20;

  /**
   * A file of it.
   *
   * @param type of media
   */
  public record File(Path path, String type) {}

  private final Path folder;
  private volatile String version;

  public ThemeFolder(Path folder) {
    this.folder = folder;
    this.version = look();
  }

  /** Where its style sheet is; the address changes whenever anything in the folder does. */
  public Optional<String> style() {
    return version.isEmpty() ? Optional.empty() : Optional.of("/theme/" + version + "/" + STYLE);
  }

  /** Whether an address's version is the present one, so that browsers may keep what is there. */
  public boolean present(String asked) {
    return version.equals(asked);
  }

  /** A file by its name; empty if there is none, or none that is served. */
  public Optional<File> file(String name) {
    Path file = folder.resolve(name);
    return version.isEmpty() || !served(file)
        ? Optional.empty()
        : Optional.of(new File(file, TYPES.getOrDefault(ending(name), "")));
  }

  /** Looks whether anything changed, and has every page say so. */
  public void refresh(Facts facts) {
    String now = look();
    if (!now.equals(version)) {
      version = now;
      facts.write(
          telling -> {
            telling.tell(Mastheads.CHANGED, 1);
            return true;
          });
    }
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** No link leads out of the folder, no hidden or enormous file is shown. */
  private static boolean served(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return NAME.matcher(name).matches()
          && TYPES.containsKey(ending(name))
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) <= LARGEST;
    } catch (IOException _) {
      return false;
    }
  }

  /** Of what is in it, in a word; empty without a style sheet. */
  private String look() {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.filter(ThemeFolder::served)::iterator) {
        seen.put(
            String.valueOf(file.getFileName()),
            Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis());
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seen.containsKey(STYLE) ? Integer.toHexString(seen.hashCode()) : "";
  }
}
