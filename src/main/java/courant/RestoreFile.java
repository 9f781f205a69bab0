package courant;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.db.Copy;
import courant.platform.db.Database;
import courant.transfer.Backup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: a review as it was backed up, in a folder that is not there yet. */
@Command(
    name = "restore",
    description = {
      "Make a data folder from a backup; every byte is checked first.",
      "With --database postgresql://... the database is put there."
    })
final class RestoreFile implements Callable<Integer> {
  /** What the database and the key are called in a backup. */
  static final String DATABASE = "courant.db";

  static final String KEY = "courant.key";

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "what ./courant backup has written")
  private Path file = Path.of("");

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Settings settings = common.settings(Map.of());
    Path data = settings.data().toAbsolutePath().normalize();
    PrintWriter err = command.commandLine().getErr();
    if (!Files.isReadable(file)) {
      err.println("courant: there is no file " + file);
      return 1;
    }
    if (Files.exists(data) && !isEmpty(data)) {
      err.println("courant: " + data + " is not empty; name another folder with --data");
      return 1;
    }
    Files.createDirectories(data.getParent());
    Path unfinished = Files.createTempDirectory(data.getParent(), "restore");
    try {
      Backup.restore(file, unfinished);
      place(unfinished.resolve(DATABASE), settings.get(Setting.DATABASE));
      Files.deleteIfExists(data);
      Files.move(unfinished, data);
    } catch (IOException | IllegalStateException e) {
      err.println("courant: " + e.getMessage());
      return 1;
    } finally {
      delete(unfinished);
    }
    command.commandLine().getOut().println("Restored; serve it with --data " + settings.data());
    return 0;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** Opens the database once, which brings an older one up to date, and moves it if asked. */
  private static void place(Path database, String address) throws IOException {
    try (Database restored = Database.open("sqlite:", database)) {
      if (!restored.faults().isEmpty()) {
        throw new IllegalStateException(
            "the database in it is damaged: " + restored.faults().getFirst());
      }
      if (address.equals("sqlite:")) {
        return;
      }
      try (Database target = Database.open(address, database)) {
        Copy.run(restored, target);
      }
    }
    Files.delete(database);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(path);
        }
      }
    }
  }
}
