package courant;

import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.transfer.Backup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
      int files =
          Backup.write(
              file,
              Map.of(RestoreFile.DATABASE, database, RestoreFile.KEY, Holdings.keyFile(settings)),
              Besides.of(settings.data()));
      command
          .commandLine()
          .getOut()
          .printf(
              "%s holds %d files, %,d KB, each read again and found whole.%n",
              file, files, Files.size(file) >> 10);
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

  /**
   * What lies beside the database, or behind links there, without earlier backups; the index of
   * search is made anew from it. The server moves files on meanwhile.
   */
  private static final class Besides extends SimpleFileVisitor<Path> {
    private static final Pattern LEFT_OUT =
        Pattern.compile(
            "courant\\.db.*|index.*|uploads/.*|media-shown/.*|.*\\.part|.*\\.lock"
                + "|(.*/)?backup[0-9]+/courant\\.db.*");

    private final Path data;
    private final Map<String, Path> files = new HashMap<>();

    private Besides(Path data) {
      this.data = data;
    }

    static Map<String, Path> of(Path data) throws IOException {
      Besides besides = new Besides(data);
      Files.walkFileTree(
          data, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, besides);
      return besides.files;
    }

    private String name(Path path) {
      return data.relativize(path).toString().replace('\\', '/');
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return LEFT_OUT.matcher(name(folder) + "/").matches()
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      String name = name(path);
      if (Files.isRegularFile(path) && !LEFT_OUT.matcher(name).matches() && !Backup.isOne(path)) {
        files.put(name, path);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException || failure instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
