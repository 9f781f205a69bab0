package courant;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.db.Copy;
import courant.platform.db.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code move}: copies everything a review's database holds into another database. */
@Command(
    name = "move",
    description = {
      "Copy the review's database into another, empty one, and compare them.",
      "The review may run meanwhile; what it writes from then on is not in the copy, so stop it for the last one."
    })
final class Move implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ADDRESS",
      description = "postgresql://user:password@host:port/name, or sqlite: for the data folder")
  private String to = "";

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Settings settings = common.settings(Map.of());
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    String from = settings.get(Setting.DATABASE);
    if (from.equals(to)) {
      err.println("courant: the review is in that database already");
      return 2;
    }
    Path file = settings.data().resolve("courant.db");
    try (Database source = Database.open(from, file);
        Database target = Database.open(to, file)) {
      Copy.run(source, target).entrySet().stream()
          .filter(table -> table.getValue().rows() > 0)
          .forEach(
              table ->
                  out.printf(
                      "%-20s %,12d rows  %016x%n",
                      table.getKey(), table.getValue().rows(), table.getValue().checksum()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      err.println("courant: " + e.getMessage());
      return 1;
    }
    out.println("Both databases hold the same, by count and checksum of every table.");
    out.println("Set COURANT_DATABASE to the new one; the data folder and its key stay in use.");
    return 0;
  }
}
