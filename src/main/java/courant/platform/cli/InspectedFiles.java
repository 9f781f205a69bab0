package courant.platform.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The files named on an {@code inspect} command line: single files, folders read through in name
 * order, or {@code -} for standard input. A picocli {@link Mixin}.
 */
public final class InspectedFiles {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "files or folders; - reads standard input")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "one JSON object a line, one line a file")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /**
   * Inspects every file and prints one finding each, in order, as soon as it is known.
   *
   * @return the exit code: 0, or 1 if any file could not be read; the others are still printed
   */
  public int each(Inspection inspection) throws IOException {
    return eachOfMany((file, bytes) -> List.of(inspection.inspect(file, bytes)));
  }

  /** As {@link #each}, for files that hold many things: one finding a line for each of them. */
  public int eachOfMany(Inspections inspection) throws IOException {
    int failures = 0;
    for (Path path : paths) {
      if (path.toString().equals("-")) {
        failures += inspect(path, System.in.readAllBytes(), inspection);
      } else if (Files.exists(path)) {
        failures += inspectTree(path, inspection);
      } else {
        command.commandLine().getErr().println("courant: no such file: " + path);
        failures++;
      }
    }
    return failures == 0 ? 0 : 1;
  }

  private int inspectTree(Path root, Inspections inspection) throws IOException {
    int failures = 0;
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
        failures += inspect(file, Files.readAllBytes(file), inspection);
      }
    }
    return failures;
  }

  private int inspect(Path file, byte[] bytes, Inspections inspection) {
    try {
      inspection.inspect(file, bytes).forEach(finding -> print(file, finding));
      return 0;
    } catch (IOException e) {
      print(file, new JsonObject().put("error", e.getMessage()));
      return 1;
    }
  }

  private void print(Path file, JsonObject finding) {
    JsonObject line = new JsonObject().put("file", file.toString()).mergeIn(finding);
    PrintWriter out = command.commandLine().getOut();
    out.println(json ? line.encode() : line.encodePrettily());
    out.flush();
  }
}
