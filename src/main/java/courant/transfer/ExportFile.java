package courant.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: writes the whole review to one file. */
@Command(
    name = "export",
    exitCodeOnInvalidInput = ImportFile.USAGE,
    description =
        "Write the review to FILE: a WordPress export if it ends in .xml, else an archive that import restores exactly")
public final class ExportFile implements Callable<Integer> {
  private static final int CANNOT_CREATE = 73;

  private final Function<String, ImportFile.OpenReview> opening;

  @Parameters(paramLabel = "FILE", description = "the file to write")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder that holds everything Courant keeps (default: data)")
  private String data = "";

  @Option(
      names = "--addresses-with",
      paramLabel = "SECRET",
      description =
          "a file whose first line is a passphrase (or the key file): repliers' addresses go into the archive, encrypted with it; without it they stay here")
  private @Nullable Path secret;

  @Spec private CommandSpec command = CommandSpec.create();

  public ExportFile(Function<String, ImportFile.OpenReview> opening) {
    this.opening = opening;
  }

  @Override
  public Integer call() {
    try (ImportFile.OpenReview review = opening.apply(data)) {
      review.transfer().give(file, review.site(), SecretFile.in(secret));
      return 0;
    } catch (IOException e) {
      command
          .commandLine()
          .getErr()
          .println("courant: cannot write " + file + ": " + e.getMessage());
      return CANNOT_CREATE;
    }
  }
}
