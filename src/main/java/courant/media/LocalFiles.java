package courant.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Pictures in a folder, each with its cuts in a folder of its own. */
final class LocalFiles implements PhotoFiles {
  private final Path folder;

  LocalFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public void keep(String name, String type, Path file) throws IOException {
    Path place = place(name);
    Files.createDirectories(place.getParent());
    Path unfinished = Files.createTempFile(place.getParent(), "", ".part");
    try {
      Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public Optional<Path> find(String name) {
    Path place = place(name);
    return Files.isRegularFile(place) ? Optional.of(place) : Optional.empty();
  }

  @Override
  public void drop(List<String> names) throws IOException {
    for (String name : names) {
      Path place = place(name);
      Files.deleteIfExists(place);
      Path around = place.getParent();
      String[] left = around == null ? null : around.toFile().list();
      if (around != null && left != null && left.length == 0) {
        Files.deleteIfExists(around);
      }
    }
  }

  @Override
  public String check() throws IOException {
    Files.createDirectories(folder);
    Path tried = Files.createTempFile(folder, "check", ".part");
    Files.delete(tried);
    return folder.toString();
  }

  @Override
  public boolean elsewhere() {
    return false;
  }

  @Override
  public void tidy(UnaryOperator<Set<String>> known) {
    // All of it is the only one there is.
  }

  /** Names come from addresses whose form was looked at, and still may not lead out of here. */
  private Path place(String name) {
    Path place = folder.resolve(name.substring(0, 2)).resolve(name).normalize();
    if (!place.startsWith(folder.normalize())) {
      throw new IllegalArgumentException("not in the store: " + name);
    }
    return place;
  }
}
