package courant;

import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.transfer.Backup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: everything a review needs to be again, in one file. */
@Command(
    name = "backup",
    description = {
      "Write everything the review keeps into one file: database, key, pictures, settings.",
      "The review may run meanwhile; the file holds one moment. Whoever has it can read readers' addresses."
    })
final class BackupFile implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "file to write; one that is there is replaced")
  private Path file = Path.of("");

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Settings settings = common.settings(Map.of());
    PrintWriter err = command.commandLine().getErr();
    if (!Files.isDirectory(settings.data())) {
      err.println("courant: there is no data folder " + settings.data());
      return 1;
    }
    Path copy = Files.createTempDirectory(file.toAbsolutePath().getParent(), "backup");
    Path database = copy.resolve(RestoreFile.DATABASE);
    try (Holdings held = Holdings.open(settings, InstantSource.system())) {
      held.database().copyTo(database);
      List<String> faults = faults(database);
      if (!faults.isEmpty()) {
        err.println("courant: the database is damaged: " + faults.getFirst());
        return 1;
      }
      Map<String, Path> files = besides(settings.data());
      files.put(RestoreFile.DATABASE, database);
      files.put(RestoreFile.KEY, Holdings.keyFile(settings));
      Backup.write(file, files);
      command
          .commandLine()
          .getOut()
          .printf(
              "%s holds %d files, %,d KB, each read again and found whole.%n",
              file, files.size(), Files.size(file) >> 10);
      return 0;
    } finally {
      Files.deleteIfExists(database);
      Files.deleteIfExists(copy);
    }
  }

  private static List<String> faults(Path database) {
    try (Database copy = Database.open("sqlite:", database)) {
      return copy.faults();
    }
  }

  /** What lies beside the database; the index of search is made anew from it. */
  private static Map<String, Path> besides(Path data) throws IOException {
    Map<String, Path> files = new HashMap<>();
    try (Stream<Path> tree = Files.walk(data)) {
      for (Path path : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
        String name = data.relativize(path).toString().replace('\\', '/');
        if (!name.matches("courant\\.db.*|index.*|uploads/.*|media-shown/.*|.*\\.part|.*\\.lock")) {
          files.put(name, path);
        }
      }
    }
    return files;
  }
}
